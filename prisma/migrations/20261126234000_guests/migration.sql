-- Who buys without an account has a uid of their own. An e-mail address is unique among accounts alone: that of a guest was
-- typed by anybody.
ALTER TABLE "users" ADD COLUMN     "is_guest" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "account_id" TEXT,
ADD COLUMN     "email_proven_at" TIMESTAMPTZ(3);

DROP INDEX "users_email_key";
CREATE UNIQUE INDEX "users_email_key" ON "users"("email") WHERE NOT "is_guest";
CREATE INDEX "users_email_idx" ON "users"("email");
CREATE INDEX "users_account_id_idx" ON "users"("account_id");
CREATE INDEX "users_guests_idx" ON "users" ("registered_at", "uid") WHERE "is_guest";

ALTER TABLE "users" ADD CONSTRAINT "users_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users"("uid") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A guest signs in to nothing, and only a guest belongs to another's account.
ALTER TABLE "users" ADD CONSTRAINT "users_guest_without_access" CHECK (
  NOT "is_guest" OR ("role" = 'BUYER' AND "password_hash" = '')
);
ALTER TABLE "users" ADD CONSTRAINT "users_account_of_guest" CHECK ("account_id" IS NULL OR "is_guest");

CREATE TABLE "order_links" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_links_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "order_links_order_id_idx" ON "order_links"("order_id");
CREATE INDEX "order_links_expires_at_idx" ON "order_links"("expires_at");
ALTER TABLE "order_links" ADD CONSTRAINT "order_links_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
