"""Views by which SQL reads a lower part: made after migrating, out of the way while columns change."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import NotSupportedError, connection, migrations, models, transaction

from knowledge_network.kit import database_views
from knowledge_network.kit.database_views import View, drop_views_in_the_way, make_views, views
from knowledge_network.members.people.models import Member
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def there() -> set[str]:
    return {name for (name,) in rows("SELECT viewname FROM pg_views WHERE schemaname = 'public'")}


def plan_for(*labels: str) -> list[tuple[migrations.Migration, bool]]:
    return [(migrations.Migration("0009_something", label), False) for label in labels]


@pytest.fixture
def _only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_views, "_views", dict(database_views._views))


def test_all_views_are_there_after_migrating_and_say_what_the_code_says():
    assert {view.name for view in views()} <= there()
    assert len(views()) >= 6
    for view in views():
        columns = rows(f"SELECT column_name FROM information_schema.columns WHERE table_name = '{view.name}'")
        assert {name for (name,) in columns} == set(view.columns)


def test_a_view_shows_what_its_queryset_gives():
    shown, gone = MemberFactory(given_name="Jade"), MemberFactory(suspended_at="2026-01-01T00:00Z")
    found = [key for (key,) in rows("SELECT member_id FROM members_present")]
    assert shown.pk in found
    assert gone.pk not in found
    assert sorted(found) == sorted(Member.objects.active().values_list("pk", flat=True))


def test_a_column_that_a_view_uses_can_be_altered_while_its_part_is_migrated():
    alter = "ALTER TABLE members_member ALTER COLUMN given_name TYPE varchar(90)"
    with pytest.raises(NotSupportedError, match="used by a view"), transaction.atomic():
        rows(alter)
    reading = r"SELECT DISTINCT view_name FROM information_schema.view_table_usage WHERE table_name LIKE 'members\_%'"
    in_the_way = {name for (name,) in rows(reading)}
    assert {name.partition("_")[0] for name in in_the_way} >= {"members", "expertise"}
    drop_views_in_the_way(plan=plan_for("members"))
    assert not in_the_way & there()
    assert "topics_in_use" in there()
    with connection.cursor() as cursor:
        cursor.execute(alter)
    make_views()
    assert {view.name for view in views()} <= there()


def test_views_of_parts_that_do_not_change_stay_where_they_are():
    """While the new version migrates, the old one still answers."""
    before = there()
    drop_views_in_the_way(plan=plan_for("notifications"))
    assert there() == before
    drop_views_in_the_way(plan=[])
    assert there() == before


@pytest.mark.usefixtures("_only_here")
def test_a_view_that_says_something_else_now_is_made_anew_by_the_next_migrate():
    MemberFactory(given_name="Jade")
    view = View("members_present", Member.objects.active, {"member_id": "id", "called": "given_name"})
    database_views.register(view)
    call_command("migrate", verbosity=0)
    assert ("Jade",) in rows("SELECT called FROM members_present")


@pytest.mark.usefixtures("_only_here")
def test_a_view_that_the_code_no_longer_has_goes_with_the_next_migrate_and_others_stay():
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIEW of_somebody_else AS SELECT 1 AS one")
    del database_views._views["plg_asked"]
    make_views()
    assert "plg_asked" not in there()
    assert {"plg_took_part", "of_somebody_else"} <= there()


def test_a_view_whose_values_change_has_another_fingerprint():
    def of(state: str) -> View:
        return View("members_x", lambda: Member.objects.filter(name_visibility=state), {"member_id": "id"})

    assert of("members").fingerprint() == of("members").fingerprint()
    assert of("members").fingerprint() != of("everybody").fingerprint()


def test_migrating_again_asks_one_query_and_makes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        make_views()


def test_half_way_back_in_time_no_view_is_made(monkeypatch):
    """A column that a view of this version uses need not be there then."""
    drop_views_in_the_way(plan=plan_for("members"))
    monkeypatch.setattr(database_views, "_is_as_new_as_the_code", lambda _connection: False)
    make_views()
    assert not {name for name in there() if name.startswith("members_")}


def test_a_value_of_a_view_is_never_read_as_sql():
    view = View(
        "members_x", lambda: Member.objects.filter(given_name="' OR 1=1 --"), {"member_id": "id", "n": models.F("id")}
    )
    sql, parameters = view.written()
    assert "OR 1=1" not in sql
    assert parameters == ("' OR 1=1 --",)
