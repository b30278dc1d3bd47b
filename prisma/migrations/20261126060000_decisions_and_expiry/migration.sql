ALTER TYPE "AlertKind" ADD VALUE 'partial_refund_again';
ALTER TYPE "AlertKind" ADD VALUE 'chargeback_after_refund';
ALTER TYPE "AlertKind" ADD VALUE 'money_returned';
ALTER TYPE "AlertKind" ADD VALUE 'late_payment';
ALTER TYPE "AlertKind" ADD VALUE 'closed_account';
ALTER TYPE "AlertKind" ADD VALUE 'against_decision';

CREATE INDEX "alerts_order_id_idx" ON "alerts"("order_id");

-- Orders of before expire as new ones do; for what writes none, such as an import, the default says when.
ALTER TABLE "orders" ADD COLUMN "expires_at" TIMESTAMPTZ(3);
UPDATE "orders" SET "expires_at" = "created_at" + interval '7 days';
ALTER TABLE "orders" ALTER COLUMN "expires_at" SET NOT NULL,
                     ALTER COLUMN "expires_at" SET DEFAULT (now() + '7 days'::interval);

CREATE TYPE "DecisionKind" AS ENUM ('GRANT', 'WITHDRAW');

CREATE TABLE "decisions" (
    "id" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "order_line_id" TEXT,
    "kind" "DecisionKind" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "decisions_named" CHECK ("actor" <> '' AND "reason" <> '')
);

CREATE INDEX "decisions_order_id_id_idx" ON "decisions"("order_id", "id");
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
