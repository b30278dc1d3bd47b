-- Sums over a month leave the probe's few orders out without looking through all orders.
CREATE INDEX "orders_probe_idx" ON "orders"("id") WHERE "is_probe";
