"""Working out what may be told of a round takes seconds: a worker does it. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.insight.ties.actions import rounds
from knowledge_network.insight.ties.reminders import plan_rounds
from knowledge_network.notifications.outbox.planner import register_planner


@shared_task(name="insight.count_rounds", ignore_result=True)
def count_rounds() -> None:
    rounds.count_closed_rounds()


@shared_task(name="insight.forget_old_ties", ignore_result=True)
def forget_old_ties() -> None:
    rounds.forget_old_rounds()


register_planner("network rounds", plan_rounds)
