-- What a fact shows of a criterion with several parts. Facts that were kept before show none, until they are judged again.
-- AlterTable
ALTER TABLE "evidence" ADD COLUMN "part" TEXT NOT NULL DEFAULT '';

-- DropIndex
DROP INDEX "evidence_point_mode_project_kind_observed_at_idx";

-- CreateIndex
CREATE INDEX "evidence_point_mode_project_kind_part_observed_at_idx" ON "evidence"("point", "mode", "project", "kind", "part", "observed_at");
