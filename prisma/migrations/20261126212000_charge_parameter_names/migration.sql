-- AlterTable
ALTER TABLE "charge_attempts" ADD COLUMN     "sent" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "charge_attempts_created_at_idx" ON "charge_attempts"("created_at");

-- CreateIndex
CREATE INDEX "terms_acceptances_accepted_at_idx" ON "terms_acceptances"("accepted_at");
