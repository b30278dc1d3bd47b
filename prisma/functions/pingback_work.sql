-- Plans what is to be done after the commit.
CREATE OR REPLACE FUNCTION "pingback_work"("e" "pingback_event", INOUT "f" "pingback_facts")
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
  SELECT 'review-subscription', jsonb_build_object('orderId', f.target), 'review-subscription:' || f.target
  WHERE f.recurring AND f.after_state > 'PAID'
  UNION ALL
  SELECT 'mail-order', jsonb_build_object('orderId', f.target), 'mail-order:' || f.target
  WHERE f.before_state IS DISTINCT FROM f.after_state OR e.partial OR e.state IS NULL
  UNION ALL
  SELECT 'reapply-pingback', jsonb_build_object('id', w."id"::text), 'reapply-pingback:' || w."id"
  FROM "pingbacks" w
  WHERE w."verdict" = 'quarantined' AND w."order_id" IS NULL AND w."id" <> f.ledger_id
    AND (w."ref" = e.ref OR w."parameters"->>'initial_ref' = e.ref OR w."parameters"->>'subscription_id' = e.subscription_id);
END $$;
