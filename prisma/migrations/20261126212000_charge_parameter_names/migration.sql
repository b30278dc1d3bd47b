-- AlterTable
ALTER TABLE "charge_attempts" ADD COLUMN     "sent" TEXT[] DEFAULT ARRAY[]::TEXT[];
