-- What is declared without signing in may be a withdrawal, too. The table keeps its name, so that running processes need not stop:
-- they take no job of a withdrawal. Until they are restarted they can't show alerts, mail and orders with one, nor send such
-- messages and the digest, which are retried.
CREATE TYPE "DeclarationKind" AS ENUM ('CANCELLATION', 'WITHDRAWAL');
ALTER TABLE "declared_cancellations" ADD COLUMN     "kind" "DeclarationKind" NOT NULL DEFAULT 'CANCELLATION',
ADD COLUMN     "part" TEXT NOT NULL DEFAULT '';
