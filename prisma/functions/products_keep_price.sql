-- Keeps every price that a product has had, whatever changes it.
CREATE OR REPLACE FUNCTION "products_keep_price"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "product_prices" ("product_id", "amount", "currency", "trial_amount")
  VALUES (NEW."id", NEW."amount", NEW."currency", NEW."trial_amount");
  RETURN NEW;
END $$;
