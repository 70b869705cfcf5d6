"""Load the school holidays that ship with the platform, or those of a file of the same form."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from knowledge_network.school_year.actions import SHIPPED_HOLIDAYS, load_holidays
from knowledge_network.school_year.models import SchoolHoliday


class Command(BaseCommand):
    help = "Load school holidays (adds and corrects, never deletes)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=SHIPPED_HOLIDAYS)
        parser.add_argument("--if-none", action="store_true", help="only where no holiday is known yet")

    def handle(self, *args: Any, path: Path, if_none: bool, **options: Any) -> None:
        if if_none and SchoolHoliday.objects.exists():
            return
        self.stdout.write(f"{load_holidays(path=path)} holidays loaded")
