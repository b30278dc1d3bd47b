DROP FUNCTION "pingback_alerts"(e pingback_event, f pingback_facts);
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

-- Locks the order, and checks the pingback against it: buyer, price and currency.
--   is_matched:  a merchant has matched the two, and vouches for buyer and price.
CREATE OR REPLACE FUNCTION "pingback_terms"("e" "pingback_event", INOUT "f" "pingback_facts", "is_matched" boolean)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  plan "order_lines"; -- of a membership
BEGIN
  SELECT o."uid", o."currency", coalesce(e.paid_at, f.arrived) > o."expires_at", u."closed_at" IS NOT NULL,
    EXISTS (SELECT FROM "orders" other WHERE other."uid" = o."uid" AND other."id" <> o."id"),
    EXISTS (SELECT FROM "order_lines" l WHERE l."order_id" = o."id" AND l."kind" = 'MEMBERSHIP')
  INTO f.buyer, f.order_currency, f.comes_late, f.account_closed, f.is_returning, f.recurring
  FROM "orders" o JOIN "users" u ON u."uid" = o."uid" WHERE o."id" = f.target FOR NO KEY UPDATE OF o;
  IF f.buyer IS NULL THEN
    f.problem := format('there is no order "%s"', f.target);
  ELSIF NOT "is_matched" AND f.buyer <> lower(e.uid) THEN
    f.problem := format('user "%s" did not place order %s', e.uid, f.target);
  ELSIF NOT "is_matched" AND e.price_currency IS NOT NULL AND e.price_currency <> f.order_currency THEN
    f.problem := format('its currency is %s, but order %s is in %s', e.price_currency, f.target, f.order_currency);
  ELSIF NOT "is_matched" AND e.price IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM "external_ids" x WHERE x."order_id" = f.target AND x."price" = e.price) THEN
      f.problem := format('%s was never the price of order %s', e.price, f.target);
    END IF;
  END IF;
  IF f.recurring THEN
    SELECT l.* INTO plan FROM "order_lines" l WHERE l."order_id" = f.target AND l."kind" = 'MEMBERSHIP';
  END IF;
  -- A trial and its renewals differ in price, and may come under the same external id. The order's own id is that of the trial,
  -- its other one that of the regular plan (lib/plans/plan.ts).
  IF plan."trial_amount" IS NOT NULL THEN
    f.is_renewal := CASE
      WHEN e.initial_ref IS NOT NULL THEN e.initial_ref <> e.ref
      WHEN EXISTS (SELECT FROM "external_ids" x WHERE x."id" = e.goodsid AND x."order_id" = f.target AND x."id" <> f.target) THEN true
      WHEN (plan."trial_length", plan."trial_unit") = (plan."period_length", plan."period_unit") THEN NULL
      WHEN (e.period_length, e.period_unit) = (plan."trial_length", plan."trial_unit") THEN false
      WHEN (e.period_length, e.period_unit) = (plan."period_length", plan."period_unit") THEN true
    END;
    f.sent_price := (SELECT x."price" FROM "external_ids" x
                     WHERE x."order_id" = f.target AND (x."id" <> f.target) = f.is_renewal LIMIT 1);
  END IF;
END $$;

DROP FUNCTION "pingback_work"(e pingback_event, f pingback_facts);
-- Plans what is to be done after the commit.
CREATE OR REPLACE FUNCTION "pingback_work"("e" "pingback_event", INOUT "f" "pingback_facts")
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
  SELECT 'review-subscription', jsonb_build_object('orderId', f.target), 'review-subscription:' || f.target
  WHERE f.recurring AND f.after_state > 'PAID'
  UNION ALL
  SELECT 'mail-order', jsonb_build_object('orderId', f.target), 'mail-order:' || f.target
  WHERE f.before_state IS DISTINCT FROM f.after_state OR e.partial OR e.state IS NULL
  UNION ALL
  SELECT 'reapply-pingback', jsonb_build_object('id', w."id"::text), 'reapply-pingback:' || w."id"
  FROM "pingbacks" w
  WHERE w."verdict" = 'quarantined' AND w."order_id" IS NULL AND w."id" <> f.ledger_id
    AND (w."ref" = e.ref OR w."parameters"->>'initial_ref' = e.ref OR w."parameters"->>'subscription_id' = e.subscription_id);
