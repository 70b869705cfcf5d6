"""What the queue and the planner wake up. Safe to run twice and side by side."""

from celery import shared_task
from django.utils import timezone

from expertise.claims.actions import aging
from knowledge_network.notifications.outbox.planner import register_planner


@shared_task(name="expertise.recompute_states", ignore_result=True)
def recompute_states() -> None:
    aging.forget_old(timezone.now())
    aging.recompute_states()


register_planner("expertise", aging.age_claims)
