"""What the clock wakes up. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.figures import actions


@shared_task(name="figures.publish_due", ignore_result=True)
def publish_due() -> None:
    actions.publish_due()
