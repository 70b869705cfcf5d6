"""Delete for good the files that groups removed more than thirty days ago; what the schedule does each night."""

from typing import Any

from django.core.management.base import BaseCommand

from plg.space.actions.files import purge_removed_files


class Command(BaseCommand):
    help = "Delete files that were removed thirty days ago, and stored contents that belong to nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{purge_removed_files()} files deleted")
