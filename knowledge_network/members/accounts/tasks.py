"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.members.accounts import actions


@shared_task(name="members.forget_sent_forms", ignore_result=True)
def forget_sent_forms() -> None:
    actions.forget_old()
