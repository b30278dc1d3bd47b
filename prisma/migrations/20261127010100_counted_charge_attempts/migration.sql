ALTER TABLE "charge_attempts" ADD COLUMN     "counted" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "charge_attempts" ADD CONSTRAINT "charge_attempts_counted" CHECK (
  "state" IN ('ACTIVE', 'SECURE', 'UNKNOWN') OR "counted" = '{}'
);
