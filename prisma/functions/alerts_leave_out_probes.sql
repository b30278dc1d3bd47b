-- Raises no alert about an order of the go-live probe; a trigger of "alerts".
CREATE OR REPLACE FUNCTION alerts_leave_out_probes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "orders" o WHERE o."id" = NEW."order_id" AND o."is_probe") THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;
