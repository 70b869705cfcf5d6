"""Send the mail that is due, without a queue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from knowledge_network.notifications import outbox


class Command(BaseCommand):
    help = "Send the mail that is due, as the worker does every half minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=float, default=600.0, help="stop after so many seconds (600)")
        parser.add_argument("--retry-failed", action="store_true", help="first plan again what has failed")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry_failed"]:
            self.stdout.write(f"Planned again: {outbox.retry_failed()}")
        self.stdout.write(f"Sent: {outbox.deliver_due(seconds=options['seconds'])}")
