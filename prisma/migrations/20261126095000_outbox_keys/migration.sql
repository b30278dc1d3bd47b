-- CreateIndex
CREATE INDEX "outbox_jobs_job_key_id_idx" ON "outbox_jobs"("job_key", "id");
