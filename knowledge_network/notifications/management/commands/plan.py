"""Plan the mail that is due, without a queue."""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.notifications.outbox import planner


class Command(BaseCommand):
    help = "Plan reminders and overviews that are due by now, as the worker does every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in planner.plan_due().items():
            self.stdout.write(f"{name}: {count}")
