-- Prevents what must never happen to an account, whatever writes; a trigger of "users".
CREATE OR REPLACE FUNCTION users_guard_update() RETURNS trigger LANGUAGE plpgsql AS $$
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
