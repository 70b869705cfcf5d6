"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.members.admission.actions import signups


@shared_task(name="members.forget_unconfirmed", ignore_result=True)
def forget_unconfirmed() -> None:
    signups.forget_unconfirmed()