END $$;

-- Grants, keeps or withdraws the goods of an order: each line's are held if and only if some payment of the order is PAID,
-- unless an operator decided about the line. The caller has locked the order; each statement then sees what was committed
-- before. A licence whose key comes from an imported pool waits in "key_waits" while the pool is empty; no other line does.
--   paid_refs:  how many payments are PAID.
--   decided:    the newest decision about any of the lines.
CREATE OR REPLACE FUNCTION "update_deliveries"("target" text, "buyer" text, OUT "paid_refs" int, OUT "decided" "DecisionKind", OUT "granted" int, OUT "withdrawn" int)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  is_pooled boolean;      -- whether a licence takes its key from a pool, or waits for one
  waiting text[] := '{}'; -- the lines that wait
  pooled record;
  taken text;
  others int;
BEGIN
  granted := 0;
  withdrawn := 0;
  SELECT count(*), (SELECT d."kind" FROM "decisions" d WHERE d."order_id" = "target" ORDER BY d."id" DESC LIMIT 1),
    EXISTS (SELECT FROM "key_waits" w WHERE w."order_id" = "target") OR EXISTS (
      SELECT FROM "order_lines" l JOIN "products" p ON p."id" = l."product_id"
      WHERE l."order_id" = "target" AND l."kind" = 'LICENCE' AND p."keys_from_pool")
  INTO paid_refs, decided, is_pooled FROM "payments" p WHERE p."order_id" = "target" AND p."state" = 'PAID';
  IF is_pooled AND (paid_refs > 0 OR decided IS NOT NULL) THEN
    -- Products are locked in one order everywhere.
    FOR pooled IN
      SELECT l."id", l."product_id" FROM "order_lines" l JOIN "products" p ON p."id" = l."product_id"
      WHERE l."order_id" = "target" AND l."kind" = 'LICENCE' AND p."keys_from_pool"
        AND (decided IS NULL OR coalesce("decision_on"("target", l."id") = 'GRANT', paid_refs > 0))
        AND NOT EXISTS (SELECT FROM "deliveries" d WHERE d."order_line_id" = l."id")
      ORDER BY l."product_id"
    LOOP
      taken := "take_licence_key"("target", pooled."id", pooled."product_id");
      CONTINUE WHEN taken IS NULL;
      INSERT INTO "deliveries" ("id", "order_line_id", "order_id", "uid", "kind", "licence_key", "granted_at")
      VALUES (replace(gen_random_uuid()::text, '-', ''), pooled."id", "target", "buyer", 'LICENCE', taken, now());
      granted := granted + 1;
    END LOOP;
    DELETE FROM "key_waits" w USING "products" p
    WHERE w."order_id" = "target" AND p."id" = w."product_id" AND NOT p."keys_from_pool";
    waiting := ARRAY(SELECT w."order_line_id" FROM "key_waits" w WHERE w."order_id" = "target");
  END IF;
  IF paid_refs > 0 OR decided IS NOT NULL THEN
    INSERT INTO "deliveries" AS d ("id", "order_line_id", "order_id", "uid", "kind", "licence_key", "credits", "granted_at")
    SELECT replace(gen_random_uuid()::text, '-', ''), l."id", l."order_id", "buyer", l."kind",
           CASE WHEN l."kind" = 'LICENCE' THEN "new_licence_key"() END,
           CASE WHEN l."kind" = 'CREDITS' THEN l."credits" ELSE 0 END, now()
    FROM "order_lines" l
    WHERE l."order_id" = "target" AND (decided IS NULL OR coalesce("decision_on"("target", l."id") = 'GRANT', paid_refs > 0))
      AND l."id" <> ALL (waiting)
    ON CONFLICT ("order_line_id") DO UPDATE SET "withdrawn_at" = NULL WHERE d."withdrawn_at" IS NOT NULL;
    GET DIAGNOSTICS others = ROW_COUNT;
    granted := granted + others;
  END IF;
  IF paid_refs = 0 OR decided IS NOT NULL THEN
    IF is_pooled THEN
      DELETE FROM "key_waits" w
      WHERE w."order_id" = "target" AND (decided IS NULL OR coalesce("decision_on"("target", w."order_line_id") = 'WITHDRAW', paid_refs = 0));
    END IF;
    UPDATE "deliveries" d SET "withdrawn_at" = now()
    WHERE d."order_id" = "target" AND d."withdrawn_at" IS NULL
      AND (decided IS NULL OR coalesce("decision_on"("target", d."order_line_id") = 'WITHDRAW', paid_refs = 0));
    GET DIAGNOSTICS withdrawn = ROW_COUNT;
  END IF;
