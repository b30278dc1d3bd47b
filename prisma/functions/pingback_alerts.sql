-- Alerts the merchant to what needs a look after a pingback was applied.
CREATE OR REPLACE FUNCTION "pingback_alerts"("e" "pingback_event", INOUT "f" "pingback_facts")
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  is_first boolean;       -- of the order, and not the renewal of a membership
  ordered_before boolean; -- what this order is of
  owned text;             -- what the buyer already has
BEGIN
  IF e.state = 'PAID' AND f.before_state IN ('VOIDED', 'DECLINED') THEN
    PERFORM "raise_alert"('accept_after_decline', e.ref, f.said, f.target);
  END IF;
  IF e.state = 'REVERSED' AND f.before_state IS NULL THEN
    PERFORM "raise_alert"('reversal_without_payment', e.ref, f.said, f.target);
  END IF;
  IF e.state = 'REVERSED' AND e.reversal_reason IN (1, 2, 3) AND f.before_state = 'REVERSED' AND (f.before_reason NOT IN (1, 2, 3) OR f.before_refunded) THEN
    PERFORM "raise_alert"('chargeback_after_refund', f.ledger_key,
      format('Payment %s of order %s was refunded and has now been charged back too (reason %s): the money may be returned twice. Check Paymentwall''s merchant area.', e.ref, f.target, e.reversal_reason), f.target);
  END IF;
  IF e.state = 'PAID' AND f.before_state = 'REVERSED' AND e.part = '' AND e.type IN (0, 1) THEN
    -- A late 0 of a payment that was never accepted here brings no money back.
    IF e.type = 1 OR EXISTS (
        SELECT FROM "pingbacks" l WHERE l."ref" = e.ref AND l."type" IN (1, 201) AND l."part" = '' AND l."verdict" = 'applied') THEN
      PERFORM "raise_alert"('money_returned', f.ledger_key,
        format('Payment %s of order %s was reversed and is now reported as paid again: the money may have come back. If it has, grant the goods again: npm run order:grant -- %s "<why>".', e.ref, f.target, f.target), f.target);
    END IF;
  END IF;
  IF f.before_state IS DISTINCT FROM f.after_state
      AND ((f.after_state = 'PAID' AND f.decided = 'WITHDRAW') OR (f.before_state = 'PAID' AND f.paid_refs = 0 AND f.decided = 'GRANT' AND NOT f.recurring)) THEN
    PERFORM "raise_alert"('against_decision', f.ledger_key,
      format('%s An operator''s earlier decision about its goods still applies: check whether it should change.', f.said), f.target);
  END IF;
  IF f.after_state = 'PAID' AND f.before_state IS DISTINCT FROM 'PAID' THEN
    IF f.account_closed THEN
      PERFORM "raise_alert"('closed_account', e.ref,
        format('Payment %s of order %s has arrived, but its buyer''s account is closed, so nobody can access the goods%s: consider a refund.', e.ref, f.target,
               CASE WHEN f.recurring THEN ' and the subscription may be charged again' ELSE '' END), f.target);
    END IF;
    IF f.comes_late OR f.is_returning THEN
      is_first := f.is_renewal IS NOT TRUE AND coalesce(e.initial_ref, e.ref) = e.ref
        AND NOT EXISTS (SELECT FROM "payments" p WHERE p."order_id" = f.target AND p."ref" <> e.ref AND p."ever_paid");
      ordered_before := EXISTS (
        SELECT FROM "orders" o JOIN "order_lines" l ON l."order_id" = o."id"
        JOIN "order_lines" wanted ON wanted."order_id" = f.target AND wanted."product_id" = l."product_id"
        WHERE o."uid" = f.buyer AND o."id" <> f.target AND l."kind" <> 'CREDITS');
    END IF;
    IF f.comes_late AND is_first THEN
      PERFORM "raise_alert"('late_payment', e.ref,
        format('Payment %s paid for order %s after the order had expired, at the price it was placed at; the payment still counts.', e.ref, f.target), f.target);
    END IF;
    IF is_first AND ordered_before THEN
      -- Of two orders of one buyer that are paid at once, the later one must see the other.
      PERFORM FROM "users" u WHERE u."uid" = f.buyer FOR NO KEY UPDATE;
      owned := "bought_before"(f.buyer, f.target, f.arrived);
    END IF;
    IF owned IS NOT NULL AND f.recurring THEN
      PERFORM "raise_alert"('overpaid', e.ref,
        format('Payment %s started the membership of order %s, but its buyer already has it: %s. Both may keep being charged. Ask the buyer which one to keep; they can cancel the other in their account, and payment %s can be refunded.', e.ref, f.target, owned, e.ref), f.target);
    ELSIF owned IS NOT NULL THEN
      PERFORM "raise_alert"('overpaid', e.ref,
        format('Payment %s of order %s bought something its buyer already has: %s. Consider a refund.', e.ref, f.target, owned), f.target);
    END IF;
  END IF;
  IF f.after_state = 'PAID' AND f.before_state IS DISTINCT FROM 'PAID' AND f.paid_refs > 1 AND NOT f.recurring THEN
    PERFORM "raise_alert"('overpaid', e.ref, format('Order %s has been paid %s times, most recently by payment %s: consider a refund.', f.target, f.paid_refs, e.ref), f.target);
  END IF;
  IF f.recurring AND e.state = 'PAID' THEN
    -- Renewals are days apart: two payments within hours, or of two subscriptions, are a buyer who paid twice.
    IF f.after_state = 'PAID' AND f.before_state IS DISTINCT FROM 'PAID' AND EXISTS (
        SELECT FROM "payments" p
        WHERE p."order_id" = f.target AND p."ref" <> e.ref AND p."state" = 'PAID'
          AND (p."subscription_id" <> e.subscription_id
               OR abs(extract(epoch FROM p."paid_at" - coalesce(e.paid_at, f.arrived))) < 12 * 60 * 60)) THEN
      PERFORM "raise_alert"('overpaid', e.ref,
        format('Order %s, a membership, seems to have been paid twice, most recently by payment %s: there may be two subscriptions. Check whether to cancel and refund one.', f.target, e.ref), f.target);
    END IF;
    IF (SELECT NOT s."renews" OR s."revoked" FROM "subscription_end"(f.target, coalesce(e.paid_at, f.arrived), e.ref) s) THEN
      PERFORM "raise_alert"('renewal_after_end', e.ref,
        format('Payment %s renewed the subscription of order %s after it had ended: consider a refund.', e.ref, f.target), f.target);
    END IF;
  END IF;
  IF e.partial THEN
    IF NOT EXISTS (SELECT FROM "operator_acts" a WHERE a."id" = e.part AND a."ref" = e.ref) THEN
      PERFORM "raise_alert"('partial_refund', f.ledger_key,
        format('Payment %s of order %s was refunded in part%s.%s', e.ref, f.target,
               coalesce(': ' || e.refund || coalesce(' ' || e.refund_currency, ''), ''),
               CASE WHEN e.refund IS NULL OR e.refund_currency IS DISTINCT FROM f.order_currency THEN
                 format(' The amount in %s was not given: look it up in the merchant area and enter it: npm run payment:refunded -- %s <amount>.', f.order_currency, e.ref)
               ELSE '' END), f.target);
    END IF;
  END IF;
  IF e.state = 'REVERSED' AND e.reversal_reason IN (2, 3) THEN
    PERFORM "flag_buyer"(e.ref, f.target, NULL);
  END IF;
END $$;
