"""Repairing the index every night, for what slipped by the actions that keep it true."""

from celery import shared_task

from knowledge_network.kit.tasks import WakeUpTask
from knowledge_network.search import actions, registry


@shared_task(name="search.rebuild", base=WakeUpTask, ignore_result=True)
def rebuild() -> None:
    for searchable in registry.searchables():
        actions.rebuild(searchable.kind)
    actions.drop_unknown_kinds()
