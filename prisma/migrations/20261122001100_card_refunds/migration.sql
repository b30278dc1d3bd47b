-- AlterEnum
ALTER TYPE "ChargeState" ADD VALUE 'REFUNDED';
