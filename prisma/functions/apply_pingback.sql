-- Applies one genuine pingback in one transaction: the first arrival of a (ref, type, part) takes effect, every other is
-- recognised. Lock order everywhere: ledger row, order, payment, deliveries, buyer.
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
  ledger_id bigint;
  ledger record;
  target text := "matched_order";
  arrived timestamptz := GREATEST(now(), ("arrivals"->0->>'received_at')::timestamptz);
  plan "order_lines";         -- of a membership
  is_renewal boolean;         -- empty where nothing tells a renewal from the trial
  sent_price numeric;         -- what the shop asked for
  buyer text;
  order_currency text;
  before_state "PaymentState";
  before_order text;
  before_reason int;
  before_refunded boolean;    -- in full, by its parts
  after_state "PaymentState";
  after_order text;
  refunded_in_full boolean;
  paid_refs int;
  recurring boolean;
  decided "DecisionKind";     -- the newest decision of an operator about the goods
  granted int := 0;
  withdrawn int := 0;
  account_closed boolean;
  comes_late boolean;
  is_returning boolean;       -- the buyer has placed other orders
  is_first boolean;           -- of the order, and not the renewal of a membership
  ordered_before boolean;     -- what this order is of
  owned text;                 -- what the buyer had already
  -- A part that was refunded, with nothing that would tell it from another one of the same amount.
  is_nameless boolean := e.partial AND e.disposition = 'apply' AND e.part = encode(e.digest, 'hex');
  outcome "Verdict" := 'applied';
  said text;
  repeated text := format(CASE WHEN is_nameless
    THEN '%s: payment %s was notified alike before; nothing changes, and the merchant is told.'
    ELSE '%s: payment %s was notified before; nothing changes.' END, e.label, e.ref);
  problem text;
  waits boolean := false;     -- no order is known yet, and a later arrival may name it
  ledger_key text := e.ref || ':' || e.type || CASE WHEN e.part = '' THEN '' ELSE ':' || e.part END;
