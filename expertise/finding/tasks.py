"""What the queue wakes up. Safe to run twice and side by side."""

from celery import shared_task

from expertise.finding.actions import saved_searches


@shared_task(name="expertise.tell_of_new_people", ignore_result=True)
def tell_of_new_people() -> None:
    saved_searches.tell_of_new_people()
