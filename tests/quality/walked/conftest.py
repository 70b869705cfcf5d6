"""One walk through the whole site a role, shared by all modules of this folder: it costs some hundreds of pages."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from tests.access.sharing import built
from tests.access.table import ROLES
from tests.drills import PassedOver
from tests.quality.canaries import plant
from tests.quality.walked.reading import Planted, Reading, ask_without_a_name, read_everything

HERE = f"{Path(__file__).parent.relative_to(settings.BASE_DIR).as_posix()}/"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of one role after each other, whatever module they are in: its walk is undone before the next one's."""
    ours = [item for item in items if item.nodeid.startswith(HERE)]
    if ours:
        first = items.index(ours[0])
        kept = set(ours)
        rest = [item for item in items[first:] if item not in kept]
        items[first:] = [*sorted(ours, key=_turn), *rest]


def _turn(item: Any) -> int:
    """Those without a role first."""
    callspec = getattr(item, "callspec", None)
    return ROLES.index(callspec.params["reading"]) if callspec and "reading" in callspec.params else -1


@pytest.fixture(scope="package")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Planted]:
    with django_db_blocker.unblock(), built() as world:
        plant(world)
        question = ask_without_a_name(world)
        call_command("rebuild_search", verbosity=0)
        yield Planted(world, question)


@pytest.fixture(scope="package")
def reading(request: pytest.FixtureRequest, planted: Planted, django_db_blocker: Any) -> Iterator[Reading]:
    """What the role of this test meets; the walk is undone, for the next role's world."""
    with django_db_blocker.unblock(), transaction.atomic():
        met = read_everything(planted, request.param)
        if met.passed_over:
            said = f"{request.param}: {met.pages} pages opened, {len(met.passed_over)} addresses of filters left today"
            warnings.warn(said, PassedOver, stacklevel=1)
        yield met
        transaction.set_rollback(True)
