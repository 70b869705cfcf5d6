"""The network that is copied back is the one that was built."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import TransactionTestCase

from knowledge_network.members.people.models import Member
from tests import counters, emptied
from tests.access.kept import kept_world
from tests.factories import MemberFactory

HERE = "of the tests"

pytestmark = pytest.mark.django_db(transaction=True)


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in emptied.tables_with_rows():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
        return found


def test_it_is_there_again_with_all_its_rows_and_new_ones_fit_beside_them():
    first = kept_world(HERE)
    built = counts()
    assert len(built) > 80
    Member.objects.filter(pk=first.people["coordinator"].pk).update(given_name="Veranderd")
    emptied.empty_tables(TransactionTestCase())
    assert counts() == {}
    counters.set_apart()  # as a test does that gives its rows numbers of its own
    again = kept_world(HERE)
    assert counts() == built
    assert again.people["coordinator"] == first.people["coordinator"]
    assert again.people["coordinator"] is not first.people["coordinator"]
    assert Member.objects.get(pk=again.people["coordinator"].pk).given_name != "Veranderd"
    assert MemberFactory(site=again.site).pk > max(member.pk for member in again.people.values() if member)


def test_where_rows_stand_already_it_is_built_beside_them():
    stranger = MemberFactory()
    world = kept_world(HERE)
    assert Member.objects.filter(pk__in=[stranger.pk, world.people["coordinator"].pk]).count() == 2
