-- CreateEnum
CREATE TYPE "CancellationCause" AS ENUM ('BUYER', 'REVOKED');

-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'renewal_after_end';
ALTER TYPE "AlertKind" ADD VALUE 'cancellation_stuck';

-- AlterTable
ALTER TABLE "charge_attempts" ADD COLUMN     "subscription_id" TEXT;

-- CreateTable
CREATE TABLE "cancellations" (
    "order_id" TEXT NOT NULL,
    "cause" "CancellationCause" NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "cancellations_pkey" PRIMARY KEY ("order_id")
);

-- AddForeignKey
ALTER TABLE "cancellations" ADD CONSTRAINT "cancellations_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
