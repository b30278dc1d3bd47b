-- What the log of pingbacks is searched by. Types and versions are indexed only where they are few among many: what is usual is
-- soon found from the log's end. Arrivals that have no row in the ledger are found by their own parameters, all others by those
-- of the ledger, which are not masked.
CREATE INDEX "pingback_attempts_type" ON "pingback_attempts" (("parameters"->>'type'), "id") WHERE "parameters"->>'type' <> '0';
CREATE INDEX "pingback_attempts_version" ON "pingback_attempts" ("sign_version", "id") WHERE "sign_version" <> 3;
CREATE INDEX "pingback_attempts_stray_ref" ON "pingback_attempts" (("parameters"->>'ref')) WHERE "pingback_id" IS NULL;
CREATE INDEX "pingback_attempts_stray_uid" ON "pingback_attempts" (("parameters"->>'uid')) WHERE "pingback_id" IS NULL;
CREATE INDEX "pingbacks_uid" ON "pingbacks" (("parameters"->>'uid'));

-- Refused arrivals tell the version that they name too; no more than 10,000 are kept.
UPDATE "pingback_attempts" SET "sign_version" = ("parameters"->>'sign_version')::int
WHERE "verdict" = 'rejected' AND "parameters"->>'sign_version' IN ('1', '2', '3');
