-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'policy_violations_full';

-- AlterTable
ALTER TABLE "policy_violations" ADD COLUMN     "example" TEXT NOT NULL DEFAULT '';

-- What was counted by address is counted by host from now on.
WITH counted AS (
  DELETE FROM "policy_violations" RETURNING *
)
INSERT INTO "policy_violations" ("directive", "blocked", "page", "count", "first_at", "last_at", "example")
SELECT "directive", "host", "page", least(sum("count"), 2147483647), min("first_at"), max("last_at"), max("blocked")
FROM (SELECT *, coalesce(substring("blocked" FROM '^https?://[^/]+'), "blocked") AS "host" FROM counted) AS by_host
GROUP BY "directive", "host", "page";