END $$;

-- Applies one genuine pingback in one transaction: the first arrival of a (ref, type, part) takes effect, every other is a
-- duplicate. Lock order everywhere: ledger row, order, payment, deliveries, buyer. Its phases are functions, which hand on
-- what they have found as "pingback_facts"; each of their statements sees what was committed before it.
--   event:          a "pingback_event", as JSON.
--   arrivals:       an array of "pingback_arrival": arrivals of this very event that came at once share the statement. The first
--                   is the one that counts, the others are repetitions of it. One row comes back for each.
--   reapply:        the ledger id of a stored event that is to be applied now (quarantined or failed ones only).
--   matched_order:  the order a merchant matched it to; then the merchant vouches for its buyer and its price.
CREATE OR REPLACE FUNCTION "apply_pingback"("event" jsonb, "arrivals" jsonb, "reapply" bigint DEFAULT NULL, "matched_order" text DEFAULT NULL)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  e "pingback_event" := jsonb_populate_record(NULL::"pingback_event", "event");
  f "pingback_facts";
  goods record;
  -- A part that was refunded, with nothing that would tell it from another one of the same amount.
  is_nameless boolean := e.partial AND e.disposition = 'apply' AND e.part = encode(e.digest, 'hex');
  repeated text := format(CASE WHEN is_nameless
    THEN '%s: payment %s was already reported by an identical notice; nothing changes, and the merchant is alerted.'
    ELSE '%s: payment %s was already reported; nothing changes.' END, e.label, e.ref);
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
      f.said := format('Type %s for payment %s is unknown: stored, nothing changes.', e.type, e.ref);
    ELSIF e.disposition = 'test_ignored' THEN
      f.outcome := 'test_ignored';
      f.said := format('%s: payment %s is a test, and the shop is live: stored, nothing is delivered.', e.label, e.ref);
    ELSIF e.disposition = 'quarantined' AND "matched_order" IS NULL THEN
      f.problem := e.quarantine_reason;
    ELSIF f.target IS NULL THEN
      f.waits := e.goodsid IS NULL;
      f.problem := CASE WHEN f.waits THEN 'no order was found for it'
                        ELSE format('no order has the id "%s"', e.goodsid) END;
    END IF;
  END IF;

  IF f.outcome = 'applied' AND f.problem IS NULL THEN
    f := "pingback_terms"(e, f, "matched_order" IS NOT NULL);
  END IF;
  -- What the shop itself asked for is in the order's currency, also where the notice names none.
  IF e.partial AND e.refund_currency IS NULL THEN
    IF EXISTS (SELECT FROM "operator_acts" a WHERE a."id" = e.part AND a."ref" = e.ref) THEN
      e.refund_currency := f.order_currency;
    END IF;
  END IF;
  IF f.outcome = 'applied' AND (f.problem IS NULL OR f.waits) AND (e.state IS NOT NULL OR e.partial) THEN
    f := "pingback_payment"(e, f);
  END IF;

  -- The goods, and what follows from it all.
  IF f.outcome = 'applied' AND f.problem IS NULL THEN
    goods := "update_deliveries"(f.target, f.buyer);
    f.paid_refs := goods."paid_refs";
    f.decided := goods."decided";
    f.granted := goods."granted";
    f.withdrawn := goods."withdrawn";

    f.said := format('%s: payment %s of order %s %s; %s.', e.label, e.ref, f.target,
      CASE WHEN f.after_state IS NULL THEN 'is recorded'
           WHEN f.before_state IS NOT DISTINCT FROM f.after_state THEN 'stays ' || f.after_state
           ELSE 'is now ' || f.after_state END,
      CASE WHEN f.granted > 0 THEN f.granted || ' delivered' WHEN f.withdrawn > 0 THEN f.withdrawn || ' withdrawn'
           ELSE 'nothing delivered or withdrawn' END);
    f := "pingback_alerts"(e, f);
    f := "pingback_work"(e, f);
  END IF;

  IF is_nameless AND "reapply" IS NULL AND (f.outcome = 'duplicate' OR jsonb_array_length("arrivals") > 1) THEN
    PERFORM "suspect_second_refund"(e.ref, f.ledger_key, e.refund || coalesce(' ' || e.refund_currency, ''), f.target);
  END IF;

  -- What is put aside.
  IF f.problem IS NOT NULL THEN
    f.outcome := 'quarantined';
    f.said := format('%s: payment %s is put aside: %s.', e.label, e.ref, f.problem);
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

