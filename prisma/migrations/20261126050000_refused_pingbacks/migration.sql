-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'refused_pingback';

-- CreateTable
CREATE TABLE "refused_pingbacks" (
    "id" BIGSERIAL NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "advice" TEXT NOT NULL,
    "address" TEXT,
    "parameters" JSONB NOT NULL,
    "sealed" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refused_pingbacks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "refused_pingbacks_fingerprint_key" ON "refused_pingbacks"("fingerprint");