BEGIN
  -- Which order. The table of sent ids only ever grows, so this may be read before any lock.
  IF target IS NULL AND e.goodsid IS NOT NULL THEN
    SELECT x."order_id", x."price" INTO target, sent_price FROM "external_ids" x WHERE x."id" = e.goodsid;
  ELSIF target IS NULL THEN
    SELECT p."order_id" INTO target FROM "payments" p WHERE p."ref" = e.ref;
    IF target IS NULL AND e.initial_ref IS NOT NULL THEN
      SELECT p."order_id" INTO target FROM "payments" p WHERE p."ref" = e.initial_ref;
    END IF;
    IF target IS NULL AND e.subscription_id IS NOT NULL THEN
      SELECT p."order_id" INTO target FROM "payments" p
      WHERE p."subscription_id" = e.subscription_id AND p."order_id" IS NOT NULL LIMIT 1;
    END IF;
    IF target IS NULL THEN
      SELECT c."order_id" INTO target FROM "charge_attempts" c WHERE c."charge_id" IN (e.ref, substr(e.ref, 2)) LIMIT 1;
    END IF;
  END IF;

  -- The ledger. ON CONFLICT waits for a twin in flight, so of a thousand at once one goes on and the others are told.
  IF "reapply" IS NULL THEN
    INSERT INTO "pingbacks" ("ref", "type", "part", "digest", "parameters", "verdict", "order_id", "received_at")
    VALUES (e.ref, e.type, e.part, e.digest, e.parameters, 'applied', target, arrived)
    ON CONFLICT ("ref", "type", "part") DO NOTHING
    RETURNING "id" INTO ledger_id;

    IF ledger_id IS NULL THEN
      SELECT l."id", l."digest", l."order_id", l."parameters" INTO ledger FROM "pingbacks" l
      WHERE l."ref" = e.ref AND l."type" = e.type AND l."part" = e.part;
      ledger_id := ledger."id";
      target := ledger."order_id";
      IF ledger."digest" = e.digest THEN
        outcome := 'duplicate';
        said := repeated;
      ELSE
        outcome := 'conflict';
        said := "tell_conflict"(e, ledger_key, ledger."parameters", target);
      END IF;
    END IF;
  ELSE
    SELECT l."id", l."verdict", l."order_id", l."received_at" INTO ledger FROM "pingbacks" l WHERE l."id" = "reapply" FOR UPDATE;
    ledger_id := ledger."id";
    arrived := ledger."received_at";
    IF ledger."verdict" NOT IN ('quarantined', 'failed') THEN
      outcome := 'duplicate';
      target := ledger."order_id";
      said := format('%s: payment %s was applied before; nothing changes.', e.label, e.ref);
    END IF;
  END IF;

  IF outcome = 'applied' THEN
    IF e.disposition = 'unhandled' THEN
      outcome := 'unhandled';
      said := format('Type %s for payment %s is not known here: stored, nothing changes.', e.type, e.ref);
    ELSIF e.disposition = 'test_ignored' THEN
      outcome := 'test_ignored';
      said := format('%s: payment %s is a test, and the shop is live: stored, nothing is delivered.', e.label, e.ref);
    ELSIF e.disposition = 'quarantined' AND "matched_order" IS NULL THEN
      problem := e.quarantine_reason;
    ELSIF target IS NULL THEN
      waits := e.goodsid IS NULL;
      problem := CASE WHEN waits THEN 'no order is known for it'
                      ELSE format('no order has the id "%s"', e.goodsid) END;
    END IF;
  END IF;

  IF outcome = 'applied' AND problem IS NULL THEN
    SELECT o."uid", o."currency", coalesce(e.paid_at, arrived) > o."expires_at", u."closed_at" IS NOT NULL,
      EXISTS (SELECT FROM "orders" other WHERE other."uid" = o."uid" AND other."id" <> o."id")
    INTO buyer, order_currency, comes_late, account_closed, is_returning
    FROM "orders" o JOIN "users" u ON u."uid" = o."uid" WHERE o."id" = target FOR NO KEY UPDATE OF o;
    IF buyer IS NULL THEN
      problem := format('there is no order "%s"', target);
    ELSIF "matched_order" IS NULL AND buyer <> lower(e.uid) THEN
      problem := format('user "%s" did not place order %s', e.uid, target);
    ELSIF "matched_order" IS NULL AND e.price_currency IS NOT NULL AND e.price_currency <> order_currency THEN
      problem := format('it names the currency %s, and order %s is in %s', e.price_currency, target, order_currency);
    ELSIF "matched_order" IS NULL AND e.price IS NOT NULL THEN
      IF NOT EXISTS (SELECT FROM "external_ids" x WHERE x."order_id" = target AND x."price" = e.price) THEN
        problem := format('it names the price %s, which order %s never had', e.price, target);
      END IF;
    END IF;
    SELECT l.* INTO plan FROM "order_lines" l WHERE l."order_id" = target AND l."kind" = 'MEMBERSHIP';
    recurring := FOUND;
    -- A trial and its renewals differ in price, and may come under the same external id.
    IF plan."trial_amount" IS NOT NULL THEN
      is_renewal := CASE
        WHEN e.initial_ref IS NOT NULL THEN e.initial_ref <> e.ref
        WHEN e.goodsid = target || '.p' THEN true
        WHEN (plan."trial_length", plan."trial_unit") = (plan."period_length", plan."period_unit") THEN NULL
        WHEN (e.period_length, e.period_unit) = (plan."trial_length", plan."trial_unit") THEN false
        WHEN (e.period_length, e.period_unit) = (plan."period_length", plan."period_unit") THEN true
      END;
      sent_price := (SELECT x."price" FROM "external_ids" x
                     WHERE x."id" = CASE WHEN is_renewal THEN target || '.p' WHEN NOT is_renewal THEN target END);
    END IF;
  END IF;

  -- The payment. GREATEST is the whole transition table: arrival order and repetition can't matter.
  IF outcome = 'applied' AND (problem IS NULL OR waits) AND (e.state IS NOT NULL OR e.partial) THEN
    SELECT p."state", p."order_id", p."reversal_reason", p."price" > 0 AND p."refunded" >= p."price"
    INTO before_state, before_order, before_reason, before_refunded FROM "payments" p WHERE p."ref" = e.ref FOR UPDATE;
    INSERT INTO "payments" AS p (
      "ref", "order_id", "state", "ever_paid", "is_test", "reversal_reason", "price", "refunded", "paid_at",
      "period_length", "period_unit", "next_charge_at", "initial_ref", "subscription_id")
    VALUES (
      e.ref, target, coalesce(e.state, 'NONE'), e.state IS NOT DISTINCT FROM 'PAID', e.is_test, e.reversal_reason,
      coalesce(e.price, sent_price),
      CASE WHEN e.refund_currency = order_currency THEN coalesce(e.refund, 0) ELSE 0 END,
      CASE WHEN e.state = 'PAID' THEN coalesce(e.paid_at, arrived) END,
      e.period_length, e.period_unit, e.next_charge_at, e.initial_ref, e.subscription_id)
    ON CONFLICT ("ref") DO UPDATE SET
      "order_id" = coalesce(p."order_id", excluded."order_id"),
      "state" = GREATEST(p."state", excluded."state"),
      "ever_paid" = p."ever_paid" OR excluded."ever_paid",
      "is_test" = p."is_test" OR excluded."is_test",
      "reversal_reason" = coalesce(p."reversal_reason", excluded."reversal_reason"),
      "price" = coalesce(p."price", excluded."price"),
      "refunded" = p."refunded" + excluded."refunded",
      "paid_at" = LEAST(p."paid_at", excluded."paid_at"),
      "period_length" = coalesce(p."period_length", excluded."period_length"),
      "period_unit" = coalesce(p."period_unit", excluded."period_unit"),
      "next_charge_at" = GREATEST(p."next_charge_at", excluded."next_charge_at"),
      "initial_ref" = coalesce(p."initial_ref", excluded."initial_ref"),
      "subscription_id" = coalesce(p."subscription_id", excluded."subscription_id"),
      "updated_at" = now()
    WHERE p."order_id" IS NULL OR excluded."order_id" IS NULL OR p."order_id" = excluded."order_id"
    RETURNING p."state", p."order_id", p."price" > 0 AND p."refunded" >= p."price"
    INTO after_state, after_order, refunded_in_full;

    IF after_state IS NULL THEN
      problem := format('payment %s belongs to order %s already', e.ref, before_order);
    ELSIF waits AND after_order IS NOT NULL THEN
      -- Another arrival has named the order meanwhile. To lock it now would be out of turn: begin again.
      RAISE EXCEPTION 'payment % has found its order meanwhile', e.ref USING ERRCODE = 'serialization_failure';
    ELSIF refunded_in_full THEN
      -- Partial refunds that together reach the price are a full one.
      UPDATE "payments" p SET "state" = 'REVERSED' WHERE p."ref" = e.ref RETURNING p."state" INTO after_state;
    END IF;
  END IF;

  -- The goods. Decided in statements of their own, for their snapshots.
  IF outcome = 'applied' AND problem IS NULL THEN
    SELECT s."paid_refs", s."decided", s."granted", s."withdrawn" INTO paid_refs, decided, granted, withdrawn
    FROM "settle_deliveries"(target, buyer) s;

    said := format('%s: payment %s of order %s %s; %s.', e.label, e.ref, target,
      CASE WHEN after_state IS NULL THEN 'is recorded'
           WHEN before_state IS NOT DISTINCT FROM after_state THEN 'stays ' || after_state
           ELSE 'is now ' || after_state END,
      CASE WHEN granted > 0 THEN granted || ' delivered' WHEN withdrawn > 0 THEN withdrawn || ' withdrawn'
           ELSE 'no goods change hands' END);

    -- What the merchant should look at.
    IF e.state = 'PAID' AND before_state IN ('VOIDED', 'DECLINED') THEN
      PERFORM "raise_alert"('accept_after_decline', e.ref, said, target);
    END IF;
    IF e.state = 'REVERSED' AND before_state IS NULL THEN
      PERFORM "raise_alert"('reversal_without_payment', e.ref, said, target);
    END IF;
    IF e.state = 'REVERSED' AND e.reversal_reason IN (1, 2, 3) AND before_state = 'REVERSED' AND (before_reason NOT IN (1, 2, 3) OR before_refunded) THEN
      PERFORM "raise_alert"('chargeback_after_refund', ledger_key,
        format('Payment %s of order %s was refunded before, and is charged back too (reason %s): the money may go back twice. See Paymentwall''s merchant area.', e.ref, target, e.reversal_reason), target);
    END IF;
    -- A late 0 of a payment that was never accepted here is no money that returns.
    IF e.state = 'PAID' AND before_state = 'REVERSED' AND e.part = '' AND (e.type = 1 OR (e.type = 0 AND EXISTS (
        SELECT FROM "pingbacks" l WHERE l."ref" = e.ref AND l."type" IN (1, 201) AND l."part" = '' AND l."verdict" = 'applied'))) THEN
      PERFORM "raise_alert"('money_returned', ledger_key,
        format('Payment %s of order %s was taken back, and is notified as paid once more: the money may have returned. If it has, grant again: npm run order:grant -- %s "<why>".', e.ref, target, target), target);
    END IF;
    IF before_state IS DISTINCT FROM after_state
        AND ((after_state = 'PAID' AND decided = 'WITHDRAW') OR (before_state = 'PAID' AND paid_refs = 0 AND decided = 'GRANT' AND NOT recurring)) THEN
      PERFORM "raise_alert"('against_decision', ledger_key,
        format('%s An operator has decided about its goods before, and that still counts: see whether to decide otherwise now.', said), target);
    END IF;
    IF after_state = 'PAID' AND before_state IS DISTINCT FROM 'PAID' THEN
      IF account_closed THEN
        PERFORM "raise_alert"('closed_account', e.ref,
          format('Payment %s of order %s has come, and the account of its buyer is closed, so nobody can fetch the goods%s: see whether to refund it.', e.ref, target,
                 CASE WHEN recurring THEN ' and the subscription may be charged again' ELSE '' END), target);
      END IF;
      IF comes_late OR is_returning THEN
        is_first := is_renewal IS NOT TRUE AND coalesce(e.initial_ref, e.ref) = e.ref
          AND NOT EXISTS (SELECT FROM "payments" p WHERE p."order_id" = target AND p."ref" <> e.ref AND p."ever_paid");
        ordered_before := EXISTS (
          SELECT FROM "orders" o JOIN "order_lines" l ON l."order_id" = o."id"
          JOIN "order_lines" wanted ON wanted."order_id" = target AND wanted."product_id" = l."product_id"
          WHERE o."uid" = buyer AND o."id" <> target AND l."kind" <> 'CREDITS');
      END IF;
      IF comes_late AND is_first THEN
        PERFORM "raise_alert"('late_payment', e.ref,
          format('Payment %s paid for order %s after it had expired, at the price of its day; it counts all the same.', e.ref, target), target);
      END IF;
      IF is_first AND ordered_before THEN
        -- Of two orders of one buyer that are paid at once, the later one must see the other.
        PERFORM FROM "users" u WHERE u."uid" = buyer FOR NO KEY UPDATE;
        owned := "bought_before"(buyer, target, arrived);
      END IF;
      IF owned IS NOT NULL AND recurring THEN
        PERFORM "raise_alert"('overpaid', e.ref,
          format('Payment %s began the membership of order %s, and its buyer has it already: %s. Both may be charged again and again. Ask the buyer which one to keep; the other is cancelled in the account, and payment %s can be refunded.', e.ref, target, owned, e.ref), target);
      ELSIF owned IS NOT NULL THEN
        PERFORM "raise_alert"('overpaid', e.ref,
          format('Payment %s of order %s bought what its buyer has already: %s. See whether to refund it.', e.ref, target, owned), target);
      END IF;
    END IF;
    IF after_state = 'PAID' AND before_state IS DISTINCT FROM 'PAID' AND paid_refs > 1 AND NOT recurring THEN
      PERFORM "raise_alert"('overpaid', e.ref, format('Order %s is paid %s times, now by payment %s too; see whether to refund.', target, paid_refs, e.ref), target);
    END IF;
    IF recurring AND e.state = 'PAID' THEN
      -- Renewals are days apart: two payments within hours, or of two subscriptions, are a buyer who paid twice.
      IF after_state = 'PAID' AND before_state IS DISTINCT FROM 'PAID' AND EXISTS (
          SELECT FROM "payments" p
          WHERE p."order_id" = target AND p."ref" <> e.ref AND p."state" = 'PAID'
            AND (p."subscription_id" <> e.subscription_id
                 OR abs(extract(epoch FROM p."paid_at" - coalesce(e.paid_at, arrived))) < 12 * 60 * 60)) THEN
        PERFORM "raise_alert"('overpaid', e.ref,
          format('Order %s, a membership, was paid twice at once, now by payment %s too: there may be two subscriptions; see whether to stop and refund one.', target, e.ref), target);
      END IF;
      IF EXISTS (SELECT FROM "pingbacks" l WHERE l."order_id" = target AND l."type" IN (12, 13, 14)
                 AND l."received_at" < coalesce(e.paid_at, arrived))
          OR (SELECT p."state" > 'PAID' FROM "payments" p
              WHERE p."order_id" = target AND p."ref" <> e.ref AND p."ever_paid" AND p."paid_at" < coalesce(e.paid_at, arrived)
              ORDER BY p."paid_at" DESC, p."ref" DESC LIMIT 1) THEN
        PERFORM "raise_alert"('renewal_after_end', e.ref,
          format('Payment %s renews the subscription of order %s, which had ended; see whether to refund it.', e.ref, target), target);
      END IF;
    END IF;
    IF e.partial THEN
      PERFORM "raise_alert"('partial_refund', ledger_key,
        format('Payment %s of order %s was refunded in part%s.%s', e.ref, target,
               coalesce(': ' || e.refund || coalesce(' ' || e.refund_currency, ''), ''),
               CASE WHEN e.refund IS NULL OR e.refund_currency IS DISTINCT FROM order_currency THEN
                 format(' How much that is in %s nobody told: look it up in the merchant area, and enter it: npm run payment:refunded -- %s <amount>.', order_currency, e.ref)
               ELSE '' END), target);
    END IF;
    IF e.state = 'REVERSED' AND e.reversal_reason IN (2, 3) THEN
      PERFORM "flag_buyer"(e.ref, target, NULL);
    END IF;

    -- Work for after the commit.
    IF recurring AND after_state > 'PAID' THEN
      INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
      VALUES ('review-subscription', jsonb_build_object('orderId', target), 'review-subscription:' || target);
    END IF;
    INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
    SELECT 'reapply-pingback', jsonb_build_object('id', w."id"::text), 'reapply-pingback:' || w."id"
    FROM "pingbacks" w
    WHERE w."verdict" = 'quarantined' AND w."order_id" IS NULL AND w."id" <> ledger_id
      AND (w."ref" = e.ref OR w."parameters"->>'initial_ref' = e.ref OR w."parameters"->>'subscription_id' = e.subscription_id);
  END IF;

  IF is_nameless AND "reapply" IS NULL AND (outcome = 'duplicate' OR jsonb_array_length("arrivals") > 1) THEN
    PERFORM "suspect_second_refund"(e.ref, ledger_key, e.refund || coalesce(' ' || e.refund_currency, ''), target);
  END IF;

  IF problem IS NOT NULL THEN
    outcome := 'quarantined';
    said := format('%s: payment %s is put aside, since %s.', e.label, e.ref, problem);
    PERFORM "raise_alert"('quarantined', ledger_key, said, NULL);
    target := NULL;
    IF waits AND "reapply" IS NULL THEN
      -- For what was being written while this looked for it.
      INSERT INTO "outbox_jobs" ("task", "payload", "job_key", "run_at")
      VALUES ('reapply-pingback', jsonb_build_object('id', ledger_id::text), 'reapply-pingback:' || ledger_id, now() + interval '1 minute');
    END IF;
  END IF;
  IF "reapply" IS NOT NULL THEN
    UPDATE "alerts" t SET "resolved_at" = now(), "resolved_by" = 're-apply'
    WHERE t."subject" = ledger_key AND t."resolved_at" IS NULL
      AND (t."kind" = 'failed' OR (t."kind" = 'quarantined' AND outcome = 'applied'));
  END IF;
  IF (outcome NOT IN ('applied', 'duplicate', 'conflict')) OR ("reapply" IS NOT NULL AND outcome = 'applied') THEN
    UPDATE "pingbacks" l SET "verdict" = outcome, "order_id" = target WHERE l."id" = ledger_id;
  END IF;
  RETURN QUERY
  INSERT INTO "pingback_attempts" AS t ("verdict", "sentence", "duration_ms", "address", "sign_version", "secret", "pingback_id", "order_id", "parameters")
  SELECT CASE WHEN x."n" = 1 OR outcome = 'conflict' THEN outcome ELSE 'duplicate' END,
    CASE WHEN x."n" = 1 OR outcome = 'conflict' THEN said ELSE repeated END,
    a."elapsed_ms" + extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000,
    a."address", a."sign_version", a."secret", ledger_id, target, a."parameters"
  FROM jsonb_array_elements("arrivals") WITH ORDINALITY AS x("item", "n"),
    jsonb_populate_record(NULL::"pingback_arrival", x."item") AS a
  ORDER BY x."n"
  RETURNING t."verdict", t."sentence", t."order_id";
END $$;
