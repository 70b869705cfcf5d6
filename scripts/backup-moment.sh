#!/bin/sh
# Back to a moment, by PostgreSQL's own programs: a base, the stream of what was written since, and a second name for each
# upload, so that one that is removed can come back too. Beside the back-up of the night, not in place of it.
# PGHOST, PGPORT, PGUSER (a superuser, or one with REPLICATION and reading all), PGPASSWORD, PGDATABASE; MEDIA_ROOT; and
# MOMENT_FOLDER, on another machine's disk if it can be. docs/operations.md tells how to go back.
#   scripts/backup-moment.sh prepare               tables that pass are kept out of the stream; run once, and after a restore
#   scripts/backup-moment.sh stream                receive what is written, for ever (a service)
#   scripts/backup-moment.sh hold                  give new uploads their second name, every minute (a service; `once` at the end: now)
#   scripts/backup-moment.sh base                  a new base, and clear what is older than MOMENT_KEEP (2) of them
#   scripts/backup-moment.sh restore WHEN FOLDER   lay the data of PostgreSQL as it was at WHEN in the new FOLDER
#   scripts/backup-moment.sh files                 put back uploads that are gone, and mark that what was erased has to be again
set -eu
umask 077
export LC_ALL=C
folder=${MOMENT_FOLDER:?MOMENT_FOLDER is missing: where bases and stream are kept}
slot=network_moment

ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$1"; }

# What passes is in no back-up (`kit/passing.py`): an unlogged table is neither in the stream nor in a base.
prepare() {
    ask "DO \$\$ DECLARE one regclass; BEGIN FOR turn IN 1..9 LOOP FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r'
        AND relnamespace = 'public'::regnamespace AND starts_with(relname, 'passing_') AND relpersistence = 'p' LOOP
        BEGIN EXECUTE format('ALTER TABLE %s SET UNLOGGED', one); EXCEPTION WHEN invalid_table_definition THEN NULL; END;
        END LOOP; END LOOP; END \$\$"
}

refuse_passing() {
    left=$(ask "SELECT string_agg(relname, ', ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND starts_with(relname, 'passing_') AND relpersistence = 'p'")
    [ -z "$left" ] || { echo "these tables pass and may be in no back-up; run prepare first: $left" >&2; exit 1; }
}

hold() {
    held="$MEDIA_ROOT/.held"
    mkdir -p "$held"
    (
        cd "$MEDIA_ROOT"
        find . -name '.*' ! -name . -prune -o -path ./passing -prune -o -type f ! -name '*.part' -links 1 -print
    ) | while read -r file; do
        mkdir -p "$held/${file%/*}"
        # Gone meanwhile, or held by another that runs.
        ln "$MEDIA_ROOT/$file" "$held/$file" 2>/dev/null || true
    done
}

bases() { find "$folder" -maxdepth 1 -name 'base-*Z' -type d | sort; }

base() {
    refuse_passing
    name="base-$(date -u +%Y%m%dT%H%M%SZ)"
    rm -rf "$folder"/*.part
    pg_basebackup --pgdata="$folder/$name.part" --format=tar --gzip --checkpoint=fast --wal-method=none 2>"$folder/base.log" \
        || { cat "$folder/base.log" >&2; exit 1; }
    mv "$folder/$name.part" "$folder/$name"
    bases | head -n "-${MOMENT_KEEP:-2}" | while read -r old; do rm -rf "$old"; done
    oldest=$(bases | head -n 1)
    first=$(tar -xzOf "$oldest/base.tar.gz" backup_label | sed -n 's/^START WAL LOCATION.*(file \(.*\))$/\1/p')
    pg_archivecleanup "$folder/wal" "$first"
    # One name is left since its upload was removed, and when that was is the time of this change.
    [ ! -d "$MEDIA_ROOT/.held" ] || find "$MEDIA_ROOT/.held" -type f -links 1 ! -newerct "@$(stat -c %Y "$oldest")" -delete
}

restore() {
    when=$(date -u -d "$1" +%Y%m%dT%H%M%SZ)
    target=$2
    chosen=""
    for one in $(bases); do
        started=${one##*/base-}
        if [ "$(printf '%s\n%s\n' "$started" "$when" | sort | head -n 1)" = "$started" ]; then chosen=$one; fi
    done
    [ -n "$chosen" ] || { echo "there is no base from before $1" >&2; exit 1; }
    mkdir "$target"
    tar -xzf "$chosen/base.tar.gz" -C "$target"
    chmod 700 "$target"
    {
        echo "restore_command = 'cp \"$folder/wal/%f\" \"%p\" 2>/dev/null || cp \"$folder/wal/%f.partial\" \"%p\"'"
        echo "recovery_target_time = '$1'"
        echo "recovery_target_inclusive = off"
        echo "recovery_target_action = promote"
    } >>"$target/postgresql.auto.conf"
    : >"$target/recovery.signal"
}

files() {
    [ ! -d "$MEDIA_ROOT/.held" ] || (cd "$MEDIA_ROOT/.held" && find . -type f -links 1 -print) | while read -r file; do
        mkdir -p "$MEDIA_ROOT/${file%/*}"
        ln "$MEDIA_ROOT/.held/$file" "$MEDIA_ROOT/$file"
    done
    : >"$MEDIA_ROOT/.put-back"
}

mkdir -p "$folder/wal"
case "${1:-}" in
prepare) prepare ;;
stream)
    refuse_passing
    pg_receivewal --create-slot --if-not-exists --slot="$slot"
    exec pg_receivewal --directory="$folder/wal" --slot="$slot" --synchronous
    ;;
hold)
    hold
    while [ "${2:-}" != once ]; do
        sleep "${MOMENT_HOLD_EVERY:-60}" & wait $! || exit 0
        hold
    done
    ;;
base) base ;;
restore) restore "${2:?WHEN, such as 2026-11-28T14:05:00+01:00}" "${3:?the folder for the data}" ;;
files) files ;;
*)
    echo "usage: scripts/backup-moment.sh prepare | stream | hold [once] | base | restore WHEN FOLDER | files" >&2
    exit 2
    ;;
esac
