-- Alerts the merchant about a pool of licence keys: once, until keys are imported.
CREATE OR REPLACE FUNCTION "raise_stock_alert"("alert_subject" text, "alert_message" text, "alert_order" text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO "alerts" AS t ("kind", "subject", "message", "order_id")
  VALUES ('low_stock', "alert_subject", "alert_message", "alert_order")
  ON CONFLICT ("kind", "subject") DO UPDATE SET "message" = excluded."message", "order_id" = excluded."order_id",
    "created_at" = now(), "resolved_at" = NULL, "resolved_by" = NULL
  WHERE t."resolved_by" = 'import';
$$;
