-- CreateEnum
CREATE TYPE "ActKind" AS ENUM ('REFUND', 'PARTIAL_REFUND', 'CAPTURE', 'VOID', 'RESOLVE', 'CANCEL_SUBSCRIPTION');

-- CreateEnum
CREATE TYPE "ActState" AS ENUM ('REQUESTED', 'ACCEPTED', 'REFUSED', 'UNKNOWN', 'DONE');

-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'low_stock';

-- DropIndex
DROP INDEX "pingback_attempts_received_at_idx";

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "totp_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_last_step" BIGINT,
ADD COLUMN     "totp_sealed" BYTEA;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "products" ADD COLUMN     "artwork_file_id" TEXT,
ADD COLUMN     "keys_from_pool" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "low_stock" INTEGER NOT NULL DEFAULT 10,
ADD COLUMN     "sheet_file_id" TEXT;

-- AlterTable
ALTER TABLE "charge_attempts" ADD COLUMN     "address" TEXT,
ADD COLUMN     "brand" TEXT,
ADD COLUMN     "had_fingerprint" BOOLEAN,
ADD COLUMN     "last4" TEXT,
ADD COLUMN     "secured_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "pingbacks" ADD COLUMN     "sentence" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "product_files" (
    "id" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_prices" (
    "id" BIGSERIAL NOT NULL,
    "product_id" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "trial_amount" INTEGER,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_prices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "licence_keys" (
    "id" BIGSERIAL NOT NULL,
    "product_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "licence_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "downloads" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "downloads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actor_uid" TEXT,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "order_id" TEXT,
    "address" TEXT,
    "allowed" BOOLEAN NOT NULL DEFAULT true,
    "sentence" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" TEXT,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" BIGSERIAL NOT NULL,
    "order_id" TEXT,
    "uid" TEXT,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_acts" (
    "id" TEXT NOT NULL,
    "kind" "ActKind" NOT NULL,
    "state" "ActState" NOT NULL DEFAULT 'REQUESTED',
    "order_id" TEXT NOT NULL,
    "ref" TEXT,
    "amount" INTEGER,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "sentence" TEXT NOT NULL DEFAULT '',
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "operator_acts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_signs" (
    "id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "worker_signs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "product_prices_product_id_id_idx" ON "product_prices"("product_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "licence_keys_key_key" ON "licence_keys"("key");

-- CreateIndex
CREATE INDEX "licence_keys_product_id_taken_at_id_idx" ON "licence_keys"("product_id", "taken_at", "id");

-- CreateIndex
CREATE INDEX "downloads_order_id_at_idx" ON "downloads"("order_id", "at");

-- CreateIndex
CREATE INDEX "downloads_delivery_id_idx" ON "downloads"("delivery_id");

-- CreateIndex
CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_order_id_idx" ON "audit_entries"("order_id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_idx" ON "audit_entries"("subject", "id");

-- CreateIndex
CREATE INDEX "audit_entries_actor_uid_id_idx" ON "audit_entries"("actor_uid", "id");

-- CreateIndex
CREATE INDEX "notes_order_id_idx" ON "notes"("order_id");

-- CreateIndex
CREATE INDEX "notes_uid_idx" ON "notes"("uid");

-- CreateIndex
CREATE INDEX "operator_acts_order_id_requested_at_idx" ON "operator_acts"("order_id", "requested_at");

-- CreateIndex
CREATE INDEX "operator_acts_ref_idx" ON "operator_acts"("ref");

-- CreateIndex
CREATE INDEX "orders_created_at_id_idx" ON "orders"("created_at", "id");

-- CreateIndex
CREATE INDEX "charge_attempts_subscription_id_idx" ON "charge_attempts"("subscription_id");

-- CreateIndex
CREATE INDEX "charge_attempts_last4_idx" ON "charge_attempts"("last4");

-- CreateIndex
CREATE INDEX "pingback_attempts_received_at_id_idx" ON "pingback_attempts"("received_at", "id");

-- CreateIndex
CREATE INDEX "pingback_attempts_verdict_id_idx" ON "pingback_attempts"("verdict", "id");

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_artwork_file_id_fkey" FOREIGN KEY ("artwork_file_id") REFERENCES "product_files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_sheet_file_id_fkey" FOREIGN KEY ("sheet_file_id") REFERENCES "product_files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licence_keys" ADD CONSTRAINT "licence_keys_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "downloads" ADD CONSTRAINT "downloads_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "downloads" ADD CONSTRAINT "downloads_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_acts" ADD CONSTRAINT "operator_acts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Applies one genuine pingback in one transaction: the first arrival of a (ref, type, part) takes effect, every other is
-- recognised. Lock order everywhere: ledger row, order, payment, deliveries, buyer. Its phases are functions, which hand on
-- what they have found as "pingback_facts"; each of their statements sees what was committed before it.
--   event:          a "pingback_event", as JSON.
--   arrivals:       an array of "pingback_arrival": arrivals of this very event that came at once share the statement. The first
--                   is the one that counts, the others are repetitions of it. One row comes back for each.
--   reapply:        the ledger id of a stored event that is to be applied now (quarantined or failed ones only).
--   matched_order:  the order a merchant matched it to; then whose it is and what it cost is the merchant's word.
CREATE OR REPLACE FUNCTION "apply_pingback"("event" jsonb, "arrivals" jsonb, "reapply" bigint DEFAULT NULL, "matched_order" text DEFAULT NULL)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  e "pingback_event" := jsonb_populate_record(NULL::"pingback_event", "event");
  f "pingback_facts";
  -- A part that was refunded, with nothing that would tell it from another one of the same amount.
  is_nameless boolean := e.partial AND e.disposition = 'apply' AND e.part = encode(e.digest, 'hex');
  repeated text := format(CASE WHEN is_nameless
    THEN '%s: payment %s was notified alike before; nothing changes, and the merchant is told.'
    ELSE '%s: payment %s was notified before; nothing changes.' END, e.label, e.ref);
BEGIN
  f.target := "matched_order";
  f.arrived := GREATEST(now(), ("arrivals"->0->>'received_at')::timestamptz);
  f.ledger_key := e.ref || ':' || e.type || CASE WHEN e.part = '' THEN '' ELSE ':' || e.part END;
  f.outcome := 'applied';
  f.waits := false;

  IF f.target IS NULL THEN
    f := "pingback_order"(e, f);
  END IF;
  f := "pingback_ledger"(e, f, "reapply");

  -- What it means.
  IF f.outcome = 'applied' THEN
    IF e.disposition = 'unhandled' THEN
      f.outcome := 'unhandled';
      f.said := format('Type %s for payment %s is not known here: stored, nothing changes.', e.type, e.ref);
    ELSIF e.disposition = 'test_ignored' THEN
      f.outcome := 'test_ignored';
      f.said := format('%s: payment %s is a test, and the shop is live: stored, nothing is delivered.', e.label, e.ref);
    ELSIF e.disposition = 'quarantined' AND "matched_order" IS NULL THEN
      f.problem := e.quarantine_reason;
    ELSIF f.target IS NULL THEN
      f.waits := e.goodsid IS NULL;
      f.problem := CASE WHEN f.waits THEN 'no order is known for it'
                        ELSE format('no order has the id "%s"', e.goodsid) END;
    END IF;
  END IF;

  IF f.outcome = 'applied' AND f.problem IS NULL THEN
    f := "pingback_terms"(e, f, "matched_order" IS NOT NULL);
  END IF;
  IF f.outcome = 'applied' AND (f.problem IS NULL OR f.waits) AND (e.state IS NOT NULL OR e.partial) THEN
    f := "pingback_payment"(e, f);
  END IF;

  -- The goods, and what follows from it all.
  IF f.outcome = 'applied' AND f.problem IS NULL THEN
    SELECT s."paid_refs", s."decided", s."granted", s."withdrawn" INTO f.paid_refs, f.decided, f.granted, f.withdrawn
    FROM "settle_deliveries"(f.target, f.buyer) s;

    f.said := format('%s: payment %s of order %s %s; %s.', e.label, e.ref, f.target,
      CASE WHEN f.after_state IS NULL THEN 'is recorded'
           WHEN f.before_state IS NOT DISTINCT FROM f.after_state THEN 'stays ' || f.after_state
           ELSE 'is now ' || f.after_state END,
      CASE WHEN f.granted > 0 THEN f.granted || ' delivered' WHEN f.withdrawn > 0 THEN f.withdrawn || ' withdrawn'
           ELSE 'no goods change hands' END);
    PERFORM "pingback_alerts"(e, f);
    PERFORM "pingback_work"(e, f);
  END IF;

  IF is_nameless AND "reapply" IS NULL AND (f.outcome = 'duplicate' OR jsonb_array_length("arrivals") > 1) THEN
    PERFORM "suspect_second_refund"(e.ref, f.ledger_key, e.refund || coalesce(' ' || e.refund_currency, ''), f.target);
  END IF;

  -- What is put aside.
  IF f.problem IS NOT NULL THEN
    f.outcome := 'quarantined';
    f.said := format('%s: payment %s is put aside, since %s.', e.label, e.ref, f.problem);
    PERFORM "raise_alert"('quarantined', f.ledger_key, f.said, NULL);
    f.target := NULL;
    IF f.waits AND "reapply" IS NULL THEN
      -- For what was being written while this looked for it.
      INSERT INTO "outbox_jobs" ("task", "payload", "job_key", "run_at")
      VALUES ('reapply-pingback', jsonb_build_object('id', f.ledger_id::text), 'reapply-pingback:' || f.ledger_id, now() + interval '1 minute');
    END IF;
  END IF;

  -- What became of it: the ledger's row, and one row of the log for each arrival.
  IF "reapply" IS NOT NULL THEN
    UPDATE "alerts" t SET "resolved_at" = now(), "resolved_by" = 're-apply'
    WHERE t."subject" = f.ledger_key AND t."resolved_at" IS NULL
      AND (t."kind" = 'failed' OR (t."kind" = 'quarantined' AND f.outcome = 'applied'));
  END IF;
  IF f.outcome NOT IN ('duplicate', 'conflict') THEN
    UPDATE "pingbacks" l SET "verdict" = f.outcome, "order_id" = f.target, "sentence" = f.said WHERE l."id" = f.ledger_id;
  END IF;
  RETURN QUERY
  INSERT INTO "pingback_attempts" AS t ("verdict", "sentence", "duration_ms", "address", "sign_version", "secret", "pingback_id", "order_id", "parameters")
  SELECT CASE WHEN x."n" = 1 OR f.outcome = 'conflict' THEN f.outcome ELSE 'duplicate' END,
    CASE WHEN x."n" = 1 OR f.outcome = 'conflict' THEN coalesce(f.said, repeated) ELSE repeated END,
    a."elapsed_ms" + extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000,
    a."address", a."sign_version", a."secret", f.ledger_id, f.target, a."parameters"
  FROM jsonb_array_elements("arrivals") WITH ORDINALITY AS x("item", "n"),
    jsonb_populate_record(NULL::"pingback_arrival", x."item") AS a
  ORDER BY x."n"
  RETURNING t."verdict", t."sentence", t."order_id";
END $$;

-- Keeps every price that a product has had, whoever changes it.
CREATE OR REPLACE FUNCTION "products_keep_price"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "product_prices" ("product_id", "amount", "currency", "trial_amount")
  VALUES (NEW."id", NEW."amount", NEW."currency", NEW."trial_amount");
  RETURN NEW;
END $$;

-- When applying failed through a fault of our own: the event is kept and tried again, so that nothing is lost.
CREATE OR REPLACE FUNCTION "record_failed_pingback"("event" jsonb, "arrival" jsonb, "fault" text)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  e "pingback_event" := jsonb_populate_record(NULL::"pingback_event", "event");
  a "pingback_arrival" := jsonb_populate_record(NULL::"pingback_arrival", "arrival");
  ledger_id bigint;
  known_digest bytea;
  known_order text;
  first jsonb;
  outcome "Verdict" := 'failed';
  said text := format('%s: payment %s could not be applied and is kept to be tried again.', e.label, e.ref);
  ledger_key text := e.ref || ':' || e.type || CASE WHEN e.part = '' THEN '' ELSE ':' || e.part END;
BEGIN
  INSERT INTO "pingbacks" ("ref", "type", "part", "digest", "parameters", "verdict", "sentence")
  VALUES (e.ref, e.type, e.part, e.digest, e.parameters, 'failed', said)
  ON CONFLICT ("ref", "type", "part") DO NOTHING
  RETURNING "id" INTO ledger_id;
  IF ledger_id IS NULL THEN
    SELECT l."id", l."digest", l."order_id", l."parameters" INTO ledger_id, known_digest, known_order, first FROM "pingbacks" l
    WHERE l."ref" = e.ref AND l."type" = e.type AND l."part" = e.part;
    IF known_digest = e.digest THEN
      outcome := 'duplicate';
      said := format('%s: payment %s was notified before; nothing changes.', e.label, e.ref);
      IF e.partial AND e.disposition = 'apply' AND e.part = encode(e.digest, 'hex') THEN
        PERFORM "suspect_second_refund"(e.ref, ledger_key, e.refund || coalesce(' ' || e.refund_currency, ''), known_order);
      END IF;
    ELSE
      outcome := 'conflict';
      said := "tell_conflict"(e, ledger_key, first, known_order);
    END IF;
  ELSE
    PERFORM "raise_alert"('failed', ledger_key, said || ' ' || "fault", NULL);
    INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
    VALUES ('reapply-pingback', jsonb_build_object('id', ledger_id::text), 'reapply-pingback:' || ledger_id);
  END IF;
  INSERT INTO "pingback_attempts" ("verdict", "sentence", "duration_ms", "address", "sign_version", "secret", "pingback_id", "parameters")
  VALUES (outcome, said, a.elapsed_ms, a.address, a.sign_version, a.secret, ledger_id, a.parameters);
  RETURN QUERY SELECT outcome, said, NULL::text;
END $$;

-- What the schema can't say.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- A customer quotes a part of an address or a name.
CREATE INDEX "users_email_trgm_idx" ON "users" USING gin ("email" gin_trgm_ops);
CREATE INDEX "users_name_trgm_idx" ON "users" USING gin (lower("name") gin_trgm_ops);

CREATE TRIGGER products_keep_first_price AFTER INSERT ON "products"
  FOR EACH ROW EXECUTE FUNCTION "products_keep_price"();
CREATE TRIGGER products_keep_price AFTER UPDATE OF "amount", "currency", "trial_amount" ON "products"
  FOR EACH ROW WHEN ((OLD."amount", OLD."currency", OLD."trial_amount") IS DISTINCT FROM (NEW."amount", NEW."currency", NEW."trial_amount"))
  EXECUTE FUNCTION "products_keep_price"();
INSERT INTO "product_prices" ("product_id", "amount", "currency", "trial_amount", "since")
SELECT "id", "amount", "currency", "trial_amount", "created_at" FROM "products";

-- The audit log is added to, and never changed.
CREATE RULE "audit_entries_keep" AS ON UPDATE TO "audit_entries" DO INSTEAD NOTHING;
CREATE RULE "audit_entries_stand" AS ON DELETE TO "audit_entries" DO INSTEAD NOTHING;

-- The sentences of what arrived before, as far as the log still has them.
UPDATE "pingbacks" l SET "sentence" = t."sentence" FROM (
  SELECT DISTINCT ON ("pingback_id") "pingback_id", "sentence" FROM "pingback_attempts"
  WHERE "pingback_id" IS NOT NULL AND "verdict" NOT IN ('duplicate', 'conflict')
  ORDER BY "pingback_id", "id" DESC
) t WHERE t."pingback_id" = l."id";
