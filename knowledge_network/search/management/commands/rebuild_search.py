"""Make the search index equal to what the apps say, while the platform runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge_network.search import actions, registry


class Command(BaseCommand):
    help = "Repairs the search index; may run while people search and write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="*", help="Which kinds; all when none is named.")

    def handle(self, *args: Any, **options: Any) -> None:
        known = [searchable.kind for searchable in registry.searchables()]
        asked = options["kind"] or known
        if strange := [kind for kind in asked if kind not in known]:
            raise CommandError(f"Unknown: {', '.join(strange)}. There are: {', '.join(known)}.")
        for kind in asked:
            self.stdout.write(f"{kind}: {actions.rebuild(kind)}")
        if not options["kind"]:
            actions.drop_unknown_kinds()
