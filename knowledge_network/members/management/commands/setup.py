"""Begin a network: print the address of the first coordinator, or set everything up from a file."""

from __future__ import annotations

import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.network.actions.setup import make_setup_address
from knowledge_network.members.network.queries import has_coordinator
from knowledge_network.members.network.unattended import UnusableSetupFile, set_up


class Command(BaseCommand):
    help = (
        "Print the address at which the first coordinator begins the network: it works once, for 24 hours, and this "
        "command renews it. With --file everything is set up without anybody there (docs/setup.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, help="a TOML file with the settings")
        parser.add_argument(
            "--if-needed", action="store_true", help="say nothing when somebody runs the network already"
        )

    def handle(self, *args: Any, file: Path | None, if_needed: bool, **options: Any) -> None:
        if if_needed and has_coordinator():
            return
        if file is not None:
            self._from_file(file)
            return
        try:
            token = make_setup_address()
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Begin your network here (works once, for 24 hours; `manage.py setup` renews it):")
        self.stdout.write(f"  {absolute_url(reverse('members:setup_begin', args=[token]))}")

    def _from_file(self, path: Path) -> None:
        try:
            with path.open("rb") as source:
                wanted = tomllib.load(source)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except tomllib.TOMLDecodeError as error:
            raise CommandError(f"{path} is no TOML: {error}.") from error
        with translation.override("nl"):
            try:
                with transaction.atomic():
                    report = set_up(wanted, folder=path.parent)
            except UnusableSetupFile as error:
                raise CommandError(f"{path}: {error}") from error
            except ValidationError as error:
                raise CommandError(f"{path}: {'; '.join(error.messages)}") from error
            except RefusedError as error:
                raise CommandError(f"{path}: {error}") from error
        for line in report:
            self.stdout.write(line)
