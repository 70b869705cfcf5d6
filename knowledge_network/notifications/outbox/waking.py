"""Waking the sender: the queue is told that there is mail, and nothing is lost when it does not hear."""

from __future__ import annotations

import threading
import time

import structlog
from celery import current_app
from django.db import connection as database
from django.db import transaction

logger = structlog.get_logger(__name__)

PUBLISH_LIMIT = 1.0
BROKER_PAUSE = 10.0
_broker_away_until = 0.0


def wake_sender_after_commit() -> None:
    """Once per transaction. Nothing is lost when nobody wakes up: the schedule looks twice a minute."""
    if any(entry[1] is wake_sender for entry in database.run_on_commit):
        return
    transaction.on_commit(wake_sender, robust=True)


def wake_sender() -> None:
    """Tell the worker that there is mail, in at most one second; a broker that is down or frozen is left alone."""
    global _broker_away_until  # noqa: PLW0603
    # By name: tasks lie above the outbox. The app imports them at start.
    deliver_mail = current_app.tasks["notifications.deliver_mail"]
    if deliver_mail.app.conf.task_always_eager:
        deliver_mail.delay()
        return
    if time.monotonic() < _broker_away_until:
        return
    published = threading.Event()

    def publish() -> None:
        try:
            deliver_mail.apply_async(retry=False, ignore_result=True)
        except Exception as error:  # noqa: BLE001 - whatever the broker does, the page goes on
            logger.warning("sender_not_woken", error=type(error).__name__)
        else:
            published.set()

    thread = threading.Thread(target=publish, name="wake-sender", daemon=True)
    thread.start()
    thread.join(PUBLISH_LIMIT)
    if not published.is_set():
        _broker_away_until = time.monotonic() + BROKER_PAUSE
