"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.notifications.events import actions


@shared_task(name="notifications.forget_old_notices", ignore_result=True)
def forget_old_notices() -> None:
    actions.forget_old_notices()
