"""Between what a round by school makes its picture: schools with people enough, and small ones together.

Small schools choose before the round opens with which other school they count; the others of a board count together,
with who works at its office. What a round is made between is chosen beforehand and told alone: of a picture by boards
and one by schools of the same people, one taken from the other shows a small school.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from knowledge_network.insight.ties.bands import FEWEST_OF_SCHOOL
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.insight.ties.queries import count_by_workplace, find_workplaces_of_all
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import find_boards


@dataclass(frozen=True)
class Place:
    """Where people work who are asked."""

    key: int
    slug: str
    name: str
    is_school: bool
    board: int | None
    board_name: str
    people: int

    @property
    def is_small(self) -> bool:
        return self.is_school and self.people < FEWEST_OF_SCHOOL


@dataclass(frozen=True)
class SchoolUnits:
    """The places of a round; `chosen`: small school → the school with which it counts."""

    places: Mapping[int, Place]
    chosen: Mapping[int, int] = field(default_factory=dict)

    def find_unit(self, key: int) -> int:
        """For what somebody counts who works at a place."""
        place = self.places[key]
        if not place.is_school:
            return key
        head = self.chosen.get(key, key)
        if self._count_with(head) >= FEWEST_OF_SCHOOL:
            return head
        return place.board or key

    def _count_with(self, head: int) -> int:
        joined = [school for school, other in self.chosen.items() if other == head]
        return sum(self.places[key].people for key in (head, *joined) if key in self.places)

    def list_small(self) -> list[Place]:
        return [place for place in self.places.values() if place.is_small]

    def list_near(self, place: Place) -> list[Place]:
        """Schools of the same board with which a small one may count."""
        return [one for one in self.places.values() if one.is_school and one.board == place.board and one != place]

    def count_people(self) -> list[tuple[str, int]]:
        """What the picture would be made between, by name, with how many people are asked of each."""
        people: Counter[int] = Counter()
        for place in self.places.values():
            people[self.find_unit(place.key)] += place.people
        names = name_units(people, self.chosen)
        return sorted((names.get(unit, ""), count) for unit, count in people.items())


def read_units(network_round: NetworkRound) -> SchoolUnits:
    """As people work now and as schools chose. Two queries."""
    return SchoolUnits(read_places(), read_chosen(network_round))


def read_kept_units(network_round: NetworkRound) -> tuple[SchoolUnits, dt.datetime]:
    """As people worked at most five minutes ago and as schools chose, and when people were counted.

    For who looks: a deed counts for itself. One query, and one more once in five minutes.
    """
    counted = read_counted("insight.places", read_places)
    return SchoolUnits(counted.found, read_chosen(network_round)), counted.at


def read_places() -> dict[int, Place]:
    """Where people work who would be asked, by board and name. One query."""
    found = [
        Place(
            key=row["organisation"],
            slug=row["organisation__slug"],
            name=row["organisation__name"],
            is_school=row["organisation__kind"] == OrganisationKind.SITE,
            board=row["organisation__governing_board"],
            board_name=row["organisation__governing_board__name"] or "",
            people=row["people"],
        )
        for row in count_by_workplace()
    ]
    return {place.key: place for place in sorted(found, key=lambda one: (one.board_name, one.name, one.key))}


def read_chosen(network_round: NetworkRound) -> dict[int, int]:
    """Small school → with which it counts. One query."""
    return dict(network_round.together.values_list("school_id", "counts_with_id"))


def find_asked(network_round: NetworkRound) -> list[tuple[Member, int | None]]:
    """Everybody in the network now, with what they count for: a board or institute, or a school. Three queries."""
    people = list(Member.objects.active().order_by("sort_name", "pk"))
    if not network_round.is_by_school:
        boards = find_boards({person.pk for person in people})
        return [(person, boards.get(person.pk)) for person in people]
    units = read_units(network_round)
    place_of = find_workplaces_of_all()
    return [(person, units.find_unit(place_of[person.pk]) if person.pk in place_of else None) for person in people]


def name_units(units: Collection[int], chosen: Mapping[int, int]) -> dict[int, str]:
    """«De Borgh, with De Esch», «Stichting KOE: smaller schools together». One query."""
    rows = Organisation.objects.filter(pk__in={*units, *chosen}).values_list("pk", "name", "kind")
    names = {key: name for key, name, _kind in rows}
    joined: dict[int, list[str]] = defaultdict(list)
    for school, head in chosen.items():
        joined[head].append(names.get(school, ""))
    found = {}
    for key, name, kind in rows:
        found[key] = name
        if kind == OrganisationKind.BOARD:
            found[key] = _("%(board)s: smaller schools together") % {"board": name}
        elif key in joined:
            found[key] = _("%(school)s, with %(others)s") % {"school": name, "others": ", ".join(sorted(joined[key]))}
    return found
