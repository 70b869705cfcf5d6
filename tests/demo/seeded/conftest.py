"""The whole demo network, loaded once for the tests here."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from knowledge_network.demo.management.commands.seed_demo import Command

# On a Sunday in the autumn term, far from the machine's own date.
REFERENCE = dt.date(2026, 11, 22)
HERE = f"{Path(__file__).parent.relative_to(settings.BASE_DIR).as_posix()}/"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before all others: what a process begins with no other one takes over, and each would load the network anew."""
    items.sort(key=lambda item: not item.nodeid.startswith(HERE))


@pytest.fixture(scope="package")
def demo_network(django_db_setup, django_db_blocker):
    """The whole demo network, once for the tests of this folder; removed afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        _begin_keys_elsewhere()
        call_command(Command(), reference_date=REFERENCE, stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def _begin_keys_elsewhere() -> None:
    """In each table at another number, so that nothing here holds by the keys of a fresh database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename")
        for number, (name,) in enumerate(cursor.fetchall()):
            again = connection.ops.quote_name(name)
            cursor.execute(f"ALTER SEQUENCE {again} RESTART WITH {1000 + 7 * (number * 37 % 101)}")
