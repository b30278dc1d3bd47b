ALTER TYPE "MailKind" ADD VALUE 'INVITATION';

-- Each sending makes a link of its own, so the digest by which an invitation is known changes.
ALTER TABLE "mails" ADD COLUMN     "invitation_id" TEXT;
CREATE INDEX "mails_invitation_id_idx" ON "mails"("invitation_id");
ALTER TABLE "mails" ADD CONSTRAINT "mails_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
