-- CreateEnum
CREATE TYPE "ConfirmationStatus" AS ENUM ('order_placed', 'delayed', 'delivered', 'order_cancelled', 'refund_issued', 'cancelled_subscription');

-- CreateTable
CREATE TABLE "delivery_confirmations" (
    "id" BIGSERIAL NOT NULL,
    "ref" TEXT NOT NULL,
    "status" "ConfirmationStatus" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "accepted_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "delivery_confirmations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_sweeps" (
    "id" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_sweeps_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_confirmations_ref_status_key" ON "delivery_confirmations"("ref", "status");

-- CreateIndex
CREATE INDEX "payments_updated_at_idx" ON "payments" USING BRIN ("updated_at");

-- CreateIndex
CREATE INDEX "cancellations_stopped_at_idx" ON "cancellations"("stopped_at");

-- AddForeignKey
ALTER TABLE "delivery_confirmations" ADD CONSTRAINT "delivery_confirmations_ref_fkey" FOREIGN KEY ("ref") REFERENCES "payments"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema can't say. What was paid before this version is not told afterwards.
INSERT INTO "delivery_sweeps" ("id", "until") VALUES (1, now());
ALTER TABLE "delivery_sweeps" ADD CONSTRAINT "delivery_sweeps_one_row" CHECK ("id" = 1);
