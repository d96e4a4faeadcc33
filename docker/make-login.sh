#!/bin/sh
# Run by the PostgreSQL image once, when its data are made: the login that requests use. It may nothing of itself;
# `torv serve` grants it the roles that it may become.
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --set password="$TORV_PASSWORD" <<'SQL'
CREATE ROLE torv LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
SQL
