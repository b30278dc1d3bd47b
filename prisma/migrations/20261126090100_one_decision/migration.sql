-- What TypeScript decides too about subscriptions is decided alike: the calendar, which charges count, what has ended, what stands.

-- The moment one period after another, by the provider's calendar: a day that the month does not have runs over into the next
-- (docs/paymentwall/widget.md). UTC. The same as in lib/plans/period.ts; a test holds the two equal.
CREATE OR REPLACE FUNCTION "add_period"("begins" timestamptz, "length" int, "unit" "PeriodUnit")
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN "unit" IN ('month', 'year')
    THEN (date_trunc('month', t) + "length" * ('1 ' || "unit"::text)::interval + (t - date_trunc('month', t))) AT TIME ZONE 'UTC'
    ELSE (t + "length" * ('1 ' || "unit"::text)::interval) AT TIME ZONE 'UTC' END
  FROM (SELECT "begins" AT TIME ZONE 'UTC' AS t) local;
$$;

-- The charges of a subscription as they followed one another: the initial one first, then by time, then by reference. Those of
-- before a moment, without one of them. Which of them count, and the trial's, as lib/subscriptions/state.ts says.
CREATE OR REPLACE FUNCTION "subscription_payments"("target" text, "before" timestamptz, "beside" text)
RETURNS TABLE (
  "position" bigint, "paid_at" timestamptz, "next_charge_at" timestamptz, "period_length" int, "period_unit" "PeriodUnit",
  "is_counted" boolean, "may_be_trial" boolean)
LANGUAGE sql STABLE AS $$
  WITH charged AS (
    SELECT p.* FROM "payments" p
    WHERE p."order_id" = "target" AND p."ever_paid" AND p."paid_at" < "before" AND p."ref" IS DISTINCT FROM "beside"
  )
  SELECT row_number() OVER (ORDER BY p."initial_ref" IS NOT DISTINCT FROM p."ref"
                              OR EXISTS (SELECT FROM charged o WHERE o."ref" <> p."ref" AND o."initial_ref" = p."ref") DESC,
                            p."paid_at", p."ref" COLLATE "C"),
    p."paid_at", p."next_charge_at", p."period_length", p."period_unit",
    p."state" = 'PAID' OR coalesce((
      SELECT d."kind" = 'GRANT' AND p."created_at" <= d."decided_at" FROM "decisions" d
      WHERE d."order_id" = "target" ORDER BY d."id" DESC LIMIT 1), false),
    coalesce(p."initial_ref", p."ref") = p."ref"
  FROM charged p;
$$;

