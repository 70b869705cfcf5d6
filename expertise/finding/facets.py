"""What can be ticked beside the results: its name in the address, its code in the index, its words on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from expertise.finding.topics import TopicIndex, topic_index
from expertise.models import ExpertiseClaim, HelpForm, Sector
from knowledge_network.kit.remembered import Remembered
from knowledge_network.members.models import Organisation

State = ExpertiseClaim.State
# Rows of a facet before the rest folds away.
SHOWN = 6
MOST = 40


@dataclass(frozen=True)
class Place:
    pk: int
    slug: str
    name: str
    is_board: bool


def _places() -> dict[int, Place]:
    rows = Organisation.objects.order_by("pk").values_list("pk", "slug", "name", "kind")
    return {pk: Place(pk, slug, name, kind == Organisation.Kind.BOARD) for pk, slug, name, kind in rows}


places: Remembered[dict[int, Place]] = Remembered("expertise.places", _places)


@dataclass(frozen=True)
class Facet:
    """`codes`: value in the address → code in the index; unknown values are as if they were not there."""

    name: str
    letter: str
    label: Any
    values: Callable[[], dict[str, str]]
    # Gives what puts a value into words; asked once for a page, for it may look what is kept.
    namer: Callable[[], Callable[[str], str]]


def _topic_values() -> dict[str, str]:
    return {slug: str(pk) for slug, pk in topic_index.get().by_slug.items()}


def _place_values(*, boards: bool) -> dict[str, str]:
    return {place.slug: str(place.pk) for place in places.get().values() if place.is_board == boards}


def _topic_names() -> Callable[[str], str]:
    entries = topic_index.get().entries
    return lambda value: entries[int(value)].name if int(value) in entries else ""


def _place_names() -> Callable[[str], str]:
    known = places.get()
    return lambda value: known[int(value)].name if int(value) in known else ""


def _plain(kind: Any, only: Iterable[str] | None = None) -> Callable[[], dict[str, str]]:
    return lambda: {str(value): str(value) for value in (only or kind.values)}


FACETS: tuple[Facet, ...] = (
    Facet("thema", "t", _("Topic"), _topic_values, _topic_names),
    Facet("nu", "a", _("Available"), lambda: {"1": "1"}, lambda: lambda _value: str(_("now"))),
    Facet("vorm", "f", _("How they help"), _plain(HelpForm), lambda: lambda value: str(HelpForm(value).label)),
    Facet(
        "bewijs",
        "p",
        _("How sure"),
        _plain(State, [State.RECOGNISED, State.SUBSTANTIATED, State.DECLARED, State.TO_CONFIRM]),
        lambda: lambda value: str(State(value).label),
    ),
    Facet(
        "groep", "g", _("Year group"), _plain(None, list("12345678")), lambda: lambda value: str(_("group %s")) % value
    ),
    Facet("bestuur", "b", _("Board"), lambda: _place_values(boards=True), _place_names),
    Facet("school", "s", _("School"), lambda: _place_values(boards=False), _place_names),
    Facet("sector", "o", _("Sector"), _plain(Sector), lambda: lambda value: str(Sector(value).label)),
)
BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass
class Filters:
    """What is ticked: facet name → codes («t:12»). Several of one facet: any of them; of several facets: all."""

    chosen: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Any) -> Filters:
        """From the address. At most a dozen values of each facet; what we do not know is not asked."""
        chosen: dict[str, list[str]] = {}
        for facet in FACETS:
            asked = data.getlist(facet.name)[:12]
            if asked:
                known = facet.values()
                codes = [f"{facet.letter}:{known[value]}" for value in dict.fromkeys(asked) if value in known]
                if codes:
                    chosen[facet.name] = codes
        return cls(chosen)

    @property
    def count(self) -> int:
        return sum(len(codes) for codes in self.chosen.values())


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    value: str
    label: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A facet as the page shows it; `more` folds away."""

    name: str
    label: Any
    options: list[Option]
    more: list[Option]


def shown(counts: dict[str, dict[str, int]], filters: Filters) -> list[Shown]:
    """`counts`: facet name → code → how many. A facet with nothing to choose is left out."""
    found = []
    for facet in FACETS:
        mine = counts.get(facet.name, {})
        chosen = set(filters.chosen.get(facet.name, ()))
        codes = {code: mine.get(code, 0) for code in (*mine, *chosen)}
        values = {f"{facet.letter}:{key}": value for value, key in facet.values().items()}
        known = [code for code in codes if code in values]
        name = facet.namer()
        words = {code: name(code[2:]) for code in known}
        options = [
            Option(f"f-{facet.name}-{values[c]}", values[c], words[c], codes[c], c in chosen, depth)
            for c, depth in _in_order(facet, words, codes, chosen)
        ]
        if options:
            found.append(Shown(facet.name, facet.label, *_fold(options)))
    return found


def _fold(options: list[Option]) -> tuple[list[Option], list[Option]]:
    """The first few, and the chosen ones; one or two that are left over need no fold."""
    if len(options) <= SHOWN + 2:
        return options, []
    first = [option for place, option in enumerate(options) if place < SHOWN or option.chosen]
    return first, [option for option in options if option not in first][:MOST]


def _in_order(facet: Facet, words: dict[str, str], codes: dict[str, int], chosen: set[str]) -> list[tuple[str, int]]:
    """Most people first, what has its own order in that; topics under what they are part of."""
    if facet.name == "thema":
        return _tree(topic_index.get(), words, codes, chosen)
    if facet.name in {"bewijs", "groep", "vorm"}:
        order = {f"{facet.letter}:{key}": place for place, key in enumerate(facet.values().values())}
        return [(code, 0) for code in sorted(words, key=order.__getitem__)]
    return [(code, 0) for code in sorted(words, key=lambda code: (code not in chosen, -codes[code], words[code]))]


def _tree(index: TopicIndex, words: dict[str, str], codes: dict[str, int], chosen: set[str]) -> list[tuple[str, int]]:
    by_parent: dict[str, list[str]] = {}
    for code in words:
        parent = index.entries[int(code[2:])].parent
        by_parent.setdefault(f"t:{parent}" if f"t:{parent}" in codes else "", []).append(code)
    found: list[tuple[str, int]] = []

    def add(parent: str, depth: int) -> None:
        for code in sorted(by_parent.get(parent, ()), key=lambda c: (c not in chosen, -codes[c], words[c])):
            found.append((code, min(depth, 2)))
            if depth < 5:
                add(code, depth + 1)

    add("", 0)
    return found
