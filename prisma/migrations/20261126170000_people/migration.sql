-- AlterTable
ALTER TABLE "users" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "second_factor_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "due_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "users_registered_at_uid_idx" ON "users"("registered_at", "uid");

-- Notes of each payment of a membership when the next charge is due, as far as this payment tells; a trigger of "payments".
CREATE OR REPLACE FUNCTION "payments_note_due"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."due_at" := (
    SELECT coalesce(NEW."next_charge_at", CASE
      WHEN NEW."period_length" IS NOT NULL AND NEW."period_unit" IS NOT NULL
        THEN "add_period"(NEW."paid_at", NEW."period_length", NEW."period_unit")
      WHEN l."trial_length" IS NOT NULL AND l."trial_unit" IS NOT NULL AND coalesce(NEW."initial_ref", NEW."ref") = NEW."ref"
        AND NOT EXISTS (
          SELECT FROM "payments" p WHERE p."order_id" = NEW."order_id" AND p."ref" <> NEW."ref" AND p."ever_paid" AND p."paid_at" < NEW."paid_at")
        THEN "add_period"(NEW."paid_at", l."trial_length", l."trial_unit")
      ELSE "add_period"(NEW."paid_at", l."period_length", l."period_unit") END)
    FROM "order_lines" l WHERE l."order_id" = NEW."order_id" AND l."kind" = 'MEMBERSHIP' LIMIT 1);
  RETURN NEW;
END $$;

-- What the schema can't say.
CREATE INDEX "users_operators_idx" ON "users" ("registered_at", "uid") WHERE "role" <> 'BUYER';
CREATE INDEX "users_flagged_idx" ON "users" ("registered_at", "uid") WHERE "flagged_at" IS NOT NULL;
CREATE INDEX "users_closed_idx" ON "users" ("registered_at", "uid") WHERE "closed_at" IS NOT NULL;

-- Ways to memberships among orders of all kinds: by their beginning, by the next charge, by what went wrong.
CREATE INDEX "deliveries_memberships_idx" ON "deliveries" ("granted_at", "id") WHERE "kind" = 'MEMBERSHIP';
CREATE INDEX "payments_due_idx" ON "payments" ("due_at", "ref") WHERE "due_at" IS NOT NULL;
CREATE INDEX "pingbacks_failed_renewals_idx" ON "pingbacks" ("id") WHERE "type" = 14;
CREATE INDEX "cancellations_open_idx" ON "cancellations" ("requested_at", "order_id") WHERE "stopped_at" IS NULL;

CREATE TRIGGER payments_note_due
  BEFORE INSERT OR UPDATE OF "order_id", "ever_paid", "paid_at", "next_charge_at", "period_length", "period_unit", "initial_ref" ON "payments"
  FOR EACH ROW WHEN (NEW."ever_paid" AND NEW."order_id" IS NOT NULL)
  EXECUTE FUNCTION "payments_note_due"();
UPDATE "payments" p SET "paid_at" = p."paid_at" FROM "order_lines" l
WHERE l."order_id" = p."order_id" AND l."kind" = 'MEMBERSHIP' AND p."ever_paid";

-- The audit log is never changed, but that who once was an operator may be named by the uid alone, without an address: then
-- nothing personal of them is left.
DROP RULE "audit_entries_keep" ON "audit_entries";
CREATE RULE "audit_entries_keep" AS ON UPDATE TO "audit_entries"
WHERE NEW."actor" IS DISTINCT FROM OLD."actor_uid" OR NEW."address" IS NOT NULL
  OR (NEW."id", NEW."at", NEW."actor_uid", NEW."act", NEW."subject", NEW."order_id", NEW."allowed", NEW."sentence", NEW."reason", NEW."before", NEW."after")
    IS DISTINCT FROM (OLD."id", OLD."at", OLD."actor_uid", OLD."act", OLD."subject", OLD."order_id", OLD."allowed", OLD."sentence", OLD."reason", OLD."before", OLD."after")
DO INSTEAD NOTHING;