DROP FUNCTION "limit_pingback"();
-- Sets the limits of the listener's statements, for the transaction and not for the connection, so that they work behind any
-- pooler: a wait for a lock times out soon, and `OK` promises that the row survives a crash, whatever the server's default
-- is. Returns what is in force.
--   patience:  how long a statement waits for a lock.
CREATE OR REPLACE FUNCTION "limit_pingback"("patience" text DEFAULT '250ms', OUT "lock_timeout" text, OUT "synchronous_commit" text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  lock_timeout := set_config('lock_timeout', "patience", true);
  synchronous_commit := set_config('synchronous_commit', 'on', true);
END $$;

-- What the listener calls for events that wait at once: apply_pingback for each, within the limits of limit_pingback, committed
-- together. Each has a failure scope of its own; one that fails, or whose order is busy, returns a single row without a verdict,
-- and is to be received by itself. In the order of their orders, so that of two such batches only one ever waits for the other.
--   batch:   an array of {"event": a "pingback_event", "arrivals": as for apply_pingback}.
--   place:   where in the batch the event stands, from 0.
CREATE OR REPLACE FUNCTION "receive_pingbacks"("batch" jsonb)
RETURNS TABLE ("place" integer, "verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  item record;
BEGIN
  -- The others of the batch wait along.
  PERFORM "limit_pingback"('50ms');
  FOR item IN
    SELECT (x."n" - 1)::integer AS "place", x."item"->'event' AS "event", x."item"->'arrivals' AS "arrivals"
    FROM jsonb_array_elements("batch") WITH ORDINALITY AS x("item", "n")
    ORDER BY x."item"->'event'->>'goodsid', x."item"->'event'->>'ref', x."n"
  LOOP
    BEGIN
      RETURN QUERY SELECT item."place", a."verdict", a."sentence", a."order_id"
      FROM "apply_pingback"(item."event", item."arrivals") a;
    EXCEPTION WHEN OTHERS THEN
      RETURN QUERY SELECT item."place", NULL::"Verdict", NULL, NULL;
    END;
  END LOOP;
END $$;
