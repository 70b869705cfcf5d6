"""Sending what is due, and forgetting what was sent long ago. Safe to run twice."""

from celery import shared_task

from knowledge_network.exchange.hooks.actions import messages


@shared_task(name="exchange.send_messages", ignore_result=True)
def send_messages() -> None:
    messages.send_due()


@shared_task(name="exchange.forget_old_messages", ignore_result=True)
def forget_messages() -> None:
    messages.forget_old_messages()
