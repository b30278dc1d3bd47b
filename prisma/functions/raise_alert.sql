-- Alerts the merchant, once for each kind and subject.
CREATE OR REPLACE FUNCTION "raise_alert"("alert_kind" "AlertKind", "alert_subject" text, "alert_message" text, "alert_order" text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO "alerts" ("kind", "subject", "message", "order_id")
  VALUES ("alert_kind", "alert_subject", "alert_message", "alert_order")
  ON CONFLICT ("kind", "subject") DO NOTHING;
$$;
