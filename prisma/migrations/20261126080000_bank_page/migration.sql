-- AlterTable
ALTER TABLE "charge_attempts" ADD COLUMN     "sealed_bank_page" BYTEA;

-- As what else is sealed for the bank's confirmation.
ALTER TABLE "charge_attempts" ADD CONSTRAINT "charge_attempts_bank_page" CHECK (
  "state" = 'SECURE' OR "sealed_bank_page" IS NULL
);
