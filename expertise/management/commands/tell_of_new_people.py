"""Look again at the searches that members keep, as the schedule does every day."""

from typing import Any

from django.core.management.base import BaseCommand

from expertise.finding.actions.saved_searches import tell_of_new_people


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tell_of_new_people()} told")
