CREATE TYPE "DeclarationOutcome" AS ENUM ('STOPPED', 'WAITING', 'UNMATCHED');

-- A membership cancelled without signing in, as it was declared.
CREATE TABLE "declared_cancellations" (
    "id" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "is_extraordinary" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "ends_on" DATE,
    "language" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "outcome" "DeclarationOutcome",
    "order_id" TEXT,

    CONSTRAINT "declared_cancellations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "declared_cancellations_order_id_idx" ON "declared_cancellations"("order_id");
CREATE INDEX "declared_cancellations_email_idx" ON "declared_cancellations"("email");
CREATE INDEX "declared_cancellations_declared_at_idx" ON "declared_cancellations"("declared_at");
ALTER TABLE "declared_cancellations" ADD CONSTRAINT "declared_cancellations_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whoever declares one need not be a customer.
ALTER TABLE "mails" ALTER COLUMN "uid" DROP NOT NULL;
ALTER TABLE "mails" ADD COLUMN     "declared_cancellation_id" TEXT;
CREATE INDEX "mails_declared_cancellation_id_idx" ON "mails"("declared_cancellation_id");
ALTER TABLE "mails" ADD CONSTRAINT "mails_declared_cancellation_id_fkey" FOREIGN KEY ("declared_cancellation_id") REFERENCES "declared_cancellations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mails" ADD CONSTRAINT "mails_of_somebody" CHECK ("uid" IS NOT NULL OR "declared_cancellation_id" IS NOT NULL);
