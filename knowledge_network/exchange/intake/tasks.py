"""What waits to be read, and what is old. Safe to run twice and side by side."""

from __future__ import annotations

from celery import shared_task

from knowledge_network.exchange.intake import actions
from knowledge_network.notifications.outbox.planner import register_planner


@shared_task(name="exchange.read_catalogues", ignore_result=True)
def read_catalogues() -> None:
    actions.read_waiting()


register_planner("old intakes", lambda now: actions.forget_old_intakes(now=now))
