"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.members.admission import actions as admission
from knowledge_network.members.privacy import actions as privacy
from knowledge_network.members.privacy import retention


@shared_task(name="members.forget_unconfirmed", ignore_result=True)
def forget_unconfirmed() -> None:
    admission.forget_unconfirmed()


@shared_task(name="members.erase_due", ignore_result=True)
def erase_due() -> None:
    privacy.erase_due()


@shared_task(name="members.keep_retention_terms", ignore_result=True)
def keep_retention_terms() -> None:
    retention.keep_terms()
