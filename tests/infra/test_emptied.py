"""After a test whose rows other connections saw, the database is as `migrate` left it."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

from tests.emptied import OF_MIGRATE, empty_tables
from tests.factories import GroupMembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def count_rows() -> dict[str, int]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        counted = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counted[table] = cursor.fetchone()[0]
    return counted


def test_no_row_of_a_test_is_left_and_none_of_migrate_is_gone():
    before = {name: count for name, count in count_rows().items() if count}
    assert before.keys() <= OF_MIGRATE, "a test before this one left rows"
    GroupMembershipFactory()
    assert sum(count_rows().values()) > sum(before.values())
    empty_tables(TransactionTestCase())
    assert {name: count for name, count in count_rows().items() if count} == before


def test_what_migrate_made_is_there_at_each_of_them():
    assert ContentType.objects.filter(app_label="plg", model="group").exists()
    assert Permission.objects.exists()
