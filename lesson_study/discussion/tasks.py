"""Work for the worker. Safe to run twice and side by side."""

from celery import shared_task

from lesson_study.discussion.retention import remove_due_notes


@shared_task(name="lesson_study.remove_due_notes", ignore_result=True)
def remove_notes() -> None:
    remove_due_notes()
