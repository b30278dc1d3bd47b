-- What is for sale in a currency, by its price.
CREATE INDEX "list_prices_currency_amount_idx" ON "list_prices"("currency", "amount");

-- Prices and pictures are of the catalog as well.
CREATE CONSTRAINT TRIGGER "list_prices_move_cache_clock" AFTER INSERT OR UPDATE OR DELETE ON "list_prices"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "move_cache_clock"();
CREATE CONSTRAINT TRIGGER "product_pictures_move_cache_clock" AFTER INSERT OR UPDATE OR DELETE ON "product_pictures"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "move_cache_clock"();
