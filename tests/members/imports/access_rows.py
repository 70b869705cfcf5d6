"""Saying what a list means before it is looked at: the coordinator's, and nobody else knows that there is one."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import ImportRun
from tests import factories as f
from tests.access.table import HIDDEN, LOGIN, OK, STRANGERS, Row
from tests.access.world import World

RUN = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "coordinator": OK}


def objects_of(world: World) -> dict[str, Any]:
    run = f.ImportRunFactory(state=ImportState.ASKING, counts={}, rows_of_run=None)
    assert isinstance(run, ImportRun)
    run.rows.all().delete()
    content = ContentFile(b"E-mail;Naam;Wie is dit\na@example.org;Anne Baas;Tante\n")
    run.file.save("leden.csv", content)
    return {"asking_run": run}


def asking(world: World) -> dict[str, Any]:
    return {"public_id": world.asking_run.public_id}


ROWS = [
    Row("members:import_columns", RUN, kwargs=asking),
    Row(
        "members:import_columns",
        RUN,
        method="post",
        kwargs=asking,
        data=lambda world: {"column_1": "email", "column_2": "whole_name"},
    ),
]
