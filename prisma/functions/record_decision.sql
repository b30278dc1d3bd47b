-- Stores what an operator decided about the goods of an order, or of one line of it, and applies it at once. Takes the lock
-- that a pingback takes, so of a decision and a payment at the same moment the later one sees the other.
CREATE OR REPLACE FUNCTION "record_decision"("target" text, "line" text, "decision" "DecisionKind", "actor" text, "reason" text)
RETURNS TABLE ("ok" boolean, "sentence" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  buyer text;
  changed record;
  recurring boolean;
BEGIN
  SELECT o."uid" INTO buyer FROM "orders" o WHERE o."id" = "target" FOR NO KEY UPDATE;
  IF buyer IS NULL THEN
    RETURN QUERY SELECT false, format('There is no order %s.', "target");
    RETURN;
  END IF;
  IF "line" IS NOT NULL AND NOT EXISTS (SELECT FROM "order_lines" l WHERE l."id" = "line" AND l."order_id" = "target") THEN
    RETURN QUERY SELECT false, format('Order %s has no line %s.', "target", "line");
    RETURN;
  END IF;
  recurring := EXISTS (SELECT FROM "order_lines" l WHERE l."order_id" = "target" AND l."kind" = 'MEMBERSHIP');
  IF recurring AND "decision" = 'GRANT'
      AND NOT EXISTS (SELECT FROM "payments" p WHERE p."order_id" = "target" AND p."ever_paid") THEN
    RETURN QUERY SELECT false, format('Order %s was never paid, so its membership has no period to grant.', "target");
    RETURN;
  END IF;
  INSERT INTO "decisions" ("order_id", "order_line_id", "kind", "actor", "reason")
  VALUES ("target", "line", "decision", "actor", "reason");
  SELECT s.* INTO changed FROM "update_deliveries"("target", buyer) s;
  UPDATE "alerts" t SET "resolved_at" = now(), "resolved_by" = "actor"
  WHERE t."order_id" = "target" AND t."resolved_at" IS NULL AND t."kind" IN ('money_returned', 'against_decision');
  IF recurring AND "decision" = 'WITHDRAW' THEN
    INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
    VALUES ('review-subscription', jsonb_build_object('orderId', "target"), 'review-subscription:' || "target");
  END IF;
  RETURN QUERY SELECT true, format('Order %s: %s; %s.', "target",
    CASE WHEN "decision" = 'GRANT' THEN 'its goods are granted' ELSE 'its goods are withdrawn' END,
    CASE WHEN changed."granted" > 0 THEN changed."granted" || ' delivered'
         WHEN changed."withdrawn" > 0 THEN changed."withdrawn" || ' withdrawn'
         ELSE 'nothing delivered or withdrawn' END);
END $$;
