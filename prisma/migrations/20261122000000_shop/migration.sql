-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('BUYER', 'REVIEWER', 'ADMIN');

-- CreateEnum
CREATE TYPE "ProductKind" AS ENUM ('LICENCE', 'DOWNLOAD', 'CREDITS', 'MEMBERSHIP');

-- CreateEnum
CREATE TYPE "PeriodUnit" AS ENUM ('day', 'week', 'month', 'year');

-- CreateEnum
CREATE TYPE "PaymentState" AS ENUM ('NONE', 'REVIEW', 'PAID', 'VOIDED', 'DECLINED', 'REVERSED');

-- CreateEnum
CREATE TYPE "ChargeState" AS ENUM ('ACTIVE', 'SECURE', 'UNKNOWN', 'REVIEW', 'AUTHORISED', 'SUCCEEDED', 'DECLINED', 'EXPIRED', 'VOIDED');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('applied', 'duplicate', 'conflict', 'quarantined', 'unhandled', 'test_ignored', 'rejected', 'failed');

-- CreateEnum
CREATE TYPE "AlertKind" AS ENUM ('quarantined', 'conflict', 'accept_after_decline', 'reversal_without_payment', 'overpaid', 'partial_refund', 'forged_rate', 'failed', 'buyer_flagged');

-- CreateTable
CREATE TABLE "users" (
    "uid" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "password_hash" TEXT NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'BUYER',
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "registration_ip" TEXT,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "flagged_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("uid")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "hits" INTEGER NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "products" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "ProductKind" NOT NULL,
    "name" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "artwork" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "credits" INTEGER,
    "sheet" TEXT,
    "period_length" INTEGER,
    "period_unit" "PeriodUnit",
    "trial_amount" INTEGER,
    "trial_length" INTEGER,
    "trial_unit" "PeriodUnit",
    "capture" BOOLEAN NOT NULL DEFAULT true,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carts" (
    "id" TEXT NOT NULL,
    "uid" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cart_lines" (
    "cart_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_lines_pkey" PRIMARY KEY ("cart_id","product_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "product_id" TEXT NOT NULL,
    "kind" "ProductKind" NOT NULL,
    "name" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "credits" INTEGER,
    "period_length" INTEGER,
    "period_unit" "PeriodUnit",
    "trial_amount" INTEGER,
    "trial_length" INTEGER,
    "trial_unit" "PeriodUnit",

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_ids" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "price" DECIMAL(14,3) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_ids_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms_acceptances" (
    "order_id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "address" TEXT,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_acceptances_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "payments" (
    "ref" TEXT NOT NULL,
    "order_id" TEXT,
    "state" "PaymentState" NOT NULL,
    "ever_paid" BOOLEAN NOT NULL DEFAULT false,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "reversal_reason" INTEGER,
    "paid_at" TIMESTAMPTZ(3),
    "period_length" INTEGER,
    "period_unit" "PeriodUnit",
    "next_charge_at" TIMESTAMPTZ(3),
    "initial_ref" TEXT,
    "subscription_id" TEXT,
    "price" DECIMAL(14,3),
    "refunded" DECIMAL(14,3) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "charge_attempts" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "state" "ChargeState" NOT NULL,
    "charge_id" TEXT,
    "error_code" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "charge_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL,
    "order_line_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "kind" "ProductKind" NOT NULL,
    "licence_key" TEXT,
    "credits" INTEGER NOT NULL DEFAULT 0,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_spends" (
    "id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_spends_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pingbacks" (
    "id" BIGSERIAL NOT NULL,
    "ref" TEXT NOT NULL,
    "type" INTEGER NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "digest" BYTEA NOT NULL,
    "parameters" JSONB NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "order_id" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pingbacks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pingback_attempts" (
    "id" BIGSERIAL NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "verdict" "Verdict" NOT NULL,
    "sentence" TEXT NOT NULL,
    "reason" TEXT,
    "duration_ms" REAL NOT NULL,
    "address" TEXT,
    "sign_version" INTEGER,
    "secret" TEXT,
    "pingback_id" BIGINT,
    "order_id" TEXT,
    "arrivals" INTEGER NOT NULL DEFAULT 1,
    "parameters" JSONB NOT NULL,

    CONSTRAINT "pingback_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" BIGSERIAL NOT NULL,
    "kind" "AlertKind" NOT NULL,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "order_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_jobs" (
    "id" BIGSERIAL NOT NULL,
    "task" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "job_key" TEXT,
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "rate_limits_window_start_idx" ON "rate_limits"("window_start");

-- CreateIndex
CREATE UNIQUE INDEX "products_slug_key" ON "products"("slug");

-- CreateIndex
CREATE INDEX "products_active_position_idx" ON "products"("active", "position");

-- CreateIndex
CREATE UNIQUE INDEX "carts_uid_key" ON "carts"("uid");

-- CreateIndex
CREATE INDEX "orders_uid_created_at_idx" ON "orders"("uid", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_lines_order_id_position_key" ON "order_lines"("order_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "order_lines_order_id_product_id_key" ON "order_lines"("order_id", "product_id");

-- CreateIndex
CREATE INDEX "external_ids_order_id_idx" ON "external_ids"("order_id");

-- CreateIndex
CREATE INDEX "payments_order_id_idx" ON "payments"("order_id");

-- CreateIndex
CREATE INDEX "payments_initial_ref_idx" ON "payments"("initial_ref");

-- CreateIndex
CREATE INDEX "payments_subscription_id_idx" ON "payments"("subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "charge_attempts_charge_id_key" ON "charge_attempts"("charge_id");

-- CreateIndex
CREATE INDEX "charge_attempts_order_id_idx" ON "charge_attempts"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_order_line_id_key" ON "deliveries"("order_line_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_licence_key_key" ON "deliveries"("licence_key");

-- CreateIndex
CREATE INDEX "deliveries_order_id_idx" ON "deliveries"("order_id");

-- CreateIndex
CREATE INDEX "deliveries_uid_idx" ON "deliveries"("uid");

-- CreateIndex
CREATE UNIQUE INDEX "credit_spends_uid_key_key" ON "credit_spends"("uid", "key");

-- CreateIndex
CREATE INDEX "pingbacks_order_id_idx" ON "pingbacks"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "pingbacks_ref_type_part_key" ON "pingbacks"("ref", "type", "part");

-- CreateIndex
CREATE INDEX "pingback_attempts_received_at_idx" ON "pingback_attempts"("received_at");

-- CreateIndex
CREATE INDEX "pingback_attempts_order_id_idx" ON "pingback_attempts"("order_id");

-- CreateIndex
CREATE INDEX "pingback_attempts_pingback_id_idx" ON "pingback_attempts"("pingback_id");

-- CreateIndex
CREATE INDEX "alerts_resolved_at_created_at_idx" ON "alerts"("resolved_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "alerts_kind_subject_key" ON "alerts"("kind", "subject");

-- AddForeignKey
ALTER TABLE "carts" ADD CONSTRAINT "carts_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "carts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge_attempts" ADD CONSTRAINT "charge_attempts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_spends" ADD CONSTRAINT "credit_spends_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pingbacks" ADD CONSTRAINT "pingbacks_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

