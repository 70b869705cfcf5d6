"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import planner


@shared_task(name="notifications.deliver_mail", ignore_result=True)
def deliver_mail() -> None:
    outbox.deliver_due()


@shared_task(name="notifications.plan_mail", ignore_result=True)
def plan_mail() -> None:
    planner.plan_due()


@shared_task(name="notifications.forget_old_mail", ignore_result=True)
def forget_old_mail() -> None:
    outbox.forget_old()
