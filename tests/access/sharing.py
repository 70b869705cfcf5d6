"""One small network per module: there once, its objects copied for each test, with the database as it was after each.

A test gets the fixture `world` in a savepoint of its own (pytest-django's `db`), so that what it writes is gone for the
next one; the objects are copies, so that what it sets on them is too. Tests whose rows other connections must see, as
those of a browser, take one of their own (`kept.py`).
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction

from tests import clock
from tests.access.kept import kept_world
from tests.access.world import World


@contextmanager
def built() -> Iterator[World]:
    """Made before the moment at which every test starts: nothing in it is of the future. Afterwards it is gone."""
    before = clock.moment_of_the_run() - dt.timedelta(minutes=1)
    with transaction.atomic():
        with time_machine.travel(before, tick=True):
            world = kept_world("of the tests, a minute before")
        cache.clear()
        yield world
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world_of_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), built() as world:
        yield world


@pytest.fixture
def world(world_of_the_module: World, db: None) -> World:
    return copy.deepcopy(world_of_the_module)
