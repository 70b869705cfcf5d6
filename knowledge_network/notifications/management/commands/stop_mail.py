"""The kill switch from a terminal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from knowledge_network.notifications.outbox import lift_stop, stop_all_mail


class Command(BaseCommand):
    help = "Stop all mail but what lets people log in; with --lift let it go out again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reason", nargs="?", default="stopped from a terminal")
        parser.add_argument("--lift", action="store_true", help="let mail go out again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lift"]:
            self.stdout.write("Mail goes out again." if lift_stop(by=None) else "Mail was not stopped.")
            return
        stop_all_mail(by=None, reason=options["reason"])
        self.stdout.write("All mail is stopped.")
