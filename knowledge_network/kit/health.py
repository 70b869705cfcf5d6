"""Two questions for the machines that guard the platform: does the process live, and can it serve?"""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

OK = "ok"


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
    """200 when the database answers and has this version's migrations, else 503; an absent cache is only noted."""
    database = database_state()
    cache_state = "ok" if cache_answers() else "absent: pages are slower, mail waits for the queue"
    ready = database == OK
    status = "ready" if ready and cache_state == OK else "degraded" if ready else "not ready"
    parts = {"status": status, "database": database, "cache": cache_state}
    return JsonResponse(parts, status=200 if ready else 503)


def database_state() -> str:
    """`ok`, or what is the matter; never a detail that helps an attacker."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError as error:
        return "migrations are missing" if getattr(error.__cause__, "sqlstate", "") == "42P01" else "unreachable"
    return OK if newest_migrations() <= applied else "migrations are missing"


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app in this version of the code, as (app, name)."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def cache_answers() -> bool:
    ping = getattr(caches["default"], "ping", None)
    return ping is None or ping()
