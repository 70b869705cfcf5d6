"""Wakes imports up; the runs themselves say what is to be done."""

from celery import shared_task

from knowledge_network.members.imports import runs


@shared_task(name="members.work_on_imports", ignore_result=True)
def work_on_imports() -> None:
    runs.work()


@shared_task(name="members.forget_old_imports", ignore_result=True)
def forget_old_imports() -> None:
    runs.forget_old_imports()
