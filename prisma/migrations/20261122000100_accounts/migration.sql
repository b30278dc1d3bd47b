-- What must hold for every account, whoever writes to the table.

-- Paymentwall ignores the case of a uid, so a lower-case alphabet keeps uids apart there too.
ALTER TABLE "users" ADD CONSTRAINT "users_uid_grammar" CHECK ("uid" ~ '^[0-9a-z]{8,64}$');

-- Signed calls carry the e-mail address: no `=` and nothing else that could be cut out of a signed text.
ALTER TABLE "users" ADD CONSTRAINT "users_email_grammar" CHECK (
  length("email") <= 128 AND "email" ~ '^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$'
);

CREATE FUNCTION users_guard_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.uid <> OLD.uid THEN
    RAISE EXCEPTION 'the uid of an account never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.session_version < OLD.session_version THEN
    RAISE EXCEPTION 'a session version only rises' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Sessions end with any change of what they stand for.
  IF (NEW.email, NEW.password_hash, NEW.role, NEW.closed_at)
    IS DISTINCT FROM (OLD.email, OLD.password_hash, OLD.role, OLD.closed_at) THEN
    NEW.session_version := GREATEST(NEW.session_version, OLD.session_version + 1);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER users_guard_update BEFORE UPDATE ON "users"
  FOR EACH ROW EXECUTE FUNCTION users_guard_update();

CREATE FUNCTION users_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'accounts are closed, never deleted: a uid must not be used again'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER users_refuse_delete BEFORE DELETE ON "users"
  FOR EACH STATEMENT EXECUTE FUNCTION users_refuse_delete();
CREATE TRIGGER users_refuse_truncate BEFORE TRUNCATE ON "users"
  FOR EACH STATEMENT EXECUTE FUNCTION users_refuse_delete();

ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_hits_not_negative" CHECK ("hits" >= 0);
