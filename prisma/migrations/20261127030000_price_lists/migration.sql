-- needs: old processes stopped

-- CreateTable
CREATE TABLE "list_prices" (
    "product_id" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" INTEGER NOT NULL,
    "trial_amount" INTEGER,

    CONSTRAINT "list_prices_pkey" PRIMARY KEY ("product_id","currency"),
    CONSTRAINT "list_prices_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
    CONSTRAINT "list_prices_amount_check" CHECK ("amount" >= 0 AND "trial_amount" >= 0)
);

-- AddForeignKey
ALTER TABLE "list_prices" ADD CONSTRAINT "list_prices_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The one price that each product had is the first of its list. Its history has it already.
INSERT INTO "list_prices" ("product_id", "currency", "amount", "trial_amount")
SELECT "id", "currency", "amount", "trial_amount" FROM "products";

DROP TRIGGER products_keep_first_price ON "products";
DROP TRIGGER products_keep_price ON "products";
DROP FUNCTION "products_keep_price"();

-- AlterTable
ALTER TABLE "products" DROP COLUMN "amount",
DROP COLUMN "currency",
DROP COLUMN "trial_amount";

-- AlterTable
ALTER TABLE "product_prices" ALTER COLUMN "amount" DROP NOT NULL;

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

-- What the schema can't say.
CREATE TRIGGER list_prices_keep_changed AFTER UPDATE ON "list_prices"
  FOR EACH ROW WHEN ((OLD."amount", OLD."currency", OLD."trial_amount") IS DISTINCT FROM (NEW."amount", NEW."currency", NEW."trial_amount"))
  EXECUTE FUNCTION "list_prices_keep"();
CREATE TRIGGER list_prices_keep AFTER INSERT OR DELETE ON "list_prices"
  FOR EACH ROW EXECUTE FUNCTION "list_prices_keep"();
