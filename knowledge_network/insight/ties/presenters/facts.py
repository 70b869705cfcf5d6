"""The measures of a round in sentences, and the statements in the order in which people agree."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge_network.insight.surveys.enums import Band, Spread
from knowledge_network.insight.ties.figures import Told
from knowledge_network.insight.ties.statements import BY_CODE


@dataclass(frozen=True)
class Fact:
    """A measure in words; empty when it may not be told, with the reason."""

    title: str
    words: str
    about: str
    why: str = ""


@dataclass(frozen=True)
class Statement:
    text: str
    rank: int
    spread: str
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Access:
    """How many people can name somebody to ask about a theme: in words, and as a bar in per cent of who took part."""

    name: str
    slug: str
    words: str
    left: str
    wide: str
    is_few: bool


def list_access(told: Told) -> list[Access]:
    """By the name of the theme; `is_few` where it is surely fewer than half."""
    return [
        Access(
            name=one.name,
            slug=one.slug,
            words=_("%(least)d–%(most)d of the %(answered)d")
            % {"least": one.least, "most": one.most, "answered": told.answered},
            left=f"{100 * one.least / told.answered:.1f}%",
            wide=f"{100 * (one.most - one.least) / told.answered:.1f}%",
            is_few=2 * one.most < told.answered,
        )
        for one in told.access
    ]


def _of_hundred(value: float | None) -> str:
    return _("%(count)d of 100") % {"count": round((value or 0) * 100)}


def list_facts(told: Told) -> list[Fact]:
    """In sentences, with what one may and may not read in it."""
    return [*_list_plain(told), *_list_fragile(told), *_list_people(told)] if told.tells_ties else []


def _list_plain(told: Told) -> list[Fact]:
    values = told.measures
    return [
        Fact(
            _("Named, of all that could be"),
            _of_hundred(values["density"]),
            _("Becomes smaller by itself when a network grows. Lay it only beside the same network."),
        ),
        Fact(
            _("Of others within two steps"),
            _of_hundred(values["reach"]),
            _("So many of the others hear of something when everybody tells it on once."),
        ),
        Fact(
            _("Strong ties"),
            _of_hundred(values["strong_share"]),
            _("Often and familiar. Weak ties are as useful: through them comes what is new."),
        ),
        Fact(
            _("Working on something together"),
            _of_hundred(values["joint_work_share"]),
            _("The deepest of four forms: telling, helping, sharing, making together."),
        ),
        Fact(
            _("Hangs on a few"),
            _of_hundred(values["in_degree_centralisation"]),
            _("0 when everybody is named as often, 100 when everybody names one person."),
        ),
    ]


def _list_fragile(told: Told) -> list[Fact]:
    why = "" if told.tells_brokers else _("Told when 85 of 100 took part: who is missing changes it most.")
    between, core = (told.measures.get(name) for name in ("betweenness_centralisation", "core_share"))
    return [
        Fact(
            _("Depends on who connects"),
            "" if between is None else _of_hundred(between),
            _("High: when some people leave, parts of the network lose each other."),
            why,
        ),
        Fact(
            _("In the heart of the network"),
            "" if core is None else _of_hundred(core),
            _("A small heart that hardly looks outside closes a network off."),
            why,
        ),
    ]


def _list_people(told: Told) -> list[Fact]:
    few = _("fewer than 5, or nobody")
    return [
        Fact(
            _("People without a tie"),
            few if told.isolates is None else str(told.isolates),
            _("They name nobody and are named by nobody. Invite through their school."),
        ),
        Fact(
            _("People on an island"),
            few if told.in_islands is None else str(told.in_islands),
            _("They name each other, and hardly anybody else."),
        ),
    ]


def list_statements(told: Told) -> list[tuple[str, list[Statement]]]:
    """By part, in the order in which people agree."""
    parts: dict[str, list[Statement]] = {}
    names = {"low": _("does not fit"), "middle": _("in between"), "high": _("fits")}
    for code, one in told.statements.items():
        asked = BY_CODE.get(code)
        if asked is None or one["rank"] is None:
            continue
        bands = tuple((names[part], band == Band.FIVE) for part, band in one["parts"].items())
        row = Statement(str(asked.text), one["rank"], str(Spread(one["spread"]).label) if one["spread"] else "", bands)
        parts.setdefault(str(asked.cluster), []).append(row)
    return [(name, sorted(rows, key=lambda row: row.rank)) for name, rows in parts.items()]
