"""Put the eight methods of «Van vraag naar methode» ready."""

from typing import Any

from django.core.management.base import BaseCommand

from expertise.products.actions.methods import load_methods


class Command(BaseCommand):
    help = "Add the shipped method cards that are not there yet. Safe to repeat; what was changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_methods()} methods added")
