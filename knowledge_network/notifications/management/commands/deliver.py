"""Plan and send the mail that is due, without a queue."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox import planner


class Command(BaseCommand):
    help = "Plan and send the mail that is due, as the worker does every half minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=float, default=600.0, help="stop after so many seconds (600)")
        parser.add_argument("--retry-failed", action="store_true", help="first plan again what has failed")
        parser.add_argument("--loop", action="store_true", help="look again every half minute until the time is up")

    def handle(self, *args: Any, **options: Any) -> None:
        stop_at = time.monotonic() + options["seconds"]
        if options["retry_failed"]:
            self.stdout.write(f"Planned again: {outbox.retry_failed()}")
        while True:
            planned = sum(planner.plan_due().values())
            self.stdout.write(f"Planned: {planned}")
            self.stdout.write(f"Sent: {outbox.deliver_due(seconds=max(1.0, stop_at - time.monotonic()))}")
            if not options["loop"] or time.monotonic() + 30 >= stop_at:
                return
            time.sleep(30)
