"""What the planner and the nightly run wake up. Safe to run twice and side by side."""

from __future__ import annotations

from celery import shared_task

from knowledge_network.agreements.obligations.actions.checking import check_all
from knowledge_network.agreements.obligations.actions.making import make_obligations
from knowledge_network.agreements.obligations.actions.rules import follow_agreements
from knowledge_network.agreements.obligations.reminders import plan_reminders
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("obligations", plan_reminders)


@shared_task(name="agreements.keep_obligations", ignore_result=True)
def keep_obligations() -> None:
    """Follow what agreements did, make what the rules ask for and is not there yet, look in the data how it stands."""
    follow_agreements()
    make_obligations()
    check_all()
