"""What somebody learned in passing: everybody has a page of their own, and no line of another is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from plg.learning.enums import LearnedWith
from plg.learning.models import LearnedLine
from tests.access.table import HIDDEN, Row, members_only, only
from tests.quality.canaries import token

OWN = only("group_member", otherwise=HIDDEN)
# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {("plg.learnedline", "minutes"): 20}


def objects_of(world: Any) -> dict[str, Any]:
    line = LearnedLine.objects.create(
        member=world.people["group_member"],
        what="Eerst stil zijn.",
        learned_with=LearnedWith.STUDENT,
        used="In de kring",
    )
    return {"learned_line": line}


def plant(world: Any) -> None:
    line = world.learned_line
    line.what = token("geleerd", frozenset({"group_member"}))
    line.used = token("geleerd-waar", frozenset({"group_member"}))
    line.save(update_fields=["what", "used"])


def one(world: Any) -> dict[str, Any]:
    return {"public_id": world.learned_line.public_id}


def a_line(what: str) -> Callable[[Any], dict[str, Any]]:
    day = timezone.localdate
    return lambda world: {"what": what, "learned_with": "student", "happened_on": day().isoformat()}


ROWS = [
    Row("plg:my_learning", members_only()),
    Row("plg:my_learning", members_only(), "post", data=a_line("Vragen met de handen op de rug.")),
    Row("plg:learning_change", OWN, kwargs=one),
    Row("plg:learning_change", OWN, "post", kwargs=one, data=a_line("Eerst tien tellen.")),
    Row("plg:learning_remove", OWN, "post", kwargs=one),
]
