-- The newest decision about an order line; empty where the payments decide.
CREATE OR REPLACE FUNCTION "decision_on"("target" text, "line" text) RETURNS "DecisionKind" LANGUAGE sql STABLE AS $$
  SELECT d."kind" FROM "decisions" d
  WHERE d."order_id" = "target" AND (d."order_line_id" IS NULL OR d."order_line_id" = "line")
  ORDER BY d."id" DESC LIMIT 1;
$$;
