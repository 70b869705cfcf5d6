"""What the queue and the planner wake up. Safe to run twice and side by side."""

from celery import shared_task
from django.utils import timezone

from expertise.products.actions import files
from expertise.products.dates import plan_product_dates
from knowledge_network.notifications.outbox.planner import register_planner


@shared_task(name="expertise.delete_stray_files", ignore_result=True)
def delete_stray_files() -> None:
    files.delete_stray_contents(before=timezone.now() - files.STRAY_AFTER)


register_planner("products", plan_product_dates)
