"""Questions from practice: every member reads and brings in; one's own and the desk for the rest."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from expertise.questions.enums import CycleState, QuestionState, RoleGroup, Verdict
from expertise.questions.models import BundlingRound, CoPCycle, IndicativeQuestion, PracticeQuestion, QuestionCard
from tests.access.table import HIDDEN, Row, members_only, only
from tests.quality.canaries import token

# `same_board` brought in a question, without a name.
ASKER = only("same_board")
DESK = only("coordinator")
BLACKS_OUT = only("same_board", "coordinator")

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("expertise.practicequestion", "help_request"): None,
    # A card lies in one place.
    ("expertise.questioncard", "outside_reason"): "",
    ("expertise.copcycle", "school_year"): count(2091).__next__,
}


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
    return {
        "practice_question": own,
        "pasted_question": pasted,
        "decided_question": decided,
        **_objects_of_board(world, own, pasted),
    }


def _objects_of_board(world: Any, own: PracticeQuestion, pasted: PracticeQuestion) -> dict[str, Any]:
    """`other_board` is in the team. The question of `same_board` was told of; what was pasted lies loose."""
    cycle = CoPCycle.objects.create(school_year=2090, state=CycleState.BUNDLING)
    cycle.team.add(world.people["other_board"])
    bundle = IndicativeQuestion.objects.create(cycle=cycle, name="Redeneren", words="Hoe redeneert elk kind?")
    empty = IndicativeQuestion.objects.create(cycle=cycle, name="Klokkijken", words="Hoe leer je klokkijken?")
    confirmed = BundlingRound.objects.create(cycle=cycle, number=1, changed=1)
    card = QuestionCard.objects.create(
        cycle=cycle, question=own, bundle=bundle, confirmed_bundle=bundle, confirmed_round=confirmed
    )
    loose = QuestionCard.objects.create(cycle=cycle, question=pasted, bundle=bundle)
    objected = PracticeQuestion.objects.create(text="Hoe leer ik kinderen klokkijken?", role_group=RoleGroup.TEACHER)
    objection = QuestionCard.objects.create(
        cycle=cycle,
        question=objected,
        bundle=bundle,
        confirmed_bundle=bundle,
        confirmed_round=confirmed,
        objected_at=timezone.now(),
    )
    return {
        "cop_cycle": cycle,
        "question_bundle": bundle,
        "empty_bundle": empty,
        "question_card": card,
        "loose_card": loose,
        "objected_card": objection,
    }


def plant(world: Any) -> None:
    """Who withdrew a question, and who runs the network, read it still; what an asker meant, only they and the team."""
    world.objected_card.objection = token("praktijkvraag-niet-bedoeld", frozenset({"other_board", "coordinator"}))
    world.objected_card.save(update_fields=["objection"])
    PracticeQuestion.objects.create(
        asker=world.people["same_board"],
        text="Ingetrokken " + token("praktijkvraag-ingetrokken", frozenset({"same_board", "coordinator"})),
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
TEAM = only("other_board", "coordinator")


def year(world: Any) -> dict[str, Any]:
    return {"year": world.cop_cycle.name}


def a_move(world: Any) -> dict[str, Any]:
    card = world.loose_card
    return {"card": card.public_id, f"seen-{card.public_id}": card.version, "to": "los"}


BUNDLE = of("question_bundle")
WORDS = sends(name="Redeneren", words="Hoe laat elk kind zijn denken zien?")
FOUND = sends(searched_where="Eigen kennisbank", verdict=Verdict.OPEN)
ROWS = [
    Row("expertise:question_board", TEAM),
    Row("expertise:question_board_move", TEAM, "post", data=a_move),
    Row("expertise:question_board_moves", TEAM),
    Row("expertise:question_board_wall", TEAM),
    Row("expertise:question_board_confirm", TEAM),
    Row("expertise:question_board_confirm", TEAM, "post"),
    Row("expertise:question_outside_list", members_only()),
    Row("expertise:bundle_detail", members_only(), kwargs=BUNDLE),
    Row("expertise:bundle_change", TEAM, kwargs=BUNDLE),
    Row("expertise:bundle_change", TEAM, "post", kwargs=BUNDLE, data=WORDS),
    Row("expertise:bundle_check", TEAM, kwargs=BUNDLE),
    Row("expertise:bundle_check", TEAM, "post", kwargs=BUNDLE, data=FOUND),
    Row("expertise:bundle_remove", TEAM, "post", kwargs=of("empty_bundle")),
    Row("expertise:bundle_objection", TEAM, kwargs=of("objected_card")),
    Row(
        "expertise:bundle_objection", TEAM, "post", kwargs=of("objected_card"), data=sends(answer="Thuis hoort erbij.")
    ),
    Row("expertise:practice_question_not_meant", ASKER, "post", kwargs=ONE),
    Row("expertise:cop_cycle_list", members_only()),
    Row("expertise:cop_cycle_start", DESK, "post"),
    Row("expertise:cop_cycle", members_only(), kwargs=year),
    Row("expertise:cop_cycle", members_only() | {"*": HIDDEN}, kwargs=lambda w: {"year": "2026"}, note="made up"),
    Row("expertise:cop_cycle_change", DESK, kwargs=year),
    Row("expertise:cop_cycle_change", DESK, "post", kwargs=year, data=sends(capacity=2)),
    Row("expertise:cop_cycle_team", DESK, kwargs=year),
    Row(
        "expertise:cop_cycle_team",
        DESK,
        "post",
        kwargs=year,
        data=lambda world: {"member": world.people["same_board"].public_id},
    ),
    Row("expertise:cop_cycle_go", DESK, "post", kwargs=year, data=sends(naar="kiezen")),
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
    Row("expertise:practice_question_pass_on", DESK, kwargs=of("decided_question")),
    Row(
        "expertise:practice_question_pass_on",
        DESK,
        "post",
        kwargs=of("decided_question"),
        data=sends(passed_to="het bestuur"),
    ),
    Row("expertise:practice_question_table", DESK),
    Row("expertise:practice_questions_bulk", DESK, "post", data=sends(action="csv", everything="on")),
    Row("expertise:practice_questions_undo", DESK, "post"),
    Row("expertise:practice_question_undo", DESK, "post", kwargs=of("decided_question")),
    Row("expertise:practice_question_withdraw", ASKER, "post", kwargs=ONE),
    # Nothing was withdrawn here: it says so, and nothing changes.
    Row("expertise:practice_question_put_back", ASKER, "post", kwargs=ONE),
]
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:practice_question_put_back", ""): ("same_board",),
    ("post", "expertise:practice_questions_undo", ""): ("coordinator",),
}
