-- A notice of a partial refund identical to a stored one, without an id that would tell them apart: the merchant is alerted,
-- even if they had resolved the last alert, and Payment Status is checked for a full refund.
CREATE OR REPLACE FUNCTION "suspect_second_refund"("ref" text, "ledger_key" text, "amount" text, "target" text)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO "alerts" AS t ("kind", "subject", "message", "order_id")
  VALUES ('partial_refund_again', "ledger_key", format(
    'A second notice of a partial refund of payment %s%s has arrived, identical to the first: either a repeat or a second refund of the same amount. Payment Status is checked for a full refund. If only part was refunded, look up the amount in the merchant area and enter what is missing: npm run payment:refunded -- %s <amount>.',
    "ref", coalesce(' (' || "amount" || ')', ''), "ref"), "target")
  ON CONFLICT ("kind", "subject") DO UPDATE SET "resolved_at" = NULL, "resolved_by" = NULL, "created_at" = now()
  WHERE t."resolved_at" IS NOT NULL;
  INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
  VALUES ('check-refund', jsonb_build_object('ref', "ref", 'asked', 0), 'check-refund:' || "ref");
END $$;
