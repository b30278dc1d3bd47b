-- How often the price is due that members are told of: a letter can be sent again when the product has another period.
ALTER TABLE "price_changes" ADD COLUMN     "period_length" INTEGER,
ADD COLUMN     "period_unit" "PeriodUnit";

-- A product that is no membership any more never had a member who was told.
UPDATE "price_changes" c SET "period_length" = coalesce(p."period_length", 1), "period_unit" = coalesce(p."period_unit", 'month')
FROM "products" p WHERE p."id" = c."product_id";

ALTER TABLE "price_changes" ALTER COLUMN "period_length" SET NOT NULL,
ALTER COLUMN "period_unit" SET NOT NULL;
