-- Lifts the payment. GREATEST is the whole transition table: arrival order and repetition can't matter.
CREATE OR REPLACE FUNCTION "pingback_payment"("e" "pingback_event", INOUT "f" "pingback_facts")
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  refunded_in_full boolean;
  before_order text;
  after_order text;
BEGIN
  SELECT p."state", p."order_id", p."reversal_reason", p."price" > 0 AND p."refunded" >= p."price"
  INTO f.before_state, before_order, f.before_reason, f.before_refunded FROM "payments" p WHERE p."ref" = e.ref FOR UPDATE;
  INSERT INTO "payments" AS p (
    "ref", "order_id", "state", "ever_paid", "is_test", "reversal_reason", "price", "refunded", "paid_at",
    "period_length", "period_unit", "next_charge_at", "initial_ref", "subscription_id", "currency")
  VALUES (
    e.ref, f.target, coalesce(e.state, 'NONE'), e.state IS NOT DISTINCT FROM 'PAID', e.is_test, e.reversal_reason,
    coalesce(e.price, f.sent_price),
    CASE WHEN e.refund_currency = f.order_currency THEN coalesce(e.refund, 0) ELSE 0 END,
    CASE WHEN e.state = 'PAID' THEN coalesce(e.paid_at, f.arrived) END,
    e.period_length, e.period_unit, e.next_charge_at, e.initial_ref, e.subscription_id, f.order_currency)
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
    "currency" = coalesce(p."currency", excluded."currency"),
    "updated_at" = now()
  WHERE p."order_id" IS NULL OR excluded."order_id" IS NULL OR p."order_id" = excluded."order_id"
  RETURNING p."state", p."order_id", p."price" > 0 AND p."refunded" >= p."price"
  INTO f.after_state, after_order, refunded_in_full;

  IF f.after_state IS NULL THEN
    f.problem := format('payment %s already belongs to order %s', e.ref, before_order);
  ELSIF f.waits AND after_order IS NOT NULL THEN
    -- Another arrival has named the order meanwhile. To lock it now would be out of turn: begin again.
    RAISE EXCEPTION 'payment % has found its order meanwhile', e.ref USING ERRCODE = 'serialization_failure';
  ELSIF refunded_in_full THEN
    -- Partial refunds that together reach the price are a full one.
    UPDATE "payments" p SET "state" = 'REVERSED' WHERE p."ref" = e.ref RETURNING p."state" INTO f.after_state;
  END IF;
END $$;
