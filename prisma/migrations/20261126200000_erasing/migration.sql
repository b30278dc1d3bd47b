-- The audit log is never changed, but where a transaction erases what is personal of somebody (lib/customers/mutations.ts): then
-- names, addresses and free texts may be replaced. Who acted, when, on what, and whether it was allowed stay in any case.
DROP RULE "audit_entries_keep" ON "audit_entries";
CREATE RULE "audit_entries_keep" AS ON UPDATE TO "audit_entries"
WHERE current_setting('shop.erasing', TRUE) IS DISTINCT FROM 'on'
  OR (NEW."id", NEW."at", NEW."actor_uid", NEW."act", NEW."subject", NEW."order_id", NEW."allowed")
    IS DISTINCT FROM (OLD."id", OLD."at", OLD."actor_uid", OLD."act", OLD."subject", OLD."order_id", OLD."allowed")
DO INSTEAD NOTHING;
