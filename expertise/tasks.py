"""What the queue wakes up for expertise. Safe to run twice and side by side."""

from celery import shared_task
from django.utils import timezone

from expertise.claims.actions import aging
from expertise.finding.actions import saved_searches
from expertise.products.actions import files as product_files


@shared_task(name="expertise.recompute_states", ignore_result=True)
def recompute_states() -> None:
    aging.forget_old(timezone.now())
    aging.recompute_states()


@shared_task(name="expertise.delete_stray_files", ignore_result=True)
def delete_stray_files() -> None:
    product_files.delete_stray_contents(before=timezone.now() - product_files.STRAY_AFTER)


@shared_task(name="expertise.tell_of_new_people", ignore_result=True)
def tell_of_new_people() -> None:
    saved_searches.tell_of_new_people()
