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
