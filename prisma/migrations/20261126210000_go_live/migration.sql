-- CreateEnum
CREATE TYPE "FactKind" AS ENUM ('PROOF', 'ATTACK', 'FAULT');

-- CreateTable
CREATE TABLE "project_periods" (
    "id" BIGSERIAL NOT NULL,
    "mode" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "project_periods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" BIGSERIAL NOT NULL,
    "point" TEXT NOT NULL,
    "rule" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "kind" "FactKind" NOT NULL,
    "what" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statements" (
    "id" BIGSERIAL NOT NULL,
    "point" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "point_flags" (
    "id" BIGSERIAL NOT NULL,
    "point" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "flagged_by" TEXT NOT NULL,
    "flagged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "point_flags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessments" (
    "id" BIGSERIAL NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "mode" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "made_by" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_counts" (
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "daily_counts_pkey" PRIMARY KEY ("day","name")
);

-- CreateIndex
CREATE INDEX "evidence_point_mode_project_observed_at_idx" ON "evidence"("point", "mode", "project", "observed_at");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_point_mode_project_digest_key" ON "evidence"("point", "mode", "project", "digest");

-- CreateIndex
CREATE INDEX "statements_point_mode_project_id_idx" ON "statements"("point", "mode", "project", "id");

-- CreateIndex
CREATE INDEX "point_flags_point_id_idx" ON "point_flags"("point", "id");

-- CreateIndex
CREATE UNIQUE INDEX "assessments_as_of_key" ON "assessments"("as_of");
