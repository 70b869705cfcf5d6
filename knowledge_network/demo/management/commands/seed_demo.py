"""Load the demo network «Twente» into an empty database."""

from __future__ import annotations

import datetime as dt
import random
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from knowledge_network.demo.seed import (
    expertise_asking,
    expertise_claims,
    expertise_gaps,
    expertise_products,
    members_admission,
    members_organisations,
    members_people,
    plg_groups,
    plg_meetings,
    plg_space,
)
from knowledge_network.demo.seed.members_vocabulary import seed_topics
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.actions import load_holidays
from knowledge_network.search import actions as search

SEED = 2026


class Command(BaseCommand):
    help = "Load the demo network: real partners from the public register, invented people and groups. Deterministic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reference-date", type=dt.date.fromisoformat, help="the day on which the demo takes place, default today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Member.objects.exists():
            raise CommandError("There are members in this database already; the demo network needs an empty one.")
        reference = options["reference_date"] or timezone.localdate()
        source = random.Random(SEED)  # noqa: S311  # nosec B311  # the same network every time, no secrets
        with translation.override("nl"), transaction.atomic(), search.postponed():
            self._load(reference, source)

    def _load(self, reference: dt.date, source: random.Random) -> None:
        with self._step("Schools and boards from the public register"):
            members_organisations.seed_organisations()
        with self._step("School holidays and topics"):
            load_holidays()
            seed_topics()
        with self._step("160 members"):
            cast = members_people.seed_people(reference, source)
        with self._step("Twelve groups and what they say"):
            seeded = plg_groups.seed_groups(cast, reference, source)
            plg_space.seed_files(seeded, reference)
        with self._step("96 meetings over three school years"):
            plg_meetings.seed_meetings(seeded, cast, reference, source)
        with self._step("Sixty products and eight methods"):
            expertise_products.seed_products(seeded, cast, reference, random.Random(SEED))  # noqa: S311  # nosec B311
        with self._step("210 claims of expertise"):
            expertise_claims.seed_claims(cast, reference, source)
        with self._step("38 questions and what came of them"):
            expertise_asking.seed_help_requests(cast, reference, source)
        with self._step("What people looked for in vain"):
            expertise_gaps.seed_gaps(cast, reference)
        with self._step("What waits for somebody"):
            plg_groups.seed_requests(seeded, cast, source, reference)
            members_admission.seed_waiting(cast, reference)

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        self.stdout.write(f"  {what} …", ending="")
        self.stdout.flush()
        begin = timezone.now()
        yield
        self.stdout.write(f" {(timezone.now() - begin).total_seconds():.1f} s")
        self.stdout.flush()
