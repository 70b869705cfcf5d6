"""The uploads and films of this disk into S3, or back (docs/scaling.md)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge_network.kit.carrying import carry_files


class Command(BaseCommand):
    help = (
        "Carry all files of MEDIA_ROOT into FILES_S3_URL and FILMS_S3_URL. It may be broken off: the next run goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep", action="store_true", help="copy, and leave them here: while the site still works")
        parser.add_argument("--back", action="store_true", help="from S3 to this disk")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.FILES_S3_URL:
            raise CommandError("FILES_S3_URL and FILMS_S3_URL are not set: where should they go?")
        loud = options["verbosity"] > 1
        done = carry_files(
            back=options["back"], keep=options["keep"], tell=self.stdout.write if loud else (lambda _name: None)
        )
        self.stdout.write(f"Carried: {done.new}. There already, and equal: {done.known}.")
        if done.differing:
            names = ", ".join(done.differing[:10])
            raise CommandError(
                f"{len(done.differing)} stand there with another content; both are left as they are: {names}"
            )