-- The end of the last paid period of an order's subscription; empty when none is left. Each period begins where the one before
-- ends, if it was paid by then, else when it was paid. The same decision as in lib/subscriptions/state.ts, without grace; a test
-- holds the two equal.
CREATE OR REPLACE FUNCTION "paid_until"("target" text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  plan "order_lines";
  paid record;
  ends timestamptz;
  is_trial boolean;
BEGIN
  SELECT l.* INTO plan FROM "order_lines" l WHERE l."order_id" = "target" AND l."kind" = 'MEMBERSHIP';
  FOR paid IN SELECT s.* FROM "subscription_payments"("target", 'infinity', NULL) s WHERE s."is_counted" ORDER BY s."position" LOOP
    is_trial := paid."position" = 1 AND paid."may_be_trial" AND plan."trial_amount" IS NOT NULL;
    ends := GREATEST(paid."next_charge_at", CASE
      WHEN paid."period_length" IS NOT NULL AND paid."period_unit" IS NOT NULL
        THEN "add_period"(GREATEST(ends, paid."paid_at"), paid."period_length", paid."period_unit")
      WHEN is_trial THEN "add_period"(GREATEST(ends, paid."paid_at"), plan."trial_length", plan."trial_unit")
      ELSE "add_period"(GREATEST(ends, paid."paid_at"), plan."period_length", plan."period_unit") END);
  END LOOP;
  RETURN ends;
END $$;

-- What says that a subscription has ended, of what was known before a moment, without one of its payments. The same decision as
-- in lib/subscriptions/state.ts; a test holds the two equal.
--   renews:   the provider has neither been stopped nor given up.
--   revoked:  the newest payment was taken back, or an operator withdrew the goods.
CREATE OR REPLACE FUNCTION "subscription_end"("target" text, "before" timestamptz, "beside" text, OUT "renews" boolean, OUT "revoked" boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  last_paid timestamptz;
  newest_counts boolean;
  decided "DecisionKind" := (SELECT d."kind" FROM "decisions" d WHERE d."order_id" = "target" ORDER BY d."id" DESC LIMIT 1);
BEGIN
  SELECT max(s."paid_at") FILTER (WHERE s."is_counted"), (array_agg(s."is_counted" ORDER BY s."position" DESC))[1]
  INTO last_paid, newest_counts FROM "subscription_payments"("target", "before", "beside") s;
  renews := NOT EXISTS (
      SELECT FROM "pingbacks" b
      WHERE b."order_id" = "target" AND b."verdict" = 'applied' AND b."received_at" < "before"
        AND (b."type" = 12 OR (b."type" IN (13, 14) AND b."received_at" >= coalesce(last_paid, '-infinity'))))
    AND NOT EXISTS (SELECT FROM "cancellations" c WHERE c."order_id" = "target" AND c."stopped_at" < "before");
  revoked := decided IS NOT DISTINCT FROM 'WITHDRAW' OR NOT coalesce(newest_counts, true);
END $$;

-- Whether a membership runs, or may still be charged though nobody has asked to cancel it. The same decision as in
-- lib/subscriptions/data.ts, without grace; a test holds the two equal.
CREATE OR REPLACE FUNCTION "is_standing"("target" text, "at" timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT s."revoked" AND (
    coalesce("paid_until"("target") > "at", false)
    OR (s."renews" AND NOT EXISTS (SELECT FROM "cancellations" c WHERE c."order_id" = "target")))
  FROM "subscription_end"("target", 'infinity', NULL) s;
$$;

-- What a buyer has already, through other orders, of that which an order is of, in words; empty for nothing. A membership
-- counts while it stands. Credits never count. For whoever has locked the buyer, where two orders may be paid at once.
CREATE OR REPLACE FUNCTION "bought_before"("buyer" text, "target" text, "at" timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('"%s" (order %s)', l."name", l."order_id"), ', ' ORDER BY d."granted_at", l."id")
  FROM "deliveries" d
  JOIN "order_lines" l ON l."id" = d."order_line_id"
  JOIN "order_lines" wanted ON wanted."order_id" = "target" AND wanted."product_id" = l."product_id"
  WHERE d."uid" = "buyer" AND d."order_id" <> "target" AND d."withdrawn_at" IS NULL AND d."kind" <> 'CREDITS'
    AND (d."kind" <> 'MEMBERSHIP' OR "is_standing"(l."order_id", "at"));
$$;

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
  IF e.partial THEN
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

-- Locks the order, and holds the pingback against it: whose it is, what it costs, and in which currency.
--   is_matched:  a merchant has matched the two; then that is the merchant's word.
CREATE OR REPLACE FUNCTION "pingback_terms"("e" "pingback_event", INOUT "f" "pingback_facts", "is_matched" boolean)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  plan "order_lines"; -- of a membership
BEGIN
  SELECT o."uid", o."currency", coalesce(e.paid_at, f.arrived) > o."expires_at", u."closed_at" IS NOT NULL,
    EXISTS (SELECT FROM "orders" other WHERE other."uid" = o."uid" AND other."id" <> o."id")
  INTO f.buyer, f.order_currency, f.comes_late, f.account_closed, f.is_returning
  FROM "orders" o JOIN "users" u ON u."uid" = o."uid" WHERE o."id" = f.target FOR NO KEY UPDATE OF o;
  IF f.buyer IS NULL THEN
    f.problem := format('there is no order "%s"', f.target);
  ELSIF NOT "is_matched" AND f.buyer <> lower(e.uid) THEN
    f.problem := format('user "%s" did not place order %s', e.uid, f.target);
  ELSIF NOT "is_matched" AND e.price_currency IS NOT NULL AND e.price_currency <> f.order_currency THEN
    f.problem := format('it names the currency %s, and order %s is in %s', e.price_currency, f.target, f.order_currency);
  ELSIF NOT "is_matched" AND e.price IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM "external_ids" x WHERE x."order_id" = f.target AND x."price" = e.price) THEN
      f.problem := format('it names the price %s, which order %s never had', e.price, f.target);
    END IF;
  END IF;
  SELECT l.* INTO plan FROM "order_lines" l WHERE l."order_id" = f.target AND l."kind" = 'MEMBERSHIP';
  f.recurring := FOUND;
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
