"""Erase whose thirty days are over, warn and erase who is inactive, drop what was kept long enough."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.members.privacy import retention
from knowledge_network.members.privacy.actions import erase_due


class Command(BaseCommand):
    help = "Carry out erasures and retention terms; the same work that the queue does every night."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"erased on request: {erase_due()}")
        for name, count in retention.keep_terms().items():
            self.stdout.write(f"{name}: {count}")
