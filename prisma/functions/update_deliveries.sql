-- Grants, keeps or withdraws the goods of an order: each line's are held if and only if some payment of the order is PAID,
-- unless an operator decided about the line. The caller has locked the order; each statement then sees what was committed
-- before. A licence whose key comes from an imported pool waits in "key_waits" while the pool is empty; no other line does.
--   paid_refs:  how many payments are PAID.
--   decided:    the newest decision about any of the lines.
CREATE OR REPLACE FUNCTION "update_deliveries"("target" text, "buyer" text, OUT "paid_refs" int, OUT "decided" "DecisionKind", OUT "granted" int, OUT "withdrawn" int)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  is_pooled boolean;      -- whether a licence takes its key from a pool, or waits for one
  waiting text[] := '{}'; -- the lines that wait
  pooled record;
  taken text;
  others int;
BEGIN
  granted := 0;
  withdrawn := 0;
  SELECT count(*), (SELECT d."kind" FROM "decisions" d WHERE d."order_id" = "target" ORDER BY d."id" DESC LIMIT 1),
    EXISTS (SELECT FROM "key_waits" w WHERE w."order_id" = "target") OR EXISTS (
      SELECT FROM "order_lines" l JOIN "products" p ON p."id" = l."product_id"
      WHERE l."order_id" = "target" AND l."kind" = 'LICENCE' AND p."keys_from_pool")
  INTO paid_refs, decided, is_pooled FROM "payments" p WHERE p."order_id" = "target" AND p."state" = 'PAID';
  IF is_pooled AND (paid_refs > 0 OR decided IS NOT NULL) THEN
    -- Products are locked in one order everywhere.
    FOR pooled IN
      SELECT l."id", l."product_id" FROM "order_lines" l JOIN "products" p ON p."id" = l."product_id"
      WHERE l."order_id" = "target" AND l."kind" = 'LICENCE' AND p."keys_from_pool"
        AND (decided IS NULL OR coalesce("decision_on"("target", l."id") = 'GRANT', paid_refs > 0))
        AND NOT EXISTS (SELECT FROM "deliveries" d WHERE d."order_line_id" = l."id")
      ORDER BY l."product_id"
    LOOP
      taken := "take_licence_key"("target", pooled."id", pooled."product_id");
      CONTINUE WHEN taken IS NULL;
      INSERT INTO "deliveries" ("id", "order_line_id", "order_id", "uid", "kind", "licence_key", "granted_at")
      VALUES (replace(gen_random_uuid()::text, '-', ''), pooled."id", "target", "buyer", 'LICENCE', taken, now());
      granted := granted + 1;
    END LOOP;
    DELETE FROM "key_waits" w USING "products" p
    WHERE w."order_id" = "target" AND p."id" = w."product_id" AND NOT p."keys_from_pool";
    waiting := ARRAY(SELECT w."order_line_id" FROM "key_waits" w WHERE w."order_id" = "target");
  END IF;
  IF paid_refs > 0 OR decided IS NOT NULL THEN
    INSERT INTO "deliveries" AS d ("id", "order_line_id", "order_id", "uid", "kind", "licence_key", "credits", "granted_at")
    SELECT replace(gen_random_uuid()::text, '-', ''), l."id", l."order_id", "buyer", l."kind",
           CASE WHEN l."kind" = 'LICENCE' THEN "new_licence_key"() END,
           CASE WHEN l."kind" = 'CREDITS' THEN l."credits" ELSE 0 END, now()
    FROM "order_lines" l
    WHERE l."order_id" = "target" AND (decided IS NULL OR coalesce("decision_on"("target", l."id") = 'GRANT', paid_refs > 0))
      AND l."id" <> ALL (waiting)
    ON CONFLICT ("order_line_id") DO UPDATE SET "withdrawn_at" = NULL WHERE d."withdrawn_at" IS NOT NULL;
    GET DIAGNOSTICS others = ROW_COUNT;
    granted := granted + others;
  END IF;
  IF paid_refs = 0 OR decided IS NOT NULL THEN
    IF is_pooled THEN
      DELETE FROM "key_waits" w
      WHERE w."order_id" = "target" AND (decided IS NULL OR coalesce("decision_on"("target", w."order_line_id") = 'WITHDRAW', paid_refs = 0));
    END IF;
    UPDATE "deliveries" d SET "withdrawn_at" = now()
    WHERE d."order_id" = "target" AND d."withdrawn_at" IS NULL
      AND (decided IS NULL OR coalesce("decision_on"("target", d."order_line_id") = 'WITHDRAW', paid_refs = 0));
    GET DIAGNOSTICS withdrawn = ROW_COUNT;
  END IF;
END $$;
