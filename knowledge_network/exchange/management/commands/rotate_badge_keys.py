"""Make new keys for badges; what the old ones signed still verifies."""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.exchange.badges.keys import rotate_keys


class Command(BaseCommand):
    help = "Retire the keys that sign badges and make new ones. Badges that were signed before still verify."

    def handle(self, *args: Any, **options: Any) -> None:
        rotate_keys()
        self.stdout.write("New keys sign badges from now on. Who kept a copy of /.well-known/did.json fetches it anew.")
