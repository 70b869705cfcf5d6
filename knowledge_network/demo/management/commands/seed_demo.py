"""Load the demo network «Twente» into an empty database."""

from __future__ import annotations

import datetime as dt
import random
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from knowledge_network.demo.scenarios import SCENARIOS
from knowledge_network.demo.seeding import SEED_NUMBER, DemoNetwork, on_the_day, seeds_in_order
from knowledge_network.demo.waiting import write_progress
from knowledge_network.kit.ids import draw_from_source
from knowledge_network.members.people.models import Member
from knowledge_network.search import actions as search


class Command(BaseCommand):
    help = "Load the demo network: real partners from the public register, invented people and groups. Deterministic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reference-date", type=dt.date.fromisoformat, help="the day on which the demo takes place, default today"
        )
        parser.add_argument(
            "--scenario", choices=SCENARIOS, help="what happens besides: «merger» lets one board go on in another"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Member.objects.exists():
            raise CommandError("There are members in this database already; the demo network needs an empty one.")
        reference = options["reference_date"] or timezone.localdate()
        source = random.Random(SEED_NUMBER)  # noqa: S311  # nosec B311  # no secrets
        network = DemoNetwork(reference, source)
        with (
            translation.override("nl"),
            on_the_day(reference),
            draw_from_source(random.Random(SEED_NUMBER)),  # noqa: S311  # nosec B311  # names in addresses of a demo
            transaction.atomic(),
            search.postponed(),
        ):
            seeds = seeds_in_order()
            for number, seed in enumerate(seeds):
                self._tell(number, len(seeds), seed.what)
                with self._step(seed.what):
                    seed.load(network)
            if options.get("scenario"):
                with self._step(options["scenario"]):
                    SCENARIOS[options["scenario"]](network)

    def _tell(self, done: int, total: int, step: str) -> None:
        """To who waits at the page; a file, for the database shows nothing of a transaction that is not done."""
        if settings.DEMO_PROGRESS_FILE:
            write_progress(Path(settings.DEMO_PROGRESS_FILE), done=done, total=total, step=step)

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        self.stdout.write(f"  {what} …", ending="")
        self.stdout.flush()
        begin = time.monotonic()
        yield
        self.stdout.write(f" {time.monotonic() - begin:.1f} s")
        self.stdout.flush()
