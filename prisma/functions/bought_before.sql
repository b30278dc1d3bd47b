-- Which products of an order its buyer already has through other orders, in words; NULL for none. A membership counts while
-- it is current. Credits never count. The caller has locked the buyer, where two orders may be paid at once.
CREATE OR REPLACE FUNCTION "bought_before"("buyer" text, "target" text, "at" timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('"%s" (order %s)', l."name", l."order_id"), ', ' ORDER BY d."granted_at", l."id")
  FROM "deliveries" d
  JOIN "order_lines" l ON l."id" = d."order_line_id"
  JOIN "order_lines" wanted ON wanted."order_id" = "target" AND wanted."product_id" = l."product_id"
  WHERE d."uid" = "buyer" AND d."order_id" <> "target" AND d."withdrawn_at" IS NULL AND d."kind" <> 'CREDITS'
    AND (d."kind" <> 'MEMBERSHIP' OR "is_standing"(l."order_id", "at"));
$$;
