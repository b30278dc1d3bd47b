-- Enters a pingback into the ledger, or finds it there. ON CONFLICT waits for a twin in flight, so of a thousand at once
-- one proceeds and the others find its row.
--   reapply:  the ledger id of a stored event that is to be applied now.
CREATE OR REPLACE FUNCTION "pingback_ledger"("e" "pingback_event", INOUT "f" "pingback_facts", "reapply" bigint)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  ledger record;
BEGIN
  IF "reapply" IS NULL THEN
    INSERT INTO "pingbacks" ("ref", "type", "part", "digest", "parameters", "verdict", "order_id", "received_at")
    VALUES (e.ref, e.type, e.part, e.digest, e.parameters, 'applied', f.target, f.arrived)
    ON CONFLICT ("ref", "type", "part") DO NOTHING
    RETURNING "id" INTO f.ledger_id;

    IF f.ledger_id IS NULL THEN
      SELECT l."id", l."digest", l."order_id", l."parameters" INTO ledger FROM "pingbacks" l
      WHERE l."ref" = e.ref AND l."type" = e.type AND l."part" = e.part;
      f.ledger_id := ledger."id";
      f.target := ledger."order_id";
      IF ledger."digest" = e.digest THEN
        f.outcome := 'duplicate';
      ELSE
        f.outcome := 'conflict';
        f.said := "tell_conflict"(e, f.ledger_key, ledger."parameters", f.target);
      END IF;
    END IF;
  ELSE
    SELECT l."id", l."verdict", l."order_id", l."received_at" INTO ledger FROM "pingbacks" l WHERE l."id" = "reapply" FOR UPDATE;
    f.ledger_id := ledger."id";
    f.arrived := ledger."received_at";
    IF ledger."verdict" NOT IN ('quarantined', 'failed') THEN
      f.outcome := 'duplicate';
      f.target := ledger."order_id";
      f.said := format('%s: payment %s was already applied; nothing changes.', e.label, e.ref);
    END IF;
  END IF;
END $$;
