-- AlterEnum
ALTER TYPE "CancellationCause" ADD VALUE 'OPERATOR';

-- AlterEnum
ALTER TYPE "ActKind" ADD VALUE 'GRANT';
ALTER TYPE "ActKind" ADD VALUE 'WITHDRAW';

-- AlterTable
ALTER TABLE "operator_acts" ADD COLUMN     "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
ADD COLUMN     "attempt_id" TEXT,
ADD COLUMN     "charged" BOOLEAN,
ADD COLUMN     "order_line_id" TEXT;

-- Tells the merchant what of a pingback that was applied they should look at.
CREATE OR REPLACE FUNCTION "pingback_alerts"("e" "pingback_event", "f" "pingback_facts")
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  is_first boolean;       -- of the order, and not the renewal of a membership
  ordered_before boolean; -- what this order is of
  owned text;             -- what the buyer had already
BEGIN
  IF e.state = 'PAID' AND f.before_state IN ('VOIDED', 'DECLINED') THEN
    PERFORM "raise_alert"('accept_after_decline', e.ref, f.said, f.target);
  END IF;
  IF e.state = 'REVERSED' AND f.before_state IS NULL THEN
    PERFORM "raise_alert"('reversal_without_payment', e.ref, f.said, f.target);
  END IF;
  IF e.state = 'REVERSED' AND e.reversal_reason IN (1, 2, 3) AND f.before_state = 'REVERSED' AND (f.before_reason NOT IN (1, 2, 3) OR f.before_refunded) THEN
    PERFORM "raise_alert"('chargeback_after_refund', f.ledger_key,
      format('Payment %s of order %s was refunded before, and is charged back too (reason %s): the money may go back twice. See Paymentwall''s merchant area.', e.ref, f.target, e.reversal_reason), f.target);
  END IF;
  -- A late 0 of a payment that was never accepted here is no money that returns.
  IF e.state = 'PAID' AND f.before_state = 'REVERSED' AND e.part = '' AND (e.type = 1 OR (e.type = 0 AND EXISTS (
      SELECT FROM "pingbacks" l WHERE l."ref" = e.ref AND l."type" IN (1, 201) AND l."part" = '' AND l."verdict" = 'applied'))) THEN
    PERFORM "raise_alert"('money_returned', f.ledger_key,
      format('Payment %s of order %s was taken back, and is notified as paid once more: the money may have returned. If it has, grant again: npm run order:grant -- %s "<why>".', e.ref, f.target, f.target), f.target);
  END IF;
  IF f.before_state IS DISTINCT FROM f.after_state
      AND ((f.after_state = 'PAID' AND f.decided = 'WITHDRAW') OR (f.before_state = 'PAID' AND f.paid_refs = 0 AND f.decided = 'GRANT' AND NOT f.recurring)) THEN
    PERFORM "raise_alert"('against_decision', f.ledger_key,
      format('%s An operator has decided about its goods before, and that still counts: see whether to decide otherwise now.', f.said), f.target);
  END IF;
  IF f.after_state = 'PAID' AND f.before_state IS DISTINCT FROM 'PAID' THEN
    IF f.account_closed THEN
      PERFORM "raise_alert"('closed_account', e.ref,
        format('Payment %s of order %s has come, and the account of its buyer is closed, so nobody can fetch the goods%s: see whether to refund it.', e.ref, f.target,
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
        format('Payment %s paid for order %s after it had expired, at the price of its day; it counts all the same.', e.ref, f.target), f.target);
    END IF;
    IF is_first AND ordered_before THEN
      -- Of two orders of one buyer that are paid at once, the later one must see the other.
      PERFORM FROM "users" u WHERE u."uid" = f.buyer FOR NO KEY UPDATE;
      owned := "bought_before"(f.buyer, f.target, f.arrived);
    END IF;
    IF owned IS NOT NULL AND f.recurring THEN
      PERFORM "raise_alert"('overpaid', e.ref,
        format('Payment %s began the membership of order %s, and its buyer has it already: %s. Both may be charged again and again. Ask the buyer which one to keep; the other is cancelled in the account, and payment %s can be refunded.', e.ref, f.target, owned, e.ref), f.target);
    ELSIF owned IS NOT NULL THEN
      PERFORM "raise_alert"('overpaid', e.ref,
        format('Payment %s of order %s bought what its buyer has already: %s. See whether to refund it.', e.ref, f.target, owned), f.target);
    END IF;
  END IF;
  IF f.after_state = 'PAID' AND f.before_state IS DISTINCT FROM 'PAID' AND f.paid_refs > 1 AND NOT f.recurring THEN
    PERFORM "raise_alert"('overpaid', e.ref, format('Order %s is paid %s times, now by payment %s too; see whether to refund.', f.target, f.paid_refs, e.ref), f.target);
  END IF;
  IF f.recurring AND e.state = 'PAID' THEN
    -- Renewals are days apart: two payments within hours, or of two subscriptions, are a buyer who paid twice.
    IF f.after_state = 'PAID' AND f.before_state IS DISTINCT FROM 'PAID' AND EXISTS (
        SELECT FROM "payments" p
        WHERE p."order_id" = f.target AND p."ref" <> e.ref AND p."state" = 'PAID'
          AND (p."subscription_id" <> e.subscription_id
               OR abs(extract(epoch FROM p."paid_at" - coalesce(e.paid_at, f.arrived))) < 12 * 60 * 60)) THEN
      PERFORM "raise_alert"('overpaid', e.ref,
        format('Order %s, a membership, was paid twice at once, now by payment %s too: there may be two subscriptions; see whether to stop and refund one.', f.target, e.ref), f.target);
    END IF;
    IF (SELECT NOT s."renews" OR s."revoked" FROM "subscription_end"(f.target, coalesce(e.paid_at, f.arrived), e.ref) s) THEN
      PERFORM "raise_alert"('renewal_after_end', e.ref,
        format('Payment %s renews the subscription of order %s, which had ended; see whether to refund it.', e.ref, f.target), f.target);
    END IF;
  END IF;
  IF e.partial AND NOT EXISTS (SELECT FROM "operator_acts" a WHERE a."id" = e.part AND a."ref" = e.ref) THEN
    PERFORM "raise_alert"('partial_refund', f.ledger_key,
      format('Payment %s of order %s was refunded in part%s.%s', e.ref, f.target,
             coalesce(': ' || e.refund || coalesce(' ' || e.refund_currency, ''), ''),
             CASE WHEN e.refund IS NULL OR e.refund_currency IS DISTINCT FROM f.order_currency THEN
               format(' How much that is in %s nobody told: look it up in the merchant area, and enter it: npm run payment:refunded -- %s <amount>.', f.order_currency, e.ref)
             ELSE '' END), f.target);
  END IF;
  IF e.state = 'REVERSED' AND e.reversal_reason IN (2, 3) THEN
    PERFORM "flag_buyer"(e.ref, f.target, NULL);
  END IF;
END $$;

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
  -- What the shop itself asked for is in the order's currency, also where the notice names none.
  IF e.partial AND e.refund_currency IS NULL AND EXISTS (SELECT FROM "operator_acts" a WHERE a."id" = e.part AND a."ref" = e.ref) THEN
    e.refund_currency := f.order_currency;
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
