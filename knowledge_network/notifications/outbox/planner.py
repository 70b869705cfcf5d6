"""Planning what is due by now and was not planned yet; never «what this tick is for».

An app registers a planner; each runs in a transaction of its own under a lock, so that two runs side by side plan the
same once, and a run that never happened is made up for by the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import structlog
from django.db import connection, transaction
from django.utils import timezone

from knowledge_network.notifications.jobs.actions import note_plans

logger = structlog.get_logger(__name__)

Plan = Callable[[dt.datetime], int]

_planners: dict[str, Plan] = {}


def register_planner(name: str, plan: Plan) -> None:
    """`plan(now)` writes what is due by `now` and not yet there, and gives how much that was. Safe to repeat."""
    _planners[name] = plan


def plan_one(name: str, plan: Plan, moment: dt.datetime) -> int:
    """Run one planner in its own transaction, after any other run of the same one; how much it planned."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"planner:{name}"])
        return plan(moment)


def plan_due(now: dt.datetime | None = None) -> dict[str, int]:
    """Run all planners; how much each planned. One that fails is logged and kept, and stops no other."""
    moment = now or timezone.now()
    planned: dict[str, int] = {}
    failed: dict[str, BaseException] = {}
    for name, plan in _planners.items():
        try:
            planned[name] = plan_one(name, plan, moment)
        except Exception as error:
            logger.exception("planner_failed", planner=name)
            planned[name], failed[name] = 0, error
    note_plans(failed, now=moment)
    if any(planned.values()):
        logger.info("planned", **{name: count for name, count in planned.items() if count})
    return planned
