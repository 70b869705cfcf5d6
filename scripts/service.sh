#!/bin/sh
# One command per service, the same for `make run`, a container and a server without containers.
# Settings come from the environment (.env.example).
set -eu
cd "$(dirname "$0")/.."
[ -d .venv/bin ] && PATH="$PWD/.venv/bin:$PATH"
cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
threads=${WEB_THREADS:-4}
port=${PORT:-8000}
heartbeat=${BEAT_HEARTBEAT:-${TMPDIR:-/tmp}/network-beat-$(id -u)}

case "${1:-}" in
web)
    # One database connection per thread at most; two threads stand aside for /readyz.
    export DATABASE_POOL_SIZE="${DATABASE_POOL_SIZE:-$((threads + 2))}"
    # One memory pool per process: Python lets one thread work at a time anyway, and a pool per thread costs megabytes.
    export WEB_THREADS="$threads"
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
    exec python -m scripts.serve --interface rsgi --host "${HOST:-127.0.0.1}" --port "$port" \
        --workers "${WEB_WORKERS:-$cores}" --no-ws \
        --respawn-failed-workers --respawn-interval 1 --workers-kill-timeout 10 \
        --log-level warning knowledge_network.rsgi:served
    ;;
worker)
    exec celery --app knowledge_network worker --concurrency "${WORKER_PROCESSES:-2}" \
        --loglevel "${LOG_LEVEL:-INFO}" --without-gossip --without-mingle --without-heartbeat
    ;;
beat)
    export BEAT_HEARTBEAT="$heartbeat"
    exec celery --app knowledge_network beat --loglevel "${LOG_LEVEL:-INFO}" --pidfile=
    ;;
migrate)
    python manage.py migrate --noinput
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
check-worker)
    exec celery --app knowledge_network inspect ping --timeout 5 --destination "celery@$(hostname)"
    ;;
check-beat)
    [ -n "$(find "$heartbeat" -mmin -2 2>/dev/null)" ] || { echo "beat has shown no sign of life for two minutes" >&2; exit 1; }
    ;;
*)
    echo "usage: scripts/service.sh web | worker | beat | migrate | check-web | check-worker | check-beat" >&2
    exit 2
    ;;
esac
