"""Saying what a list means before it is looked at: the coordinator's, and nobody else knows that there is one."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import FunctionWord, ImportRun
from tests import factories as f
from tests.access.table import HIDDEN, LOGIN, OK, STRANGERS, Row, only
from tests.access.world import World

RUN = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "coordinator": OK}


def objects_of(world: World) -> dict[str, Any]:
    run = f.ImportRunFactory(state=ImportState.ASKING, counts={}, rows_of_run=None)
    assert isinstance(run, ImportRun)
    run.rows.all().delete()
    content = ContentFile(b"E-mail;Kolom-1;Kolom-2\na@example.org;Anne Baas;x\n")
    run.file.save("leden.csv", content)
    word = FunctionWord.objects.create(word="Bouwmeester", key="bouwmeester", function="teacher")
    return {"asking_run": run, "function_word": word}


def asking(world: World) -> dict[str, Any]:
    return {"public_id": world.asking_run.public_id}


def looked_at(world: World) -> dict[str, Any]:
    return {"public_id": world.import_run.public_id}


def word(world: World) -> dict[str, Any]:
    return {"public_id": world.function_word.public_id}


COORDINATOR = only("coordinator")

ROWS = [
    Row("members:import_values", RUN, kwargs=looked_at),
    Row("members:import_values", RUN, method="post", kwargs=looked_at, data=lambda world: {"remember": "on"}),
    Row("members:function_words", COORDINATOR),
    Row(
        "members:function_words",
        COORDINATOR,
        method="post",
        data=lambda world: {"word": "bouwmeester", "function": "teacher"},
    ),
    Row("members:function_word_remove", COORDINATOR, method="post", kwargs=word),
    Row("members:import_columns", RUN, kwargs=asking),
    Row(
        "members:import_columns",
        RUN,
        method="post",
        kwargs=asking,
        data=lambda world: {"column_1": "email", "column_2": "whole_name"},
    ),
]
