"""What can be ticked beside the results: its word in the address, its code in the index, its words on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import ClaimState, HelpForm
from expertise.finding.schools import schools
from knowledge_network.kit.choices import InAddress
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.search.understanding.topics import TopicIndex, topic_index

# Rows of a facet before the rest folds away.
SHOWN = 6
MOST = 40

type Namer = Callable[[str], tuple[str, str] | None]


@dataclass(frozen=True)
class Facet:
    """A code in the index is a letter and a key («b:3»)."""

    name: str
    # Its word in the address, where its values stand behind.
    address: str
    letter: str
    label: str | Promise
    # Value in the address → key; unknown values are as if they were not there.
    values: Callable[[], dict[str, str]]
    # Gives what makes of a key the value in the address and its words, nothing of an unknown key; asked once for a
    # page, for it may look what is kept.
    namer: Callable[[], Namer]


def _topic_values() -> dict[str, str]:
    return {slug: str(pk) for slug, pk in topic_index.get().by_slug.items()}


def _place_values(*, boards: bool) -> dict[str, str]:
    return {place.slug: str(place.pk) for place in schools.get().places.values() if place.is_board == boards}


def _topic_names() -> Namer:
    entries = topic_index.get().entries

    def name(key: str) -> tuple[str, str] | None:
        entry = entries.get(int(key))
        return (entry.slug, entry.name) if entry else None

    return name


def _place_names(*, boards: bool) -> Namer:
    known = schools.get().places

    def name(key: str) -> tuple[str, str] | None:
        place = known.get(int(key))
        return (place.slug, place.name) if place and place.is_board == boards else None

    return name


def _plain(values: Iterable[str]) -> Callable[[], dict[str, str]]:
    kept = {value: value for value in values}
    return lambda: kept


def _labels(label: Callable[[str], str | Promise], values: Iterable[str]) -> Callable[[], Namer]:
    known = frozenset(values)
    return lambda: lambda key: (key, str(label(key))) if key in known else None


def _choices(members: Iterable[TextChoices]) -> tuple[Callable[[], dict[str, str]], Callable[[], Namer]]:
    """Of choices: the word in an address → the value that is stored, and the way back with its label."""
    known = {member.value: member for member in members}
    values = {_word(member): key for key, member in known.items()}

    def name(key: str) -> tuple[str, str] | None:
        member = known.get(key)
        return None if member is None else (_word(member), str(member.label))

    return lambda: values, lambda: name


def _word(member: TextChoices) -> str:
    return member.address if isinstance(member, InAddress) else str(member.value)


GROUPS = list("12345678")

FACETS: tuple[Facet, ...] = (
    Facet("topic", "thema", "t", _("Topic"), _topic_values, _topic_names),
    Facet(
        "available", "nu", "a", _("When you can ask"), _plain("1"), _labels(lambda _key: _("available right now"), "1")
    ),
    Facet("form", "vorm", "f", _("How they help"), *_choices(HelpForm)),
    Facet("proof", "bewijs", "p", _("How sure"), *_choices(map(ClaimState, ClaimState.SUREST_FIRST))),
    Facet(
        "year_group", "groep", "g", _("Year group"), _plain(GROUPS), _labels(lambda key: _("group %s") % key, GROUPS)
    ),
    Facet("board", "bestuur", "b", _("Board"), lambda: _place_values(boards=True), lambda: _place_names(boards=True)),
    Facet(
        "school", "school", "s", _("School"), lambda: _place_values(boards=False), lambda: _place_names(boards=False)
    ),
    Facet("sector", "sector", "o", _("Sector"), *_choices(Sector)),
)
BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass
class Filters:
    """What is ticked: facet name → codes («t:12»). Several of one facet: any of them; of several facets: all."""

    chosen: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, data: QueryDict) -> Filters:
        """From the address. At most a dozen values of each facet; what we do not know is not asked."""
        chosen: dict[str, list[str]] = {}
        for facet in FACETS:
            asked = data.getlist(facet.address)[:12]
            if asked:
                known = facet.values()
                codes = [f"{facet.letter}:{known[value]}" for value in dict.fromkeys(asked) if value in known]
                if codes:
                    chosen[facet.name] = codes
        return cls(chosen)

    @property
    def count(self) -> int:
        return sum(len(codes) for codes in self.chosen.values())


class Option(NamedTuple):
    id: str
    value: str
    label: str
    people: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A facet as the page shows it; `more` folds away."""

    address: str
    label: str | Promise
    options: list[Option]
    more: list[Option]


def build_facets(counts: dict[str, dict[str, int]], filters: Filters) -> list[Shown]:
    """`counts`: facet name → code → how many. A facet with nothing to choose is left out."""
    found = []
    for facet in FACETS:
        mine = counts.get(facet.name, {})
        chosen = set(filters.chosen.get(facet.name, ()))
        if not mine and not chosen:
            continue
        name = facet.namer()
        codes = {code: mine.get(code, 0) for code in (*mine, *chosen)}
        named = {code: words for code in codes if (words := name(code[2:]))}
        options = []
        for code, depth in _in_order(facet, {code: words[1] for code, words in named.items()}, codes, chosen):
            value, label = named[code]
            options.append(Option(f"f-{facet.address}-{value}", value, label, codes[code], code in chosen, depth))
        if options:
            found.append(Shown(facet.address, facet.label, *_fold(options)))
    return found


def _fold(options: list[Option]) -> tuple[list[Option], list[Option]]:
    """The first few, and the chosen ones; one or two that are left over need no fold."""
    if len(options) <= SHOWN + 2:
        return options, []
    first = [option for place, option in enumerate(options) if place < SHOWN or option.chosen]
    return first, [option for option in options if option not in first][:MOST]


def _in_order(facet: Facet, words: dict[str, str], codes: dict[str, int], chosen: set[str]) -> list[tuple[str, int]]:
    """Most people first, what has its own order in that; topics under what they are part of."""
    if facet.name == "topic":
        return _tree(topic_index.get(), words, codes, chosen)
    if facet.name in {"proof", "year_group", "form"}:
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
