-- Orders of the go-live probe, which count nowhere.
ALTER TABLE "orders" ADD COLUMN "is_probe" BOOLEAN NOT NULL DEFAULT false;

-- Raises no alert about an order of the go-live probe; a trigger of "alerts".
CREATE OR REPLACE FUNCTION alerts_leave_out_probes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "orders" o WHERE o."id" = NEW."order_id" AND o."is_probe") THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER alerts_leave_out_probes BEFORE INSERT ON "alerts"
  FOR EACH ROW WHEN (NEW."order_id" IS NOT NULL) EXECUTE FUNCTION alerts_leave_out_probes();
