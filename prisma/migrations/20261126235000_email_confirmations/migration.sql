ALTER TYPE "MailKind" ADD VALUE 'EMAIL_CONFIRMATION' AFTER 'PASSWORD_CHANGED';

-- Links by which somebody proves that an e-mail address is theirs.
CREATE TABLE "email_confirmations" (
    "id" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_confirmations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "email_confirmations_uid_idx" ON "email_confirmations"("uid");
CREATE INDEX "email_confirmations_expires_at_idx" ON "email_confirmations"("expires_at");
ALTER TABLE "email_confirmations" ADD CONSTRAINT "email_confirmations_uid_fkey" FOREIGN KEY ("uid") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;
