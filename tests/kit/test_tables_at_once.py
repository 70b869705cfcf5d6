"""Tables that are made in one step of a migration: as Django makes them one by one, and drawn once."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState, StateApps
from django.db.migrations.writer import MigrationWriter

from knowledge_network.kit.tables_at_once import CreateTables

pytestmark = pytest.mark.django_db(transaction=True)

APP = "kit"


def table(name: str, points_at: str) -> migrations.CreateModel:
    return migrations.CreateModel(
        name,
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("word", models.CharField(max_length=20)),
            ("other", models.ForeignKey(f"{APP}.{points_at}", models.CASCADE, null=True)),
        ],
        {"indexes": [models.Index(fields=["word"], name=f"{name}_word")]},
    )


def circle() -> CreateTables:
    return CreateTables([table("Early", points_at="Late"), table("Late", points_at="Early")])


def tables_and_keys() -> tuple[set[str], int]:
    with connection.cursor() as cursor:
        tables = {name for name in connection.introspection.table_names(cursor) if name.startswith(f"{APP}_")}
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE 'kit_%'"
        )
        row = cursor.fetchone()
    assert row
    return tables, row[0]


def test_tables_that_point_at_each_other_are_made_and_taken_away_in_one_step():
    empty, filled, step = ProjectState(), ProjectState(), circle()
    step.state_forwards(APP, filled)
    with connection.schema_editor() as editor:
        step.database_forwards(APP, editor, empty, filled)
    try:
        assert tables_and_keys() == ({"kit_early", "kit_late"}, 2)
    finally:
        with connection.schema_editor() as editor:
            step.database_backwards(APP, editor, filled, empty)
    assert tables_and_keys() == (set(), 0)


def test_the_models_are_drawn_once_however_many_tables_come(monkeypatch: pytest.MonkeyPatch):
    drawn: list[int] = []
    draw = StateApps.render_multiple
    monkeypatch.setattr(
        StateApps, "render_multiple", lambda apps, states: (drawn.append(len(states)), draw(apps, states))[1]
    )
    state = ProjectState()
    assert not list(state.apps.get_models())
    drawn.clear()
    circle().state_forwards(APP, state)

    assert {model.__name__ for model in state.apps.get_models()} == {"Early", "Late"}
    assert drawn == [2]


def test_a_migration_can_be_written_with_it_and_knows_what_it_points_at():
    step = circle()
    source = MigrationWriter(
        type("Migration", (migrations.Migration,), {"operations": [step]})("0001", APP)
    ).as_string()

    assert "tables_at_once.CreateTables(" in source
    assert step.references_model("Late", APP)
    assert not step.references_model("Member", "members")
    assert step.describe() == "Create 2 tables"
