"""Scans: for who is in the group and asked; coordinators run them, the privacy contact releases them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from knowledge_network.insight.surveys.enums import Band, Instrument, Spread, WaveState
from knowledge_network.insight.surveys.models import Participation, Question, SentAnswers, Wave
from tests.access.table import FORBIDDEN, HIDDEN, Row, members_only, only, shown_again
from tests.quality.canaries import token

GROUP = ("group_member", "group_lead")
DESK = ("coordinator", "privacy_contact")
SEES = only(*GROUP, *DESK, otherwise=HIDDEN)
SEES_CONCEPT = only("group_lead", *DESK, otherwise=HIDDEN)


STARTS = only("group_lead", "coordinator", "other_board")


def _may(*roles: str, sees: dict[str, str] = SEES) -> dict[str, str]:
    """OK for `roles`; 403 for the others that see it."""
    return {role: FORBIDDEN if said == "ok" and role not in roles else said for role, said in sees.items()}


CONCEPT = {
    ("insight.wave", "answered"): None,
    ("insight.wave", "state"): WaveState.CONCEPT,
    ("insight.wave", "released_by"): None,
    ("insight.chosenaction", "place"): 1,
}
# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = CONCEPT


def _wave(world: Any, state: str, **fields: Any) -> Wave:
    wave = Wave.objects.create(
        instrument=Instrument.OWN,
        title="Hoe leren we samen?",
        group=world.group,
        unit_name=world.group.name,
        closes_on=timezone.localdate() + dt.timedelta(days=9),
        state=state,
        asked=9,
        made_by=world.people["group_lead"],
        **fields,
    )
    for place in range(1, 7):
        told = {"rank": place, "spread": Spread.MIXED, "low": Band.FEW, "middle": Band.FEW, "high": Band.FIVE}
        shown = told if state in WaveState.OVER else {}
        Question.objects.create(wave=wave, position=place, code=f"own-{place}", text=f"Stelling {place}.", **shown)
    return wave


def objects_of(world: Any) -> dict[str, Any]:
    today = timezone.localdate()
    opened = _wave(world, WaveState.OPEN, opened_on=today)
    for role in GROUP:
        Participation.objects.create(wave=opened, member=world.people[role])
    over = {"opened_on": today, "closed_on": today, "answered": 12, "is_enough": True}
    return {
        "open_scan": opened,
        "concept_scan": _wave(world, WaveState.CONCEPT),
        "closed_scan": _wave(world, WaveState.CLOSED, **over),
        "published_scan": _wave(world, WaveState.PUBLISHED, published_on=today, **over),
    }


def plant(world: Any) -> None:
    readers = frozenset({*GROUP, *DESK})
    Wave.objects.filter(pk=world.open_scan.pk).update(intro=token("scan-inleiding", readers))
    SentAnswers.objects.create(
        wave=world.open_scan, token_hash="0" * 64, values={"7": token("scan-antwoord", frozenset())}
    )


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def asks(world: Any) -> dict[str, Any]:
    day = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    return {"title": "Samen leren", "closes_on": day, "own": "Wij leren samen.", "instrument": "eigen"}


def starts(world: Any) -> dict[str, Any]:
    return {**asks(world), "group": world.group.slug}


CHOICE = sends(**{"a0-title": "", "a1-question": "own-2", "a1-title": "Elke week één les samen kijken"})


def page(name: str, outcomes: dict[str, str], about: str = "", note: str = "") -> Row:
    return Row(f"insight:{name}", outcomes, kwargs=of(about) if about else sends(), note=note)


def deed(name: str, outcomes: dict[str, str], about: str, data: Any = None, note: str = "") -> Row:
    return Row(f"insight:{name}", outcomes, method="post", kwargs=of(about), data=data or sends(), note=note)


ROWS = [
    page("scan_list", members_only()),
    # Somebody of another board leads a group of their own in this world: not this one.
    page("scan_desk", only(*DESK)),
    page("scan_start", STARTS),
    # A group of few people gets the cards.
    Row("insight:scan_start", shown_again(STARTS), method="post", data=starts),
    Row("insight:scan_blank_cards", members_only(), kwargs=sends(kind="team")),
    page("scan_detail", SEES, "open_scan"),
    page("scan_detail", SEES_CONCEPT, "concept_scan", note="concept"),
    page("scan_detail", SEES, "closed_scan", note="closed"),
    page("scan_detail", SEES, "published_scan", note="published"),
    page("scan_answer", _may(*GROUP), "open_scan"),
    deed("scan_answer", _may(*GROUP), "open_scan", sends(q1="4")),
    deed("scan_withdraw", _may(*GROUP), "open_scan"),
    page("scan_prepare", _may("group_lead", "coordinator", sees=SEES_CONCEPT), "concept_scan"),
    deed("scan_prepare", _may("group_lead", "coordinator", sees=SEES_CONCEPT), "concept_scan", asks),
    deed("scan_open", _may("coordinator", sees=SEES_CONCEPT), "concept_scan"),
    page("scan_prolong", _may("coordinator"), "open_scan"),
    deed("scan_prolong", _may("coordinator"), "open_scan", asks),
    deed("scan_close", _may("coordinator"), "open_scan"),
    deed("scan_release", _may("privacy_contact"), "closed_scan"),
    deed("scan_discard", _may("group_lead", "coordinator", sees=SEES_CONCEPT), "concept_scan"),
    page("scan_export", _may("coordinator"), "published_scan"),
    page("scan_cards", SEES, "published_scan"),
    deed("scan_choose", _may(*GROUP), "published_scan", CHOICE),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "insight:scan_withdraw", ""): GROUP,
    # The group of this world has two people.
    ("post", "insight:scan_open", ""): ("coordinator",),
}
