"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from plg.space.actions import files


@shared_task(name="plg.purge_removed_files", ignore_result=True)
def purge_removed_files() -> None:
    files.purge_removed_files()
