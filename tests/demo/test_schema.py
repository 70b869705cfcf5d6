"""`make run` refuses a database that other migrations made, in one line, and continues one that these made."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from scripts import schema
from scripts.demo import running
from scripts.programs import ServerError

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def database():
    """A connection to a database with only what Django noted of its migrations; undone afterwards."""
    applied = [list(key) for key in schema.migrations_on_disk(ROOT)]
    with psycopg.connect(url()) as made:
        made.execute("CREATE TEMP TABLE django_migrations (app text, name text)")
        for row in [*applied, ["sessions", "0001_initial"]]:
            made.execute("INSERT INTO django_migrations VALUES (%s, %s)", row)
        yield made
        made.rollback()


def url() -> str:
    values = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        host=values["HOST"],
        port=values["PORT"],
        user=values["USER"],
        password=values["PASSWORD"],
        dbname=values["NAME"],
    )


@pytest.fixture
def copy(tmp_path):
    """The migrations, to be changed."""
    for part in schema.PARTS:
        for folder in (ROOT / part).rglob("migrations"):
            shutil.copytree(folder, tmp_path / folder.relative_to(ROOT))
    return tmp_path


def test_every_part_with_migrations_is_known():
    known = {app for app, _name in schema.migrations_on_disk(ROOT)}
    assert known >= {"expertise", "members", "notifications", "plg", "search", "topics"}


def test_a_database_that_these_migrations_made_is_continued(database):
    schema.keep(database, ROOT)
    assert not schema.is_of_earlier_schema(database, ROOT)


def test_a_database_of_which_nothing_was_kept_is_of_an_earlier_schema(database):
    assert schema.is_of_earlier_schema(database, ROOT)


def test_what_is_applied_and_not_on_disk_is_of_an_earlier_schema(database):
    schema.keep(database, ROOT)
    database.execute("INSERT INTO django_migrations VALUES ('expertise', '0002_rounds_of_review')")
    assert schema.is_of_earlier_schema(database, ROOT)


def test_the_same_name_with_another_content_is_of_an_earlier_schema(database, copy):
    schema.keep(database, ROOT)
    path = copy / "expertise" / "migrations" / "0001_initial.py"
    path.write_text(path.read_text().replace("max_length=20", "max_length=19", 1))
    assert schema.is_of_earlier_schema(database, copy)


def test_a_new_migration_and_another_form_are_no_reason(database, copy):
    schema.keep(database, ROOT)
    folder = copy / "expertise" / "migrations"
    (folder / "0002_more.py").write_text("class Migration: ...\n")
    path = folder / "0001_initial.py"
    path.write_text(f"# Written anew.\n{path.read_text()}\n\n")
    assert not schema.is_of_earlier_schema(database, copy)


def test_an_empty_database_is_filled():
    with psycopg.connect(url()) as made:
        made.execute("SET LOCAL search_path TO pg_temp")
        assert not schema.is_of_earlier_schema(made, ROOT)
        made.rollback()


def test_the_demo_says_so_in_one_line_and_touches_nothing():
    """The database of the tests was made without the demo, so that nothing was kept of it."""
    with pytest.raises(ServerError) as refused:
        running.check_schema(url())
    assert "`make reset`" in str(refused.value)
    assert "\n" not in str(refused.value)
    with psycopg.connect(url()) as made:
        assert made.execute("SELECT to_regclass('demo_migration')").fetchone() == (None,)
