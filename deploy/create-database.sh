#!/bin/sh
# PostgreSQL's image runs this once, on an empty volume: a role that may do nothing beyond its own database.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$POSTGRES_PASSWORD" --username=postgres <<'SQL'
CREATE ROLE shop LOGIN PASSWORD :'password';
CREATE DATABASE shop OWNER shop;
-- The superuser is for this machine's own socket: docker compose exec postgres psql -U postgres
ALTER ROLE postgres PASSWORD NULL;
SQL
