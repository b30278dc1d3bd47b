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
