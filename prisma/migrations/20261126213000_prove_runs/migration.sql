-- CreateEnum
CREATE TYPE "ProveState" AS ENUM ('QUEUED', 'RUNNING', 'WAITING', 'ENDED');

-- CreateEnum
CREATE TYPE "StepState" AS ENUM ('PENDING', 'RUNNING', 'BROWSER', 'PERSON', 'DONE', 'FAILED', 'SKIPPED');

-- CreateTable
CREATE TABLE "prove_runs" (
    "id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "state" "ProveState" NOT NULL DEFAULT 'QUEUED',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "prove_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prove_steps" (
    "id" BIGSERIAL NOT NULL,
    "run_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "case_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" "StepState" NOT NULL DEFAULT 'PENDING',
    "sentence" TEXT NOT NULL DEFAULT '',
    "request" TEXT NOT NULL DEFAULT '',
    "answer" TEXT NOT NULL DEFAULT '',
    "changes" JSONB NOT NULL DEFAULT '[]',
    "memory" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "prove_steps_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "prove_runs_started_at_idx" ON "prove_runs"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "prove_steps_run_id_position_key" ON "prove_steps"("run_id", "position");

-- AddForeignKey
ALTER TABLE "prove_steps" ADD CONSTRAINT "prove_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "prove_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What the schema can't say: of two presses at once, one begins a run.
CREATE UNIQUE INDEX "prove_runs_one_at_a_time" ON "prove_runs" ((true)) WHERE "state" IN ('QUEUED', 'RUNNING');
