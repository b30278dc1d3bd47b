-- Takes the oldest unused key of a product's pool for an order line, and alerts the merchant when few are left. Empty
-- when there is none: then the line waits. A key that was taken is never given again. Sales from one pool take turns by the
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
      'Order %s is paid, but no licence key for %s was left. Import keys on the product''s page: this order and any others waiting are then delivered at once. If you have no more keys, refund it.',
      "target", product."name"), "target");
    RETURN NULL;
  END IF;
  DELETE FROM "key_waits" w WHERE w."order_line_id" = "line";
  SELECT count(*) INTO remaining FROM (
    SELECT FROM "licence_keys" f WHERE f."product_id" = "wanted" AND f."taken_at" IS NULL LIMIT product."low_stock" + 1) few;
  IF remaining = 0 THEN
    PERFORM "raise_stock_alert"("wanted" || ':empty', format(
      'The last licence key for %s has been sold, so the product can''t be bought. Import keys on the product''s page.', product."name"), NULL);
  ELSIF remaining <= product."low_stock" THEN
    PERFORM "raise_stock_alert"("wanted", format(
      'Licence keys for %s are running low: %s left at last count. Once there are none, the product can''t be bought. Import keys on the product''s page.',
      product."name", remaining), NULL);
  END IF;
  RETURN taken;
END $$;
