-- Tells the merchant of an event whose place in the ledger holds other content, by what it means, and returns that in a
-- sentence.
CREATE OR REPLACE FUNCTION "tell_conflict"("e" "pingback_event", "ledger_key" text, "first" jsonb, "target" text)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  alert "AlertKind" := 'conflict';
  said text := format('%s: payment %s was notified before with other content; the first stands.', e.label, e.ref);
BEGIN
  IF e.state = 'REVERSED' AND e.reversal_reason IN (1, 2, 3) AND coalesce("first"->>'reason', '') NOT IN ('1', '2', '3') THEN
    alert := 'chargeback_after_refund';
    said := format('Payment %s was refunded before, and is charged back too (reason %s): the money may go back twice. See Paymentwall''s merchant area.', e.ref, e.reversal_reason);
  ELSIF e.state = 'PAID' AND e.part = '' AND EXISTS (SELECT FROM "payments" p WHERE p."ref" = e.ref AND p."state" = 'REVERSED') THEN
    alert := 'money_returned';
    said := format('Payment %s was taken back, and is notified as paid once more: the money may have returned. If it has, grant again: npm run order:grant -- %s "<why>".', e.ref, coalesce("target", '<order>'));
  END IF;
  PERFORM "raise_alert"(alert, "ledger_key" || ':' || encode(e.digest, 'hex'), said, "target");
  IF e.state = 'REVERSED' AND e.reversal_reason IN (2, 3) THEN
    PERFORM "flag_buyer"(e.ref, "target", e.uid);
  END IF;
  RETURN said;
END $$;
