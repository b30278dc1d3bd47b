-- Alerts the merchant to an event whose place in the ledger holds different content, by what it means, and returns the
-- sentence.
CREATE OR REPLACE FUNCTION "tell_conflict"("e" "pingback_event", "ledger_key" text, "first" jsonb, "target" text)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  alert "AlertKind" := 'conflict';
  said text := format('%s: payment %s was already reported with different content; the first report stands.', e.label, e.ref);
BEGIN
  IF e.state = 'REVERSED' AND e.reversal_reason IN (1, 2, 3) AND coalesce("first"->>'reason', '') NOT IN ('1', '2', '3') THEN
    alert := 'chargeback_after_refund';
    said := format('Payment %s was refunded and has now been charged back too (reason %s): the money may be returned twice. Check Paymentwall''s merchant area.', e.ref, e.reversal_reason);
  ELSIF e.state = 'PAID' AND e.part = '' AND EXISTS (SELECT FROM "payments" p WHERE p."ref" = e.ref AND p."state" = 'REVERSED') THEN
    alert := 'money_returned';
    said := format('Payment %s was reversed and is now reported as paid again: the money may have come back. If it has, grant the goods again: npm run order:grant -- %s "<why>".', e.ref, coalesce("target", '<order>'));
  END IF;
  PERFORM "raise_alert"(alert, "ledger_key" || ':' || encode(e.digest, 'hex'), said, "target");
  IF e.state = 'REVERSED' AND e.reversal_reason IN (2, 3) THEN
    PERFORM "flag_buyer"(e.ref, "target", e.uid);
  END IF;
  RETURN said;
END $$;
