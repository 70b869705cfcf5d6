"""What the planner and the night bring up to date. Safe to run twice and side by side."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from knowledge_network.exchange.catalogue.actions import bring_up_to_date
from knowledge_network.notifications.outbox.planner import plan_one, register_planner


@shared_task(name="exchange.describe_catalogue", ignore_result=True)
def describe_catalogue() -> None:
    plan_one("catalogue", lambda now: bring_up_to_date(now=now, whole=True), timezone.now())


def plan_catalogue(now: dt.datetime) -> int:
    return bring_up_to_date(now=now)


register_planner("catalogue", plan_catalogue)
