#!/bin/sh
# One command per service, the same for `make run`, a container and a server without containers.
# Settings come from the environment (.env.example).
set -eu
cd "$(dirname "$0")/.."
[ -d .venv/bin ] && PATH="$PWD/.venv/bin:$PATH"
cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# A container sees all cores of its machine, whatever it may use of them: a process for each would not fit its memory.
allowed=$(awk '$1 ~ /^[0-9]+$/ { print int(($1 + $2 - 1) / $2) }' "${CPU_LIMIT:-/sys/fs/cgroup/cpu.max}" 2>/dev/null || true)
if [ -n "$allowed" ] && [ "$allowed" -lt "$cores" ]; then cores=$allowed; fi
threads=${WEB_THREADS:-4}
port=${PORT:-8000}
heartbeat=${BEAT_HEARTBEAT:-${TMPDIR:-/tmp}/network-beat-$(id -u)}

# What plain compose and systemd start again is what ends: with CHECK_ITSELF=1 a service that fails its own check three
# times ends itself. Not for a broker or database that is away: that is no fault of this process.
watched() {
    name=$1
    shift
    if [ "${CHECK_ITSELF:-0}" != 1 ]; then exec "$@"; fi
    "$@" &
    child=$!
    trap 'kill -TERM "$child" 2>/dev/null' TERM INT HUP
    (
        trap - TERM INT HUP
        failed=0
        # Until it worked once it has so long to start.
        patient_until=$(($(date +%s) + ${CHECK_AFTER:-120}))
        while sleep "${CHECK_EVERY:-20}" && kill -0 "$child" 2>/dev/null; do
            if timeout "${CHECK_WITHIN:-45}" sh scripts/service.sh "alive-$name" >/dev/null 2>&1; then
                failed=0 patient_until=0
                continue
            fi
            [ "$(date +%s)" -lt "$patient_until" ] && continue
            failed=$((failed + 1))
            [ "$failed" -lt 3 ] && continue
            echo "$name failed its own check three times and ends itself" >&2
            trap '' TERM
            kill -TERM "$child" 2>/dev/null || true
            waited=0
            while [ "$waited" -lt "${CHECK_PATIENCE:-15}" ] && kill -0 "$child" 2>/dev/null; do
                sleep 1
                waited=$((waited + 1))
            done
            kill -KILL "$child" 2>/dev/null || true
            exit 9
        done
    ) &
    watcher=$!
    # A signal interrupts the wait: the child has its own time to stop.
    while kill -0 "$child" 2>/dev/null; do code=0; wait "$child" || code=$?; done
    kill "$watcher" 2>/dev/null || true
    ended=0
    wait "$watcher" || ended=$?
    if [ "$ended" = 9 ]; then exit 1; fi
    exit "${code:-1}"
}

case "${1:-}" in
web)
    # After a restore: nothing that was erased is served once more.
    if [ -e "${MEDIA_ROOT:-.data/media}/.put-back" ]; then python manage.py replay_erasures --if-restored; fi
    # One database connection per thread at most; two threads stand aside for /readyz, and one counts.
    export DATABASE_POOL_SIZE="${DATABASE_POOL_SIZE:-$((threads + 3))}"
    # One memory pool per process: Python lets one thread work at a time anyway, and a pool per thread costs megabytes.
    export WEB_THREADS="$threads"
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
    watched web python -m scripts.serve --interface rsgi --host "${HOST:-127.0.0.1}" --port "$port" \
        --workers "${WEB_WORKERS:-$cores}" --no-ws \
        --respawn-failed-workers --respawn-interval 1 --workers-kill-timeout 10 \
        --log-level warning knowledge_network.rsgi:served
    ;;
worker)
    # WORKER_QUEUES: «celery» is all but films, «rest» what has no queue of its own; mail, imports, nightly and films.
    queues=$(printf ',%s,' "${WORKER_QUEUES:-celery}" |
        sed -e 's/,celery,/,rest,mail,imports,nightly,/' -e 's/,rest,/,celery,/' -e 's/^,//' -e 's/,$//')
    watched worker celery --app knowledge_network worker --concurrency "${WORKER_PROCESSES:-2}" \
        --queues "$queues" \
        --loglevel "${LOG_LEVEL:-INFO}" --without-gossip --without-mingle --without-heartbeat
    ;;
films)
    # Films take minutes: apart from what has to go out now, one at a time.
    export WORKER_QUEUES=films WORKER_PROCESSES="${FILM_PROCESSES:-1}"
    exec sh scripts/service.sh worker
    ;;
heavy)
    # Imports and what runs at night, on a machine of their own, one at a time.
    export WORKER_QUEUES=imports,nightly WORKER_PROCESSES="${HEAVY_PROCESSES:-1}"
    exec sh scripts/service.sh worker
    ;;
beat)
    export BEAT_HEARTBEAT="$heartbeat"
    watched beat celery --app knowledge_network beat --loglevel "${LOG_LEVEL:-INFO}" --pidfile=
    ;;
metrics)
    # Figures for Prometheus, on a port of their own: METRICS_HOST, METRICS_PORT.
    exec python manage.py serve_metrics
    ;;
mirror)
    # Files that stand in S3 once more on the disk, for the back-up.
    exec python manage.py mirror_files --every "${MIRROR_EVERY:-300}"
    ;;
migrate)
    # Past a pooler: it takes longer than one may, and its settings are those of PostgreSQL itself.
    if [ -n "${DATABASE_DIRECT_URL:-}" ]; then export DATABASE_URL="$DATABASE_DIRECT_URL" DATABASE_POOLER= DATABASE_POOLER_PREPARES=; fi
    python manage.py migrate --noinput
    python manage.py replay_erasures --if-restored
    python manage.py set_database_limits
    # Without them a year would be planned through its holidays. What coordinators corrected later stays.
    python manage.py load_holidays --if-none
    python manage.py load_methods
    # While nobody runs the network: where the first coordinator begins.
    exec python manage.py setup --if-needed
    ;;
check-web)
    exec python -m scripts.probe "http://127.0.0.1:$port/readyz"
    ;;
alive-web)
    exec python -m scripts.probe "http://127.0.0.1:$port/healthz"
    ;;
alive-worker)
    # While the broker is away nobody can ask the worker anything.
    python -m scripts.broker_answers || exit 0
    # A machine that is busy is no worker that hangs: who ends then makes it busier.
    export CHECK_ANSWER=20
    exec sh scripts/service.sh check-worker
    ;;
alive-beat)
    exec sh scripts/service.sh check-beat
    ;;
check-metrics)
    exec python -m scripts.probe "http://127.0.0.1:${METRICS_PORT:-9108}/metrics"
    ;;
check-worker)
    exec celery --app knowledge_network inspect ping --timeout "${CHECK_ANSWER:-5}" --destination "celery@$(hostname)"
    ;;
check-mirror)
    [ -n "$(find "${MEDIA_ROOT:-.data/media}/.mirrored" -mmin -60 2>/dev/null)" ] || { echo "the files in S3 were not fetched for an hour" >&2; exit 1; }
    ;;
check-beat)
    [ -n "$(find "$heartbeat" -mmin -2 2>/dev/null)" ] || { echo "beat has shown no sign of life for two minutes" >&2; exit 1; }
    ;;
*)
    echo "usage: scripts/service.sh web | worker | beat | films | heavy | metrics | mirror | migrate, or check- or alive- and one of the first three" >&2
    exit 2
    ;;
esac
