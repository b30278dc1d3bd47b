-- Keeps every account, so that no "uid" is ever used again; a trigger of "users".
CREATE OR REPLACE FUNCTION users_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'accounts are closed, never deleted: a uid must not be used again'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
