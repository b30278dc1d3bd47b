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
