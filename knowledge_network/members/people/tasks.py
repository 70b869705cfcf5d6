"""Forgetting what is no longer of use."""

from celery import shared_task

from knowledge_network.members.people.actions.merging import forget_merges as forget


@shared_task(name="members.forget_merges", ignore_result=True)
def forget_merges() -> None:
    forget()
