"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.members.tables import actions


@shared_task(name="members.make_sheets", ignore_result=True)
def make_sheets() -> None:
    actions.make_sheets()


@shared_task(name="members.forget_sheets", ignore_result=True)
def forget_sheets() -> None:
    actions.forget_sheets()
