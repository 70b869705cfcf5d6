"""The vocabulary as a sheet: out and in for whoever keeps it."""

from __future__ import annotations

from tests.access.table import Row, only

COORDINATOR = only("coordinator")

ROWS = [
    Row("members:topic_export", COORDINATOR, kwargs=lambda world: {"form": "csv"}),
    Row("members:import_topics", COORDINATOR),
    Row(
        "members:import_topics",
        {**COORDINATOR, "coordinator": "422"},
        method="post",
        data=lambda world: {"note": "no file"},
        note="without a file",
    ),
    Row("members:import_words", COORDINATOR),
    Row(
        "members:import_words",
        {**COORDINATOR, "coordinator": "422"},
        method="post",
        data=lambda world: {"note": "no file"},
        note="without a file",
    ),
    Row("members:import_successors", COORDINATOR),
    Row(
        "members:import_successors",
        {**COORDINATOR, "coordinator": "422"},
        method="post",
        data=lambda world: {"note": "no file"},
        note="without a file",
    ),
]
