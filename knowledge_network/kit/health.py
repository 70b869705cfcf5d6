"""Two questions for the machines that guard the platform: does the process live, and can it serve?"""

import datetime as dt
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge_network.kit import replicas
from knowledge_network.kit.storage import disk_state, find_store
from knowledge_network.kit.trouble import had_no_room

OK = "ok"
NOT_WATCHED = "not watched"
# What the scripts leave among the uploads: the moment of the last back-up, and of the last one put back on trial.
LAST_BACKUP = ".last-backup"
LAST_TRIED_RESTORE = ".last-tried-restore"


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; looks at nothing else, so a dead database restarts no web process."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has this version's migrations, else 503.

    An absent cache or replica, a disk that takes no files and a back-up that is late are only noted: people can go on.
    """
    database = database_state()
    cache_state = "ok" if cache_answers() else "absent: pages are slower, mail waits for the queue"
    uploads, backup = uploads_state(), backup_state()
    read_apart = {"replicas": replicas_state()} if settings.REPLICAS else {}
    ready = database == OK
    is_whole = {cache_state, uploads, *read_apart.values()} == {OK} and not backup.startswith("late")
    status = "ready" if ready and is_whole else "degraded" if ready else "not ready"
    parts = {"status": status, "database": database, "cache": cache_state, "uploads": uploads, "backup": backup}
    parts |= read_apart
    return JsonResponse(parts, status=200 if ready else 503)


def database_state() -> str:
    """`ok`, or what is the matter; never a detail that helps an attacker."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name, pg_backend_pid() FROM django_migrations")
            rows = cursor.fetchall()
    except DatabaseError as error:
        return "migrations are missing" if getattr(error.__cause__, "sqlstate", "") == "42P01" else "unreachable"
    # Who answered at connecting is another process than the one that works: a pooler stands between.
    if not settings.DATABASE_POOLER and {pid for _app, _name, pid in rows} - {connection.connection.info.backend_pid}:
        return "behind a pooler that DATABASE_POOLER does not name"
    applied = {(app, name) for app, name, _pid in rows}
    return OK if newest_migrations() <= applied else "migrations are missing"


def replicas_state() -> str:
    """`ok`, or how many replicas do not answer or follow nobody; then the primary answers instead."""
    found = replicas.list_states()
    away = len(found) - sum(found.values())
    return f"{away} of {len(found)} away: the primary answers" if away else OK


def uploads_state() -> str:
    """`ok`, or why no file can be kept; for a minute also that the database had no room."""
    state = disk_state()
    if state != OK:
        return f"{state}: no files can be kept"
    return "something could not be written a moment ago" if had_no_room() else OK


def backup_state(now: dt.datetime | None = None) -> str:
    """`ok`, `late: …`, or `not watched`; read from what scripts/backup.sh leaves behind."""
    if not settings.BACKUP_LATE_HOURS:
        return NOT_WATCHED
    last = read_moment(LAST_BACKUP)
    if last is None:
        return "late: there is none"
    if (now or timezone.now()) - last <= dt.timedelta(hours=settings.BACKUP_LATE_HOURS):
        return OK
    return f"late: the last one is of {last:%Y-%m-%d %H:%M}"


def read_moment(name: str) -> dt.datetime | None:
    """The moment in a file of this name among the uploads; None where there is none that can be read."""
    try:
        path = Path(settings.MEDIA_ROOT) / name
        # Another machine makes the back-up, and told it in S3 (`kit/carrying.py`).
        elsewhere = settings.FILES_S3_URL and not path.exists()
        text = find_store().open(name).read().decode() if elsewhere else path.read_text()
        return dt.datetime.fromisoformat(text.strip())
    except (OSError, ValueError):
        return None


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app in this version of the code, as (app, name)."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def cache_answers() -> bool:
    ping = getattr(caches["default"], "ping", None)
    return ping is None or ping()
