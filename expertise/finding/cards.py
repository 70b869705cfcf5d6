"""The people on one page of results, with why each of them is there: in one query."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility, EndorsementBasis, EvidenceKind, HelpForm
from expertise.finding.find import Hit
from expertise.finding.statements import DETAILS
from knowledge_network.kit.addresses import address_by_key
from knowledge_network.members.people.enums import Function, Visibility
from knowledge_network.members.people.photos import photo_url
from knowledge_network.search.understanding import places
from knowledge_network.search.understanding.topics import topic_index

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

TONES: dict[str, str] = {
    ClaimState.RECOGNISED: "ok",
    ClaimState.SUBSTANTIATED: "ev",
    ClaimState.DECLARED: "self",
    ClaimState.TO_CONFIRM: "outline",
}
LEVELS = {
    ClaimLevel.CURIOUS: gettext_lazy("is finding out"),
    ClaimLevel.USER: gettext_lazy("does this in class"),
    ClaimLevel.GUIDE: gettext_lazy("helps colleagues with it"),
    ClaimLevel.SPECIALIST: gettext_lazy("develops it further"),
}
OTHER_CLAIMS = 3
FORMS_SHOWN = 3


# What one claim rests on: its kind and title; and what a colleague said: text, given name, basis, day.
type Ground = tuple[str, str]
type Said = tuple[str, str, str, str]


class Chip(NamedTuple):
    topic: str
    state: str
    tone: str
    since: str


class Card(NamedTuple):
    """One person as the template shows it: plain values only."""

    name: str
    url: str
    initials: str
    colour: int
    photo: str
    work: str
    claim: Chip
    others: list[Chip]
    level: str
    quote: str
    why: str
    groups: str
    forms: str
    together: str
    near: str
    away: str
    ask_url: str
    is_self: bool
    fits: bool


@dataclass(frozen=True)
class Words:
    """What stands on cards in one language, looked up once instead of twenty times a page."""

    functions: dict[str, str]
    states: dict[str, str]
    levels: dict[str, str]
    forms: dict[str, str]
    kinds: dict[str, str]
    bases: dict[str, str]


@lru_cache(maxsize=4)
def choose_words(_language: str) -> Words:
    """In the language that is active, which the argument names."""

    def labels(choices: type[TextChoices]) -> dict[str, str]:
        return {choice.value: str(choice.label) for choice in choices}

    states = {value: capfirst(label) for value, label in labels(ClaimState).items()}
    levels = {level.value: str(label) for level, label in LEVELS.items()}
    return Words(labels(Function), states, levels, labels(HelpForm), labels(EvidenceKind), labels(EndorsementBasis))


NOTHING: Mapping[str, list[str]] = MappingProxyType({})


def build_cards(hits: list[Hit], reader: Reader, brought: Mapping[str, list[str]] = NOTHING) -> list[Card]:
    """In the order of `hits`. Who left, or hid the claim, since the row was made is left out.

    `brought`: what the address to ask somebody takes along of what was searched.
    """
    if not hits:
        return []
    parameters = {
        "members": [hit.member for hit in hits],
        "topics": [hit.topic for hit in hits],
        "nobody": Visibility.NOBODY,
        "reader": reader.pk,
        "today": timezone.localdate(),
        "shown": list(ClaimState.SUREST_FIRST),
        "hidden": ClaimVisibility.HIDDEN.value,
    }
    words = choose_words(get_language() or "")
    ask = f"{ask_address()}?{urlencode(brought, doseq=True)}" + "&" * bool(brought)
    profile = address_by_key("members:member_detail")
    close = {hit.member for hit in hits if not hit.fits}
    made = (_card(row, reader, words, ask, profile, fits=row[0] not in close) for row in DETAILS.rows(**parameters))
    return [card for card in made if card]


def _card(
    row: tuple[Any, ...], reader: Reader, words: Words, ask: str, profile: Callable[[str], str], *, fits: bool
) -> Card | None:
    (pk, public_id, given, infix, family, photo, function, school, board, board_id, place, paused, *rest) = row
    claims, ground, said, together, my_board, my_place, town, my_town = [*map(_read, rest[:3]), *rest[3:]]
    topics = topic_index.get().entries
    chips = [
        Chip(topics[topic].name, words.states.get(state, ""), TONES.get(state, "outline"), _month(since))
        for topic, state, _level, since, *_others in claims
        if topic in topics
    ]
    if not chips:
        return None
    topic, state, level, _since, groups, description, forms, confirmed = claims[0]
    quote, why = _why(words, state, description, ground, said, confirmed)
    work = " · ".join(part for part in (words.functions.get(function, ""), school, board) if part)
    return Card(
        name=" ".join(part for part in (given, infix, family) if part),
        url=profile(public_id),
        initials=(given[:1] + family[:1]).upper(),
        colour=sum(map(ord, public_id)) % 6,
        photo=photo_url(public_id, photo, 96) if photo else "",
        work=work,
        claim=chips[0],
        others=chips[1 : OTHER_CLAIMS + 1],
        level=words.levels.get(level, ""),
        quote=quote,
        why=why,
        groups=_groups(groups),
        forms=", ".join(words.forms[form] for form in forms[:FORMS_SHOWN] if form in words.forms),
        together=", ".join(together or ()),
        near=_far(_near(board_id, place, my_board, my_place), places.distance(town or "", my_town or "")),
        away=_away(paused),
        ask_url=ask + urlencode({"aan": public_id, "thema": topics[topic].slug if topic in topics else ""}),
        is_self=pk == reader.pk,
        fits=fits,
    )


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def ask_address() -> str:
    """Where somebody is asked; `aan` and `thema` say who and about what."""
    return reverse("expertise:help_request_ask")


def _why(
    words: Words, state: str, description: str, ground: Ground | None, said: Said | None, confirmed: str
) -> tuple[str, str]:
    """What a colleague said or what the member writes, and what that rests on; one line each."""
    if said:
        text, given, basis, day = said
        return _shortened(text), _("%(name)s recognised this after %(basis)s, %(month)s") % {
            "name": given,
            "basis": words.bases.get(basis, basis),
            "month": _month(day),
        }
    if ground:
        kind, title = ground
        line = _("Shown by %(kind)s: %(title)s") % {"kind": words.kinds.get(kind, kind), "title": title}
        return _shortened(description), line
    if state == ClaimState.TO_CONFIRM:
        return _shortened(description), _("Last confirmed in %(month)s") % {"month": _month(confirmed)}
    return _shortened(description), ""


def _shortened(text: str, most: int = 150) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def _month(day: str | None) -> str:
    """«mei 2026»."""
    return _month_in(get_language() or "", day[:7]) if day else ""


@lru_cache(maxsize=1000)
def _month_in(_language: str, month: str) -> str:
    return date_format(dt.date.fromisoformat(f"{month}-01"), "N Y")


def _groups(groups: list[int]) -> str:
    """«groep 5–7»: a row of groups as its ends."""
    if not groups:
        return ""
    ordered = sorted(groups)
    is_row = ordered == list(range(ordered[0], ordered[-1] + 1)) and len(ordered) > 2
    text = f"{ordered[0]}–{ordered[-1]}" if is_row else ", ".join(map(str, ordered))
    return ngettext("group %(groups)s", "groups %(groups)s", len(ordered)) % {"groups": text}


def _near(board_id: int | None, place: str | None, my_board: int | None, my_place: str | None) -> str:
    """Same board, same place, or where it is."""
    if board_id and board_id == my_board:
        return _("your board")
    if place and place == my_place:
        return _("also in %(place)s") % {"place": place}
    if place:
        return _("other board, in %(place)s") % {"place": place} if board_id and my_board else place
    return _("other board") if board_id and my_board else ""


def _far(near: str, kilometres: int | None) -> str:
    """With how far that is from where the reader works; the same place needs no figure."""
    return _("%(near)s · %(km)s km") % {"near": near, "km": kilometres} if near and kilometres else near


def _away(paused: dt.date | None) -> str:
    if paused is None or paused < timezone.localdate():
        return ""
    return _("cannot be asked until %(day)s") % {"day": date_format(paused, "j F")}
