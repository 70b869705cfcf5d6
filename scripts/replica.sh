#!/bin/sh
# A replica of PostgreSQL in PGDATA, that pages are read from (docs/scaling.md): at its first start it copies all of the
# primary (PGHOST, PGPORT, PGUSER, PGPASSWORD), then it follows. What comes behind is for postgres itself.
set -eu
umask 077
mkdir -p "$(dirname "$PGDATA")"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    # Under another name first: half a copy is none.
    rm -rf "$PGDATA" "$PGDATA.half"
    pg_basebackup --pgdata="$PGDATA.half" --write-recovery-conf --checkpoint=fast --wal-method=stream
    mv "$PGDATA.half" "$PGDATA"
fi
# A long question may hold up what arrives for a moment only: it is broken off then, and the primary answers.
exec postgres -D "$PGDATA" -c hot_standby=on -c max_standby_streaming_delay=5s "$@"
