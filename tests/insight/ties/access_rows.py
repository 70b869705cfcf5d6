"""Ties: one's own for oneself, a round for who is asked, its picture for the whole network, its life for two desks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from knowledge_network.insight.ties.enums import RoundState, RoundUnits, TieKind
from knowledge_network.insight.ties.figures import Told
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers
from knowledge_network.insight.ties.names import make_key, make_pseudonym
from tests.access.table import FORBIDDEN, HIDDEN, Row, members_only, only
from tests.quality.canaries import token

ASKED = ("group_member", "group_lead")
DESK = ("coordinator", "privacy_contact")
SEES = only(*ASKED, *DESK, otherwise=HIDDEN)
SEES_UNASKED = only(*DESK, otherwise=HIDDEN)


def _may(*roles: str, sees: dict[str, str]) -> dict[str, str]:
    """OK for `roles`; 403 for the others that see it."""
    return {role: FORBIDDEN if said == "ok" and role not in roles else said for role, said in sees.items()}


CONCEPT = {
    ("insight.networkround", "answered"): None,
    ("insight.networkround", "state"): RoundState.CONCEPT,
    ("insight.networkround", "released_by"): None,
    ("insight.tie", "kind"): TieKind.SPOKEN,
    ("insight.tie", "topic"): None,
    ("insight.tie", "target"): "0" * 32,
}
# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = CONCEPT


def _round(world: Any, state: str, **fields: Any) -> NetworkRound:
    made: NetworkRound = NetworkRound.objects.create(
        title="Wie kent wie?",
        closes_on=timezone.localdate() + dt.timedelta(days=9),
        state=state,
        asked=40,
        made_by=world.people["coordinator"],
        **fields,
    )
    return made


def objects_of(world: Any) -> dict[str, Any]:
    today = timezone.localdate()
    found = _round(world, RoundState.OPEN, opened_on=today)
    key = make_key(found)
    names = [make_pseudonym(key, world.people[role].pk) for role in ASKED]
    for role, name, other in zip(ASKED, names, reversed(names), strict=True):
        RoundParticipation.objects.create(network_round=found, member=world.people[role])
        TieAnswers.objects.create(network_round=found, source=name)
        Tie.objects.create(network_round=found, source=name, target=other, kind=TieKind.SPOKEN)
    told = Told(answered=30, asked=40, tells_ties=True, tells_brokers=False, measures=MEASURES).as_dict()
    over = {"opened_on": today, "closed_on": today, "answered": 30, "is_counted": True, "is_enough": True}
    return {
        "open_round": found,
        "concept_round": _round(world, RoundState.CONCEPT),
        "school_round": _round(world, RoundState.CONCEPT, units=RoundUnits.SCHOOLS),
        "closed_round": _round(world, RoundState.CLOSED, figures=told, **over),
        "published_round": _round(world, RoundState.PUBLISHED, figures=told, published_on=today, **over),
    }


MEASURES = dict.fromkeys(
    ("density", "reciprocity", "in_degree_centralisation", "reach", "strong_share", "depth", "joint_work_share"), 0.1
)


def plant(world: Any) -> None:
    """What somebody wrote is read by nobody before the round closes, but by who wrote it."""
    readers = frozenset({*ASKED, *DESK})
    NetworkRound.objects.filter(pk=world.open_round.pk).update(intro=token("netwerk-inleiding", readers))
    TieAnswers.objects.create(
        network_round=world.open_round,
        source="f" * 32,
        is_sent=True,
        words={"op1": token("netwerk-woorden", frozenset())},
    )


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def asks(world: Any) -> dict[str, Any]:
    closes_on = timezone.localdate() + dt.timedelta(days=20)
    return {"title": "Ronde 2", "units": RoundUnits.BOARDS.value, "closes_on": closes_on.isoformat()}


def names_somebody(world: Any) -> dict[str, Any]:
    return {"name": world.people["other_board"].public_id}


WEIGHED = sends(frequency0="2", involvement0="3", depth0="1")
# The tie of this world is weighed by nobody yet: who sends is sent back to weighing.
STATEMENTS = sends(q_vt1="4")


def page(name: str, outcomes: dict[str, str], about: str = "", note: str = "") -> Row:
    return Row(f"insight:{name}", outcomes, kwargs=of(about) if about else sends(), note=note)


def deed(name: str, outcomes: dict[str, str], about: str = "", data: Any = None, note: str = "") -> Row:
    kwargs = of(about) if about else sends()
    return Row(f"insight:{name}", outcomes, method="post", kwargs=kwargs, data=data or sends(), note=note)


ANSWERS = _may(*ASKED, sees=SEES)
RUNS = only("coordinator")
RUNS_IT = _may("coordinator", sees=SEES_UNASKED)
ROWS = [
    page("own_network", members_only()),
    page("own_groups", members_only()),
    deed("own_choices", members_only(), data=sends(may_be_named="on")),
    page("tie_join", ANSWERS, "open_round"),
    deed("tie_join", ANSWERS, "open_round", sends(takes_part="on")),
    page("tie_names", ANSWERS, "open_round"),
    deed("tie_names", ANSWERS, "open_round", names_somebody),
    page("tie_weigh", ANSWERS, "open_round"),
    deed("tie_weigh", ANSWERS, "open_round", WEIGHED),
    page("tie_statements", ANSWERS, "open_round"),
    deed("tie_statements", ANSWERS, "open_round", STATEMENTS),
    deed("tie_withdraw", ANSWERS, "open_round"),
    page("network_picture", members_only()),
    page("ties_explained", members_only()),
    page("ties_consent", members_only()),
    page("ties_connect", RUNS),
    page("round_list", only(*DESK)),
    page("round_start", RUNS),
    deed("round_start", RUNS, data=asks),
    page("round_detail", SEES, "open_round"),
    page("round_detail", SEES_UNASKED, "concept_round", note="concept"),
    page("round_detail", SEES_UNASKED, "closed_round", note="closed"),
    page("round_detail", members_only(), "published_round", note="published"),
    page("round_schools", RUNS_IT, "school_round"),
    deed("round_schools", RUNS_IT, "school_round"),
    deed("round_open", RUNS_IT, "concept_round"),
    page("round_prolong", _may("coordinator", sees=SEES), "open_round"),
    deed("round_prolong", _may("coordinator", sees=SEES), "open_round", asks),
    deed("round_close", _may("coordinator", sees=SEES), "open_round"),
    deed("round_release", _may("privacy_contact", sees=SEES_UNASKED), "closed_round"),
    deed("round_discard", RUNS_IT, "concept_round"),
    page("round_table", RUNS, "published_round"),
]

# Who is sent on without a deed: the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    # In this world a round is open already, and few people are asked.
    ("post", "insight:round_open", ""): ("coordinator",),
    # Nobody weighed their tie yet.
    ("post", "insight:tie_statements", ""): ASKED,
}
