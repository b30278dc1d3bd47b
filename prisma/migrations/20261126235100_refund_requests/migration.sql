ALTER TYPE "AlertKind" ADD VALUE 'refund_requested';

-- A buyer's wish to have a payment back. Whether it is open says its alert, by kind and subject `<ref>:<id>`.
CREATE TABLE "refund_requests" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "refunded_before" DECIMAL(14,3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "refund_requests_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "refund_requests_order_id_idx" ON "refund_requests"("order_id");
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
