"""Do by hand what the planner does with questions: the next person, the liaison officer, the later question."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from expertise.asking.timers import plan_help
from knowledge_network.notifications.outbox import planner


class Command(BaseCommand):
    help = "Ask the next person, tell liaison officers and ask what came of answers. Safe to repeat, also side by side."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{planner.plan_one('help', plan_help, timezone.now())} done")
