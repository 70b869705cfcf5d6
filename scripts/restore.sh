#!/bin/sh
# Put what scripts/backup.sh saved in place of database and uploads; same variables. Stop web, worker and beat first.
# The database changes in one transaction: after an error everything is as it was.
set -eu
umask 077
source=${1:?usage: scripts/restore.sh FILE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tar -xf "$source" -C "$work"
if [ ! -f "$work/database.dump" ] || [ ! -d "$work/media" ]; then
    echo "$source is not a back-up of this platform" >&2
    exit 1
fi
echo 'SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;' >"$work/clear.sql"
pg_restore --no-owner --no-privileges --file="$work/tables.sql" "$work/database.dump"
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --single-transaction \
    --file="$work/clear.sql" --file="$work/tables.sql" >/dev/null

mkdir -p "$MEDIA_ROOT"
find "$MEDIA_ROOT" -mindepth 1 -delete
cp -R "$work/media/." "$MEDIA_ROOT/"
