"""Forgetting what is no longer of use."""

from celery import shared_task

from knowledge_network.members.vocabulary.actions import forget_topic_merges as forget


@shared_task(name="members.forget_topic_merges", ignore_result=True)
def forget_topic_merges() -> None:
    forget()
