-- CreateEnum
CREATE TYPE "ReportFileKind" AS ENUM ('HTML', 'JSON', 'PDF', 'SIGNATURE');

-- CreateTable
CREATE TABLE "reports" (
    "assessment_id" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "key" TEXT NOT NULL DEFAULT '',
    "pdf_note" TEXT NOT NULL DEFAULT '',
    "pictures_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "reports_pkey" PRIMARY KEY ("assessment_id")
);

-- CreateTable
CREATE TABLE "report_files" (
    "assessment_id" BIGINT NOT NULL,
    "kind" "ReportFileKind" NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "report_files_pkey" PRIMARY KEY ("assessment_id","kind")
);

-- CreateTable
CREATE TABLE "report_pictures" (
    "assessment_id" BIGINT NOT NULL,
    "page" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "content_type" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "report_pictures_pkey" PRIMARY KEY ("assessment_id","page","device")
);

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_files" ADD CONSTRAINT "report_files_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "reports"("assessment_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_pictures" ADD CONSTRAINT "report_pictures_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
