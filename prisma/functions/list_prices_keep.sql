-- Keeps every price that a product has had, whatever changes it; an empty one when it is no longer sold in a currency.
CREATE OR REPLACE FUNCTION "list_prices_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO "product_prices" ("product_id", "currency") VALUES (OLD."product_id", OLD."currency");
  ELSE
    INSERT INTO "product_prices" ("product_id", "amount", "currency", "trial_amount")
    VALUES (NEW."product_id", NEW."amount", NEW."currency", NEW."trial_amount");
  END IF;
  RETURN NULL;
END $$;
