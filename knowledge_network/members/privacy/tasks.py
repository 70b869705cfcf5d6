"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.members.privacy import actions, retention


@shared_task(name="members.erase_due", ignore_result=True)
def erase_due() -> None:
    actions.erase_due()


@shared_task(name="members.make_copies", ignore_result=True)
def make_copies() -> None:
    actions.make_copies()


@shared_task(name="members.keep_retention_terms", ignore_result=True)
def keep_retention_terms() -> None:
    retention.keep_terms()
