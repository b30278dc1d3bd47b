-- A fact counts later only where a judgement that proved the point rested on it.
-- AlterTable
ALTER TABLE "evidence" ADD COLUMN "proven" BOOLEAN NOT NULL;

-- AlterTable
ALTER TABLE "point_flags" ADD COLUMN "closed_by" TEXT;

-- DropIndex
DROP INDEX "evidence_point_mode_project_observed_at_idx";

-- CreateIndex
CREATE INDEX "evidence_point_mode_project_kind_observed_at_idx" ON "evidence"("point", "mode", "project", "kind", "observed_at");
