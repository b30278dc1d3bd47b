-- Whatever changes a price changes its product: an edit form that was opened before must not put the old one back.
CREATE OR REPLACE FUNCTION "list_prices_move_product"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "products" SET "updated_at" = greatest(now(), "updated_at" + interval '1 millisecond')
  WHERE "id" IN (OLD."product_id", NEW."product_id");
  RETURN NULL;
END $$;

CREATE TRIGGER "list_prices_move_product_changed" AFTER UPDATE ON "list_prices"
  FOR EACH ROW WHEN ((OLD."product_id", OLD."currency", OLD."amount", OLD."trial_amount") IS DISTINCT FROM (NEW."product_id", NEW."currency", NEW."amount", NEW."trial_amount"))
  EXECUTE FUNCTION "list_prices_move_product"();
CREATE TRIGGER "list_prices_move_product" AFTER INSERT OR DELETE ON "list_prices"
  FOR EACH ROW EXECUTE FUNCTION "list_prices_move_product"();
