-- CreateEnum
CREATE TYPE "MailKind" AS ENUM ('RECEIPT', 'RENEWAL', 'REFUND', 'MEMBERSHIP_CANCELLED', 'MEMBERSHIP_FAILED', 'TRIAL_ENDS', 'RENEWAL_COMING', 'PAYMENT_RETRIED', 'PASSWORD_RESET', 'PASSWORD_CHANGED', 'EMAIL_CHANGED', 'ACCOUNT_CLOSED', 'ALERT', 'ALERT_DIGEST');

-- CreateTable
CREATE TABLE "mails" (
    "id" TEXT NOT NULL,
    "kind" "MailKind" NOT NULL,
    "key" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "order_id" TEXT,
    "ref" TEXT,
    "alert_id" BIGINT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "gave_up_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_resets" (
    "id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mails_key_key" ON "mails"("key");

-- CreateIndex
CREATE INDEX "mails_order_id_idx" ON "mails"("order_id");

-- CreateIndex
CREATE INDEX "mails_uid_queued_at_idx" ON "mails"("uid", "queued_at");

-- CreateIndex
CREATE INDEX "password_resets_uid_idx" ON "password_resets"("uid");

-- CreateIndex
CREATE INDEX "password_resets_expires_at_idx" ON "password_resets"("expires_at");

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Plans what is to be done after the commit.
CREATE OR REPLACE FUNCTION "pingback_work"("e" "pingback_event", "f" "pingback_facts")
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  IF f.recurring AND f.after_state > 'PAID' THEN
    INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
    VALUES ('review-subscription', jsonb_build_object('orderId', f.target), 'review-subscription:' || f.target);
  END IF;
  IF f.before_state IS DISTINCT FROM f.after_state OR e.partial OR e.state IS NULL THEN
    INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
    VALUES ('mail-order', jsonb_build_object('orderId', f.target), 'mail-order:' || f.target);
  END IF;
  INSERT INTO "outbox_jobs" ("task", "payload", "job_key")
  SELECT 'reapply-pingback', jsonb_build_object('id', w."id"::text), 'reapply-pingback:' || w."id"
  FROM "pingbacks" w
  WHERE w."verdict" = 'quarantined' AND w."order_id" IS NULL AND w."id" <> f.ledger_id
    AND (w."ref" = e.ref OR w."parameters"->>'initial_ref' = e.ref OR w."parameters"->>'subscription_id' = e.subscription_id);
END $$;
