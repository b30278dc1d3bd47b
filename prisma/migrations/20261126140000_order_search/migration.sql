-- AlterTable
ALTER TABLE "downloads" ADD COLUMN     "file_name" TEXT NOT NULL DEFAULT '';

-- DropIndex
DROP INDEX "charge_attempts_last4_idx";

-- DropIndex
DROP INDEX "payments_order_id_idx";

-- CreateIndex
CREATE INDEX "payments_order_id_state_created_at_idx" ON "payments"("order_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "charge_attempts_last4_created_at_idx" ON "charge_attempts"("last4", "created_at");

-- CreateIndex
CREATE INDEX "orders_expires_at_idx" ON "orders"("expires_at");

-- CreateIndex
CREATE INDEX "order_lines_product_id_order_id_idx" ON "order_lines"("product_id", "order_id");

-- CreateIndex
CREATE INDEX "saved_cards_last4_idx" ON "saved_cards"("last4");

-- What the schema can't say: the few among many that a list of orders is narrowed to.
CREATE INDEX "payments_unusual_idx" ON "payments" ("state", "order_id") WHERE "state" <> 'PAID';
CREATE INDEX "payments_charged_back_idx" ON "payments" ("order_id") WHERE "state" = 'REVERSED' AND "reversal_reason" IN (1, 2, 3);
CREATE INDEX "payments_test_idx" ON "payments" ("order_id") WHERE "is_test";
CREATE INDEX "charge_attempts_open_idx" ON "charge_attempts" ("state", "order_id", "created_at")
  WHERE "state" IN ('ACTIVE', 'SECURE', 'UNKNOWN', 'REVIEW', 'AUTHORISED');
