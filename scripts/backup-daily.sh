#!/bin/sh
# A back-up every night at BACKUP_AT (03:15), kept by a rule: of the last seven days, of the Sundays of five weeks and of
# the first day of four months. Afterwards an older one goes, in BACKUP_FOLDER and in BACKUP_COPY. On Sundays the new one
# is put back on trial: a back-up that nobody ever put back is a hope.
#   scripts/backup-daily.sh          wait for the hour and save, for ever (the service `backup` of compose)
#   scripts/backup-daily.sh once     save now and clear up (for cron or a timer)
#   scripts/backup-daily.sh try      put the newest one back beside what is there, look, and clear it away
#   scripts/backup-daily.sh check    fail when the last one is older than BACKUP_LATE_HOURS (36)
set -eu
here=$(dirname "$0")
folder=${BACKUP_FOLDER:-/backups}

save() {
    sh "$here/backup.sh" "$folder/network-$(date +%Y-%m-%d-%H%M).tar"
    clear_up "$folder"
    [ -z "${BACKUP_COPY:-}" ] || clear_up "$BACKUP_COPY"
}

days_ago() { date -d "$1 days ago" +%Y-%m-%d; }

# What has another name is nobody's to remove.
clear_up() {
    keep=$(
        for day in 0 1 2 3 4 5 6; do days_ago "$day"; done
        for week in 0 1 2 3 4; do days_ago "$((week * 7 + $(date +%w)))"; done
        for month in 0 1 2 3; do date -d "$(date +%Y-%m-01) -$month months" +%Y-%m-01; done
    )
    for file in "$1"/network-????-??-??-????.tar; do
        [ -e "$file" ] || continue
        name=$(basename "$file")
        day=$(echo "$name" | cut -c9-18)
        if ! echo "$keep" | grep -qx "$day"; then rm -f "$file"; fi
    done
}

# In a database and a folder of its own, with the script that would do it in earnest. The user of the database must be
# allowed to make one. When it went well: /beheer/gezondheid/ looks at this.
try_restore() (
    newest=$(find "$folder" -maxdepth 1 -name 'network-????-??-??-????.tar' | sort | tail -n 1)
    [ -n "$newest" ] || { echo "there is no back-up in $folder" >&2; exit 1; }
    trial=${PGDATABASE}_trial
    place=$(mktemp -d)
    trap 'rm -rf "$place"; dropdb --if-exists "$trial" 2>/dev/null || true' EXIT
    trap 'exit 130' HUP INT TERM
    dropdb --if-exists "$trial"
    createdb "$trial"
    PGDATABASE=$trial MEDIA_ROOT=$place sh "$here/restore.sh" "$newest"
    count='SELECT count(*) FROM django_migrations'
    found=$(psql --no-psqlrc --tuples-only --no-align --dbname="$trial" --command="$count") || found=0
    [ "$found" -gt 0 ] || { echo "$newest holds no tables of this platform" >&2; exit 1; }
    date -u +%Y-%m-%dT%H:%M:%SZ >"$MEDIA_ROOT/.last-tried-restore.part"
    chmod 644 "$MEDIA_ROOT/.last-tried-restore.part"
    mv "$MEDIA_ROOT/.last-tried-restore.part" "$MEDIA_ROOT/.last-tried-restore"
)

check() {
    [ "${BACKUP_LATE_HOURS:-36}" != 0 ] || return 0
    [ -n "$(find "$MEDIA_ROOT/.last-backup" -mmin "-$((${BACKUP_LATE_HOURS:-36} * 60))" 2>/dev/null)" ] \
        || { echo "the last back-up is too old, or there is none" >&2; exit 1; }
}

case "${1:-}" in
once) save ;;
try) try_restore ;;
check) check ;;
"")
    trap 'exit 0' TERM INT
    [ -e "$MEDIA_ROOT/.last-backup" ] || save
    while :; do
        now=$(date +%s)
        next=$(date -d "today ${BACKUP_AT:-03:15}" +%s)
        [ "$next" -gt "$now" ] || next=$(date -d "tomorrow ${BACKUP_AT:-03:15}" +%s)
        # In the background, so that a signal ends the wait.
        sleep "$((next - now))" &
        wait $! || true
        save || echo "the back-up failed; the next try is in an hour" >&2
        check || { sleep 3600 & wait $! || true; save || true; }
        if [ "$(date +%u)" = 7 ]; then sh "$0" try || echo "the last back-up cannot be put back" >&2; fi
    done
    ;;
*)
    echo "usage: scripts/backup-daily.sh [once | try | check]" >&2
    exit 2
    ;;
esac
