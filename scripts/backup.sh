#!/bin/sh
# Save database and uploads in one tar file, with a checksum of each. The database is named by PGHOST, PGPORT, PGUSER,
# PGPASSWORD and PGDATABASE, the uploads by MEDIA_ROOT. The site goes on working: what is uploaded or removed meanwhile
# does no harm. BACKUP_COPY names a folder elsewhere (a mount of another machine) that gets the same file.
# What is passing is left out: tables «passing_…» are saved empty, the folder «passing» not at all (`kit/passing.py`).
# Beside the file comes `erasures.list`, what was erased so far: scripts/restore.sh has it erased once more.
# With FILES_IN_S3=1 the uploads stand in S3 and MEDIA_ROOT is their mirror (`manage.py mirror_files`), which has to come by
# once more after the database was saved: so long this waits (FILES_WAIT, 900 seconds).
set -eu
umask 077
export LC_ALL=C
target=${1:?usage: scripts/backup.sh FILE}
mkdir -p "$MEDIA_ROOT"
work=$(mktemp -d)
# On the disk of the uploads, for their contents are held by a second name instead of copied.
held="$MEDIA_ROOT/.backup-$$"
trap 'rm -rf "$work" "$held" "$target.part"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$held"

# Contents never change and names are never used twice. What stands there before the database is saved is held, so that
# a removal meanwhile takes nothing away; what came since is added afterwards. So every file that the database names is
# there.
touch "$work/began"
for folder in "$MEDIA_ROOT"/*; do
    [ -e "$folder" ] || continue
    [ "$folder" != "$MEDIA_ROOT/passing" ] || continue
    cp -al "$folder" "$held/" 2>"$work/errors" || true
    if grep -v 'No such file or directory' "$work/errors" >&2; then exit 1; fi
done
pg_dump --format=custom --no-owner --no-privileges --exclude-table-data='public.passing_*' --file="$work/database.dump"
if [ "${FILES_IN_S3:-0}" = 1 ]; then
    saved=$(date +%s) waited=0
    while [ "$(cat "$MEDIA_ROOT/.mirrored" 2>/dev/null || echo 0)" -le "$saved" ]; do
        [ "$waited" -lt "${FILES_WAIT:-900}" ] || { echo "the mirror of the files in S3 does not come by: is mirror_files at work?" >&2; exit 1; }
        sleep 1
        waited=$((waited + 1))
    done
fi
(
    cd "$MEDIA_ROOT"
    find . -name '.*' ! -name . -prune -o -path ./passing -prune -o -type f -newer "$work/began" -print
) | while read -r file; do
    [ -e "$held/$file" ] || { mkdir -p "$held/${file%/*}" && ln "$MEDIA_ROOT/$file" "$held/$file" 2>/dev/null; } \
        || [ ! -e "$MEDIA_ROOT/$file" ]
done
# Half-written files are not there for the site either.
find "$held" -type f -name '*.part' -delete

ln -s "$held" "$work/media"
(cd "$work" && find -L database.dump media -type f -print0 | sort -z | xargs -0 sha256sum) >"$work/SHA256SUMS"
tar -chf "$target.part" -C "$work" SHA256SUMS database.dump media
tar -tf "$target.part" >/dev/null
mv "$target.part" "$target"

# Each line once, of earlier back-ups too: an older one knows less than a newer one.
keep_erasures() {
    [ -e "$1/erasures.list" ] || [ -e "$MEDIA_ROOT/.erasures" ] || return 0
    cat "$1/erasures.list" "$MEDIA_ROOT/.erasures" 2>/dev/null | sort -u >"$1/erasures.list.part" || true
    mv "$1/erasures.list.part" "$1/erasures.list"
}
keep_erasures "$(dirname "$target")"

if [ -n "${BACKUP_COPY:-}" ]; then
    keep_erasures "$BACKUP_COPY"
    name=$(basename "$target")
    cp "$target" "$BACKUP_COPY/$name.part"
    cmp -s "$target" "$BACKUP_COPY/$name.part" || { echo "the copy in $BACKUP_COPY differs" >&2; exit 1; }
    mv "$BACKUP_COPY/$name.part" "$BACKUP_COPY/$name"
fi
# When it was saved last: /readyz and the alarm look at this.
date -u +%Y-%m-%dT%H:%M:%SZ >"$MEDIA_ROOT/.last-backup.part"
chmod 644 "$MEDIA_ROOT/.last-backup.part"
mv "$MEDIA_ROOT/.last-backup.part" "$MEDIA_ROOT/.last-backup"
