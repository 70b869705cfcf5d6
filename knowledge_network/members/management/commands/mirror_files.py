"""The bucket of uploads once more on this disk, for the back-up (docs/scaling.md)."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge_network.kit.carrying import NothingThereError, mirror_files
from knowledge_network.members.privacy.replaying import complete_list


class Command(BaseCommand):
    help = (
        "Make MEDIA_ROOT equal to the bucket of FILES_S3_URL, without films, and write what was erased into its list."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS", help="again and again, for a service")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.FILES_S3_URL:
            raise CommandError("FILES_S3_URL is not set: the files are on this disk already.")
        while True:
            try:
                complete_list()
                done = mirror_files()
                self.stdout.write(
                    f"Fetched: {done.new}. Here already: {done.known}. Gone there, so here too: {done.gone}."
                )
            except (NothingThereError, OSError) as error:
                if not options["every"]:
                    raise CommandError(_explain(error)) from error
                self.stderr.write(_explain(error))
            if not options["every"]:
                return
            time.sleep(options["every"])


def _explain(error: Exception) -> str:
    if isinstance(error, NothingThereError):
        return "The bucket is empty and this folder is not: look at FILES_S3_URL. Nothing was removed here."
    return f"The store of files does not answer ({type(error).__name__}); nothing is lost, the next pass goes on."
