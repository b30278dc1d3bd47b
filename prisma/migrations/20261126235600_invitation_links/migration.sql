-- An invitation keeps its id, whatever links to it are made: one for each time that its message is sent.
CREATE TABLE "invitation_links" (
    "id" TEXT NOT NULL,
    "invitation_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_links_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "invitation_links_invitation_id_idx" ON "invitation_links"("invitation_id");
ALTER TABLE "invitation_links" ADD CONSTRAINT "invitation_links_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Until now the digest of an invitation's only link was its id.
INSERT INTO "invitation_links" ("id", "invitation_id", "created_at") SELECT "id", "id", "created_at" FROM "invitations";
