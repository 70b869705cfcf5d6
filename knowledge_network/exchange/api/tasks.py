"""Forgetting keys that ended. Safe to run twice."""

from celery import shared_task

from knowledge_network.exchange.api.actions import forget_old_keys


@shared_task(name="exchange.forget_old_keys", ignore_result=True)
def forget_keys() -> None:
    forget_old_keys()
