-- Whether a membership is running, or may still be charged and has not been cancelled. The same decision as in
-- lib/subscriptions/data.ts, without grace; a test holds the two equal.
CREATE OR REPLACE FUNCTION "is_standing"("target" text, "at" timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT s."revoked" AND (
    coalesce("paid_until"("target") > "at", false)
    OR (s."renews" AND NOT EXISTS (SELECT FROM "cancellations" c WHERE c."order_id" = "target")))
  FROM "subscription_end"("target", 'infinity', NULL) s;
$$;
