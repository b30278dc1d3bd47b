ALTER TABLE "declared_cancellations" ADD COLUMN     "is_to_confirm" BOOLEAN NOT NULL DEFAULT true;
