-- Marks the buyer of an order whose payment was reversed for fraud.
--   uid:  of the event, where it has not been checked against the order's buyer.
CREATE OR REPLACE FUNCTION "flag_buyer"("ref" text, "target" text, "uid" text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  UPDATE "users" u SET "flagged_at" = coalesce(u."flagged_at", now())
  FROM "orders" o WHERE o."id" = "target" AND u."uid" = o."uid" AND u."uid" = coalesce(lower("flag_buyer"."uid"), o."uid");
  IF FOUND THEN
    PERFORM "raise_alert"('buyer_flagged', "ref",
      format('Payment %s of order %s was reversed for fraud; the buyer is flagged.', "ref", "target"), "target");
  END IF;
END $$;
