"""The figures of the outbox as JSON, for who watches over the platform."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.notifications.outbox import standing_stop
from knowledge_network.notifications.outbox.upkeep import figures


class Command(BaseCommand):
    help = "Print what stands in the outbox: planned, held, failed, sent today, and for how long the oldest waits."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = standing_stop()
        self.stdout.write(json.dumps({**figures(), "stopped_because": stop.reason if stop else None}))
