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
