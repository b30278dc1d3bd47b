-- When applying failed through a fault of our own: the event is kept and retried, so that nothing is lost.
CREATE OR REPLACE FUNCTION "record_failed_pingback"("event" jsonb, "arrival" jsonb, "fault" text)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  e "pingback_event" := jsonb_populate_record(NULL::"pingback_event", "event");
  a "pingback_arrival" := jsonb_populate_record(NULL::"pingback_arrival", "arrival");
  ledger_id bigint;
  known_digest bytea;
  known_order text;
  first jsonb;
  outcome "Verdict" := 'failed';
  said text := format('%s: payment %s could not be applied and will be retried.', e.label, e.ref);
  ledger_key text := e.ref || ':' || e.type || CASE WHEN e.part = '' THEN '' ELSE ':' || e.part END;
BEGIN
  INSERT INTO "pingbacks" ("ref", "type", "part", "digest", "parameters", "verdict", "sentence")
  VALUES (e.ref, e.type, e.part, e.digest, e.parameters, 'failed', said)
  ON CONFLICT ("ref", "type", "part") DO NOTHING
  RETURNING "id" INTO ledger_id;
  IF ledger_id IS NULL THEN
    SELECT l."id", l."digest", l."order_id", l."parameters" INTO ledger_id, known_digest, known_order, first FROM "pingbacks" l
    WHERE l."ref" = e.ref AND l."type" = e.type AND l."part" = e.part;
    IF known_digest = e.digest THEN
      outcome := 'duplicate';
      said := format('%s: payment %s was already reported; nothing changes.', e.label, e.ref);
      IF e.partial AND e.disposition = 'apply' AND e.part = encode(e.digest, 'hex') THEN
        PERFORM "suspect_second_refund"(e.ref, ledger_key, e.refund || coalesce(' ' || e.refund_currency, ''), known_order);
      END IF;
    ELSE
      outcome := 'conflict';
      said := "tell_conflict"(e, ledger_key, first, known_order);
    END IF;
  ELSE
    PERFORM "raise_alert"('failed', ledger_key, said || ' ' || "fault", NULL);
    INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
    VALUES ('reapply-pingback', jsonb_build_object('id', ledger_id::text), 'reapply-pingback:' || ledger_id);
  END IF;
  INSERT INTO "pingback_attempts" ("verdict", "sentence", "duration_ms", "address", "sign_version", "secret", "pingback_id", "parameters")
  VALUES (outcome, said, a.elapsed_ms, a.address, a.sign_version, a.secret, ledger_id, a.parameters);
  RETURN QUERY SELECT outcome, said, NULL::text;
END $$;
