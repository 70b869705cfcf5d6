"""Make a new key for the seal; what the old one sealed stays known as ours."""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.agreements.signing.keys import rotate_pair


class Command(BaseCommand):
    help = "Retire the key of the seal and make a new one. What was sealed before is still recognised as ours."

    def handle(self, *args: Any, **options: Any) -> None:
        rotate_pair()
        self.stdout.write("A new key seals from now on. Publish /afspraken/controleren/zegel.pem again to the parties.")
