"""After a restore, before the site opens: erase once more what was erased since that back-up."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge_network.kit.erasure_list import find_mark
from knowledge_network.members.privacy.replaying import complete_list, replay_erasures


class Command(BaseCommand):
    help = "Erase once more what the list of erasures names and this database still holds. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-restored", action="store_true", help="only when a back-up was put back")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_restored"] and not find_mark().exists():
            complete_list()
            return
        done, left = replay_erasures()
        self.stdout.write(f"Erased once more: {done}.")
        if left:
            names = ", ".join(f"{line.kind} {line.mark[:8]}" for line in left)
            raise CommandError(f"Not erased, the site stays closed until somebody looked at it: {names}")
