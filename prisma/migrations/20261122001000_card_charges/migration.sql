-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'charge_unknown';

-- AlterTable
ALTER TABLE "terms_acceptances" ADD COLUMN     "save_card_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "charge_attempts" ADD COLUMN     "sealed" BYTEA,
ADD COLUMN     "secure_until" TIMESTAMPTZ(3),
ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();

-- CreateTable
CREATE TABLE "saved_cards" (
    "id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "exp_month" TEXT NOT NULL,
    "exp_year" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_cards_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_cards_uid_brand_last4_exp_month_exp_year_key" ON "saved_cards"("uid", "brand", "last4", "exp_month", "exp_year");

-- AddForeignKey
ALTER TABLE "saved_cards" ADD CONSTRAINT "saved_cards_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was sealed for the bank's confirmation is gone as soon as it is not waited for, whoever writes the row.
ALTER TABLE "charge_attempts" ADD CONSTRAINT "charge_attempts_sealed" CHECK (
  ("state" = 'SECURE') = ("sealed" IS NOT NULL) AND ("state" = 'SECURE') = ("secure_until" IS NOT NULL)
);

-- Four digits are all that is ever kept of a number.
ALTER TABLE "saved_cards" ADD CONSTRAINT "saved_cards_last4" CHECK ("last4" ~ '^[0-9]{4}$');
ALTER TABLE "saved_cards" ADD CONSTRAINT "saved_cards_expiry" CHECK (
  "exp_month" ~ '^(0[1-9]|1[0-2])$' AND "exp_year" ~ '^20[0-9]{2}$'
);
