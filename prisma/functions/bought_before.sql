-- What a buyer has already, through other orders, of that which an order is of, in words; empty for nothing. A membership
-- counts while its paid time runs, or nothing says that it will not be charged again (lib/subscriptions/state.ts). Credits
-- never count. For whoever has locked the buyer, where two orders may be paid at once.
CREATE OR REPLACE FUNCTION "bought_before"("buyer" text, "target" text, "at" timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('"%s" (order %s)', l."name", l."order_id"), ', ' ORDER BY d."granted_at", l."id")
  FROM "deliveries" d
  JOIN "order_lines" l ON l."id" = d."order_line_id"
  JOIN "order_lines" wanted ON wanted."order_id" = "target" AND wanted."product_id" = l."product_id"
  WHERE d."uid" = "buyer" AND d."order_id" <> "target" AND d."withdrawn_at" IS NULL AND d."kind" <> 'CREDITS'
    AND (d."kind" <> 'MEMBERSHIP'
      OR EXISTS (
        SELECT FROM "payments" p
        WHERE p."order_id" = l."order_id" AND p."state" = 'PAID'
          AND GREATEST(p."next_charge_at", p."paid_at" + coalesce(p."period_length", l."period_length")
                       * ('1 ' || coalesce(p."period_unit", l."period_unit"))::interval) > "at")
      OR NOT (
        EXISTS (SELECT FROM "cancellations" c WHERE c."order_id" = l."order_id" AND c."stopped_at" IS NOT NULL)
        OR EXISTS (
          SELECT FROM "pingbacks" b
          WHERE b."order_id" = l."order_id" AND b."verdict" = 'applied'
            AND (b."type" = 12 OR (b."type" IN (13, 14) AND b."received_at" >= (
              SELECT max(p."paid_at") FROM "payments" p WHERE p."order_id" = l."order_id" AND p."state" = 'PAID'))))));
$$;
