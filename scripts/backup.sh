#!/bin/sh
# Save database and uploads in one tar file. The database is named by PGHOST, PGPORT, PGUSER, PGPASSWORD and
# PGDATABASE, the uploads by MEDIA_ROOT. The site may go on working meanwhile.
set -eu
umask 077
target=${1:?usage: scripts/backup.sh FILE}
work=$(mktemp -d)
trap 'rm -rf "$work" "$target.part"' EXIT

pg_dump --format=custom --no-owner --no-privileges --file="$work/database.dump"
# After the database: a file that it names is still there.
mkdir -p "$MEDIA_ROOT"
ln -s "$MEDIA_ROOT" "$work/media"
tar -chf "$target.part" -C "$work" database.dump media
mv "$target.part" "$target"
