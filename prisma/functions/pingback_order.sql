-- Which order a pingback is about. The table of sent ids only ever grows, so this may be read before any lock.
CREATE OR REPLACE FUNCTION "pingback_order"("e" "pingback_event", INOUT "f" "pingback_facts")
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  IF e.goodsid IS NOT NULL THEN
    SELECT x."order_id", x."price" INTO f.target, f.sent_price FROM "external_ids" x WHERE x."id" = e.goodsid;
  ELSE
    SELECT p."order_id" INTO f.target FROM "payments" p WHERE p."ref" = e.ref;
    IF f.target IS NULL AND e.initial_ref IS NOT NULL THEN
      SELECT p."order_id" INTO f.target FROM "payments" p WHERE p."ref" = e.initial_ref;
    END IF;
    IF f.target IS NULL AND e.subscription_id IS NOT NULL THEN
      SELECT p."order_id" INTO f.target FROM "payments" p
      WHERE p."subscription_id" = e.subscription_id AND p."order_id" IS NOT NULL LIMIT 1;
    END IF;
    IF f.target IS NULL THEN
      SELECT c."order_id" INTO f.target FROM "charge_attempts" c WHERE c."charge_id" IN (e.ref, substr(e.ref, 2)) LIMIT 1;
    END IF;
  END IF;
END $$;
