ALTER TYPE "MailKind" ADD VALUE 'PRICE_CHANGE';
ALTER TYPE "MailKind" ADD VALUE 'PRICE_CHANGE_WITHDRAWN';

CREATE TABLE "price_changes" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_before" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "announced_by" TEXT NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "price_changes_pkey" PRIMARY KEY ("id"),
    -- What the terms promise to members.
    CONSTRAINT "price_changes_notice" CHECK ("effective_at" - "announced_at" >= interval '30 days'),
    CONSTRAINT "price_changes_amounts" CHECK ("amount" > 0 AND "amount" <> "amount_before"),
    CONSTRAINT "price_changes_end" CHECK ("applied_at" IS NULL OR "withdrawn_at" IS NULL)
);
CREATE INDEX "price_changes_product_id_announced_at_idx" ON "price_changes"("product_id", "announced_at");
-- One that is neither in effect nor withdrawn for each product and currency.
CREATE UNIQUE INDEX "price_changes_open_key" ON "price_changes"("product_id", "currency") WHERE "applied_at" IS NULL AND "withdrawn_at" IS NULL;
ALTER TABLE "price_changes" ADD CONSTRAINT "price_changes_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "mails" ADD COLUMN     "price_change_id" TEXT;
CREATE INDEX "mails_price_change_id_idx" ON "mails"("price_change_id");
ALTER TABLE "mails" ADD CONSTRAINT "mails_price_change_id_fkey" FOREIGN KEY ("price_change_id") REFERENCES "price_changes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
