#!/bin/sh
# Put what scripts/backup.sh saved in place of database and uploads; same variables. Stop web, worker and beat first.
# All or nothing: the files are laid beside the old ones and compared with their checksums, the database changes in one
# transaction, and after an error both are as they were.
# What was erased since is erased once more before the site opens: a mark stays until `manage.py replay_erasures`, which
# the services `migrate` and `web` run first, went through the list that lies beside the back-up and here.
set -eu
umask 027
export LC_ALL=C
source=${1:?usage: scripts/restore.sh FILE}
mkdir -p "$MEDIA_ROOT"
new="$MEDIA_ROOT/.restore-new" old="$MEDIA_ROOT/.restore-old"
work=$(mktemp -d)
chmod 700 "$work"

# Everything but what begins with a dot, from one folder to another.
move_all() {
    for entry in "$1"/*; do
        [ -e "$entry" ] || [ -L "$entry" ] || continue
        mv "$entry" "$2/"
    done
}

put_back() {
    [ -d "$old" ] || return 0
    mkdir -p "$new/refused"
    move_all "$MEDIA_ROOT" "$new/refused"
    move_all "$old" "$MEDIA_ROOT"
    rm -rf "$old"
}

finish() {
    code=$?
    [ "$code" = 0 ] || put_back
    rm -rf "$work" "$new"
    [ "$code" = 0 ] || echo "Nothing was restored; database and uploads are as they were." >&2
    exit "$code"
}
trap finish EXIT
trap 'exit 130' HUP INT TERM

# An earlier restore that was killed half-way: its old files are the ones that count.
put_back
rm -rf "$new"
mkdir "$new"
tar -xf "$source" -C "$new" --no-same-owner || { echo "$source cannot be read to its end" >&2; exit 1; }
if [ ! -f "$new/database.dump" ] || [ ! -d "$new/media" ] || [ ! -f "$new/SHA256SUMS" ]; then
    echo "$source is not a back-up of this platform" >&2
    exit 1
fi
(cd "$new" && sha256sum --quiet --strict --check SHA256SUMS >&2) || { echo "$source is damaged" >&2; exit 1; }
if [ "$(cd "$new" && find database.dump media -type f | wc -l)" != "$(wc -l <"$new/SHA256SUMS")" ]; then
    echo "$source holds files without a checksum" >&2
    exit 1
fi
# Readable by the site, whoever restores: as its folder of uploads is.
find "$new/media" -type d -exec chmod 750 {} +
find "$new/media" -type f -exec chmod 640 {} +
if [ "$(id -u)" = 0 ]; then chown -R --reference="$MEDIA_ROOT" "$new/media"; fi

echo 'SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;' >"$work/clear.sql"
pg_restore --no-owner --no-privileges --file="$work/tables.sql" "$new/database.dump"

# The list and the mark first: however this ends, no site opens on what was put back without them.
cat "$MEDIA_ROOT/.erasures" "$(dirname "$source")/erasures.list" 2>/dev/null | sort -u >"$work/erasures" || true
cp "$work/erasures" "$MEDIA_ROOT/.erasures.part"
: >"$MEDIA_ROOT/.put-back"
chmod 640 "$MEDIA_ROOT/.erasures.part" "$MEDIA_ROOT/.put-back"
if [ "$(id -u)" = 0 ]; then
    chown --reference="$MEDIA_ROOT" "$MEDIA_ROOT/.erasures.part" "$MEDIA_ROOT/.put-back"
fi
mv "$MEDIA_ROOT/.erasures.part" "$MEDIA_ROOT/.erasures"

mkdir "$old"
move_all "$MEDIA_ROOT" "$old"
move_all "$new/media" "$MEDIA_ROOT"
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --single-transaction \
    --file="$work/clear.sql" --file="$work/tables.sql" >/dev/null
rm -rf "$old"
