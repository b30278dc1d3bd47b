-- A notice of a partial refund equal to one that is stored, without an id that would tell them apart: the merchant is told,
-- also when they had settled the last one, and Paymentwall is asked whether the payment is refunded in full.
CREATE OR REPLACE FUNCTION "suspect_second_refund"("ref" text, "ledger_key" text, "amount" text, "target" text)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO "alerts" AS t ("kind", "subject", "message", "order_id")
  VALUES ('partial_refund_again', "ledger_key", format(
    'A second notice of a partial refund of payment %s%s has come, equal to the first: a repetition, or a second refund of the same amount. Paymentwall is being asked whether the payment is refunded in full. If only a part was refunded, look up in the merchant area how much, and enter what is missing here: npm run payment:refunded -- %s <amount>.',
    "ref", coalesce(' (' || "amount" || ')', ''), "ref"), "target")
  ON CONFLICT ("kind", "subject") DO UPDATE SET "resolved_at" = NULL, "resolved_by" = NULL, "created_at" = now()
  WHERE t."resolved_at" IS NOT NULL;
  INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
  VALUES ('check-refund', jsonb_build_object('ref', "ref", 'asked', 0), 'check-refund:' || "ref");
END $$;
