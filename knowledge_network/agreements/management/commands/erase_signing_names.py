"""Erase who signed agreements that ended seven years ago; what the planner does by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.agreements.signing.actions.names import erase_due_names


class Command(BaseCommand):
    help = "Erase names and scans behind the signatures of agreements whose term is over. The chains still hold."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{erase_due_names()} agreements")
