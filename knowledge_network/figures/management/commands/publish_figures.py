"""Publish figures without a queue: the last month that is over, or those up to a day."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge_network.figures import actions
from knowledge_network.kit.errors import RefusedError


class Command(BaseCommand):
    help = "Count anew what is not published yet, and publish the figures of the last month that is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", type=dt.date.fromisoformat, help="the last day that counts, the end of a month")

    def handle(self, *args: Any, until: dt.date | None = None, **options: Any) -> None:
        try:
            made = actions.publish_snapshot(until=until, by=None) if until else actions.publish_due()
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"published: {made.until}" if made else "nothing new to publish")
