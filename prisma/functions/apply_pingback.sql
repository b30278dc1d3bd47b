-- Applies one genuine pingback in one transaction: the first arrival of a (ref, type, part) takes effect, every other is a
-- duplicate. Lock order everywhere: ledger row, order, payment, deliveries, buyer. Its phases are functions, which hand on
-- what they have found as "pingback_facts"; each of their statements sees what was committed before it. An assignment of a function's
-- result, and a condition without a subquery, are no statements of their own, which cost more to start than to run: so phases that find
-- nothing return the facts, too, and a subquery stands within the condition that is seldom met, not beside it.
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
