-- Whatever changes a price changes its product: an edit form that was opened before must not put the old one back.
CREATE OR REPLACE FUNCTION "list_prices_move_product"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "products" SET "updated_at" = greatest(now(), "updated_at" + interval '1 millisecond')
  WHERE "id" IN (OLD."product_id", NEW."product_id");
  RETURN NULL;
END $$;
