"""What time does to expertise, without a queue."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from expertise.claims.actions.aging import age_claims, recompute_states


class Command(BaseCommand):
    help = "Compute the states of all expertise anew, ask whether it is still right, archive what nobody confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"other state: {recompute_states()}")
        self.stdout.write(f"asked or archived: {age_claims(timezone.now())}")
