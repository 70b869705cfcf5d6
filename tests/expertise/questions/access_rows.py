"""Questions from practice: every member reads and brings in; one's own and the desk for the rest."""

from __future__ import annotations

from typing import Any

from expertise.questions.enums import QuestionState, RoleGroup
from expertise.questions.models import PracticeQuestion
from tests.access.table import HIDDEN, Row, members_only, only
from tests.quality.canaries import token

# `same_board` brought in a question, without a name.
ASKER = only("same_board")
DESK = only("coordinator")
BLACKS_OUT = only("same_board", "coordinator")

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {("expertise.practicequestion", "help_request"): None}


def objects_of(world: Any) -> dict[str, Any]:
    """Of a teacher without a name, with all that can be told, and one that somebody pasted."""
    own = PracticeQuestion.objects.create(
        asker=world.people["same_board"],
        is_anonymous=True,
        text="Hoe krijg ik stille leerlingen aan het redeneren?",
        context="Groep zeven, de snelle rekenaars vullen alles in.",
        role_group=RoleGroup.TEACHER,
    )
    pasted = PracticeQuestion.objects.create(
        brought_in_by=world.people["coordinator"],
        is_anonymous=True,
        text="Hoe verdeel ik mijn tijd in een combinatiegroep?",
        role_group=RoleGroup.TEACHER,
        batch="samen12345",
    )
    decided = PracticeQuestion.objects.create(
        text="Wie betaalt de bus?",
        role_group=RoleGroup.LEADER,
        state=QuestionState.NOT_TAKEN_UP,
        state_reason="Dat regelt elk bestuur zelf.",
    )
    return {"practice_question": own, "pasted_question": pasted, "decided_question": decided}


def plant(world: Any) -> None:
    """Who withdrew a question, and who runs the network, read it still; nobody else."""
    PracticeQuestion.objects.create(
        asker=world.people["same_board"],
        text="Ingetrokken " + token("praktijkvraag-ingetrokken", ("same_board", "coordinator")),
        role_group=RoleGroup.TEACHER,
        state=QuestionState.WITHDRAWN,
        state_reason="Teruggenomen.",
    )


def of(name: str) -> Any:
    return lambda world: {"public_id": getattr(world, name).public_id}


def sends(**data: Any) -> Any:
    return lambda world: dict(data)


ONE = of("practice_question")
PASTED = {"pasted": "Hoe leer ik kinderen samen opruimen?\nMoet spelling elke dag?", "role_group": RoleGroup.TEACHER}
ROWS = [
    Row("expertise:practice_question_list", members_only()),
    Row("expertise:practice_question_bring_in", members_only()),
    Row("expertise:practice_question_bring_in", members_only(), "post", data=sends(text="Moet spelling elke dag?")),
    Row("expertise:practice_question_known", members_only(), data=sends(text="Stille leerlingen redeneren")),
    Row("expertise:practice_question_detail", members_only(), kwargs=ONE),
    Row(
        "expertise:practice_question_detail",
        members_only() | {"*": HIDDEN},
        kwargs=lambda w: {"public_id": "bestaatniet"},
        note="made up",
    ),
    Row("expertise:practice_question_paste", DESK),
    Row("expertise:practice_question_paste", DESK, "post", data=sends(**PASTED, confirmed="1")),
    Row("expertise:practice_question_pasted", DESK, kwargs=lambda w: {"batch": w.pasted_question.batch}),
    Row("expertise:practice_question_pasted", DESK, "post", kwargs=lambda w: {"batch": w.pasted_question.batch}),
    Row("expertise:practice_question_black_out", BLACKS_OUT, kwargs=ONE),
    Row("expertise:practice_question_black_out", BLACKS_OUT, "post", kwargs=ONE, data=sends(words="snelle rekenaars")),
    Row("expertise:practice_question_decide", DESK, kwargs=ONE),
    Row(
        "expertise:practice_question_decide",
        DESK,
        "post",
        kwargs=ONE,
        data=sends(state=QuestionState.REFERRED, reason="Zie de kijkwijzer."),
    ),
    Row("expertise:practice_question_undo", DESK, "post", kwargs=of("decided_question")),
    Row("expertise:practice_question_withdraw", ASKER, "post", kwargs=ONE),
    # Nothing was withdrawn here: it says so, and nothing changes.
    Row("expertise:practice_question_put_back", ASKER, "post", kwargs=ONE),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:practice_question_put_back", ""): ("same_board",),
}
