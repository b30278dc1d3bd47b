-- CreateEnum
CREATE TYPE "FilePurpose" AS ENUM ('ARTWORK', 'DOWNLOAD');

-- AlterTable
ALTER TABLE "product_files" ADD COLUMN     "purpose" "FilePurpose" NOT NULL;

-- CreateTable
CREATE TABLE "key_waits" (
    "order_line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "key_waits_pkey" PRIMARY KEY ("order_line_id")
);

-- CreateIndex
CREATE INDEX "key_waits_product_id_since_idx" ON "key_waits"("product_id", "since");

-- CreateIndex
CREATE INDEX "key_waits_order_id_idx" ON "key_waits"("order_id");

-- AddForeignKey
ALTER TABLE "key_waits" ADD CONSTRAINT "key_waits_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_waits" ADD CONSTRAINT "key_waits_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Tells the merchant about a pool of licence keys: once, until keys are imported.
CREATE OR REPLACE FUNCTION "raise_stock_alert"("alert_subject" text, "alert_message" text, "alert_order" text)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO "alerts" AS t ("kind", "subject", "message", "order_id")
  VALUES ('low_stock', "alert_subject", "alert_message", "alert_order")
  ON CONFLICT ("kind", "subject") DO UPDATE SET "message" = excluded."message", "order_id" = excluded."order_id",
    "created_at" = now(), "resolved_at" = NULL, "resolved_by" = NULL
  WHERE t."resolved_by" = 'import';
$$;

-- Takes the oldest unused key of a product's pool for an order line, and tells the merchant when few are left. Empty when
-- there is none: then the line waits. A key that was taken is never given again. Sales from one pool take turns by the
-- product's row: a key in flight elsewhere is neither given twice nor mistaken for a missing one, and the count is right.
CREATE OR REPLACE FUNCTION "take_licence_key"("target" text, "line" text, "wanted" text) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  product record;
  taken text;
  remaining int;
BEGIN
  SELECT p."name", p."low_stock" INTO product FROM "products" p WHERE p."id" = "wanted" FOR NO KEY UPDATE;
  UPDATE "licence_keys" k SET "taken_at" = now()
  WHERE k."id" = (SELECT f."id" FROM "licence_keys" f WHERE f."product_id" = "wanted" AND f."taken_at" IS NULL ORDER BY f."id" LIMIT 1)
  RETURNING k."key" INTO taken;
  IF taken IS NULL THEN
    INSERT INTO "key_waits" ("order_line_id", "order_id", "product_id") VALUES ("line", "target", "wanted")
    ON CONFLICT ("order_line_id") DO NOTHING;
    PERFORM "raise_stock_alert"("wanted" || ':waiting', format(
      'Order %s is paid, and no licence key of %s was left for it. Import keys on the page of the product: this order, and others that wait, are then delivered at once. If you have none, refund it.',
      "target", product."name"), "target");
    RETURN NULL;
  END IF;
  DELETE FROM "key_waits" w WHERE w."order_line_id" = "line";
  SELECT count(*) INTO remaining FROM (
    SELECT FROM "licence_keys" f WHERE f."product_id" = "wanted" AND f."taken_at" IS NULL LIMIT product."low_stock" + 1) few;
  IF remaining = 0 THEN
    PERFORM "raise_stock_alert"("wanted" || ':empty', format(
      'The last licence key of %s was sold, so it can''t be bought. Import keys on the page of the product.', product."name"), NULL);
  ELSIF remaining <= product."low_stock" THEN
    PERFORM "raise_stock_alert"("wanted", format(
      'Licence keys of %s run low: %s left when this was noticed. Once there are none, it can''t be bought. Import keys on the page of the product.',
      product."name", remaining), NULL);
  END IF;
  RETURN taken;
END $$;

-- Grants, keeps or withdraws the goods of an order: each line's are held if and only if some payment of the order is PAID,
-- unless an operator decided about the line. For whoever has locked the order; each statement then sees what was committed
-- before. A licence whose key comes from an imported pool waits in "key_waits" while the pool is empty.
--   paid_refs:  how many payments are PAID.
--   decided:    the newest decision about any of the lines.
CREATE OR REPLACE FUNCTION "settle_deliveries"("target" text, "buyer" text, OUT "paid_refs" int, OUT "decided" "DecisionKind", OUT "granted" int, OUT "withdrawn" int)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  pooled record;
  taken text;
  others int;
BEGIN
  granted := 0;
  withdrawn := 0;
  SELECT count(*), (SELECT d."kind" FROM "decisions" d WHERE d."order_id" = "target" ORDER BY d."id" DESC LIMIT 1)
  INTO paid_refs, decided FROM "payments" p WHERE p."order_id" = "target" AND p."state" = 'PAID';
  IF paid_refs > 0 OR decided IS NOT NULL THEN
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
    INSERT INTO "deliveries" AS d ("id", "order_line_id", "order_id", "uid", "kind", "licence_key", "credits", "granted_at")
    SELECT replace(gen_random_uuid()::text, '-', ''), l."id", l."order_id", "buyer", l."kind",
           CASE WHEN l."kind" = 'LICENCE' THEN "new_licence_key"() END,
           CASE WHEN l."kind" = 'CREDITS' THEN l."credits" ELSE 0 END, now()
    FROM "order_lines" l
    WHERE l."order_id" = "target" AND (decided IS NULL OR coalesce("decision_on"("target", l."id") = 'GRANT', paid_refs > 0))
      AND NOT EXISTS (SELECT FROM "key_waits" w WHERE w."order_line_id" = l."id")
    ON CONFLICT ("order_line_id") DO UPDATE SET "withdrawn_at" = NULL WHERE d."withdrawn_at" IS NOT NULL;
    GET DIAGNOSTICS others = ROW_COUNT;
    granted := granted + others;
  END IF;
  IF paid_refs = 0 OR decided IS NOT NULL THEN
    DELETE FROM "key_waits" w
    WHERE w."order_id" = "target" AND (decided IS NULL OR coalesce("decision_on"("target", w."order_line_id") = 'WITHDRAW', paid_refs = 0));
    UPDATE "deliveries" d SET "withdrawn_at" = now()
    WHERE d."order_id" = "target" AND d."withdrawn_at" IS NULL
      AND (decided IS NULL OR coalesce("decision_on"("target", d."order_line_id") = 'WITHDRAW', paid_refs = 0));
    GET DIAGNOSTICS withdrawn = ROW_COUNT;
  END IF;
END $$;

-- Delivers a line that waited for a licence key, if one is there now; takes the lock that a pingback takes. True when it was
-- delivered.
CREATE OR REPLACE FUNCTION "deliver_waiting"("line" text) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  waiting record;
BEGIN
  SELECT o."id", o."uid" INTO waiting FROM "orders" o
  WHERE o."id" = (SELECT w."order_id" FROM "key_waits" w WHERE w."order_line_id" = "line") FOR NO KEY UPDATE;
  IF waiting."id" IS NULL THEN
    RETURN false;
  END IF;
  PERFORM "settle_deliveries"(waiting."id", waiting."uid");
  RETURN EXISTS (SELECT FROM "deliveries" d WHERE d."order_line_id" = "line" AND d."withdrawn_at" IS NULL);
END $$;
