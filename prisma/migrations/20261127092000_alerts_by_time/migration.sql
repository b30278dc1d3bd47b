CREATE INDEX "alerts_created_at_idx" ON "alerts"("created_at");
