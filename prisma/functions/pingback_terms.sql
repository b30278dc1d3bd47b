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
