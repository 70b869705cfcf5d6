"""Load the 160 members of the demo network and their roles."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from knowledge_network.demo.seed.members_organisations import sites_with_members
from knowledge_network.demo.seed.portraits import draw_portrait
from knowledge_network.demo.seed.roster import ABOUT, LANGUAGES, LOGINS, PASSWORD, SIZES, DemoLogin, invented_names
from knowledge_network.demo.seed.vocabulary import TOPICS
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.admission.actions.accounts import create_member
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Board, Organisation, Site, TeacherEducation
from knowledge_network.members.people.actions.appointments import add_appointment
from knowledge_network.members.people.actions.profile import change_profile, set_photo
from knowledge_network.members.people.actions.roles import grant_role
from knowledge_network.members.people.enums import Function, NetworkRoleKind, RoleVariant, Visibility
from knowledge_network.members.people.models import AskMeAbout, Member
from knowledge_network.topics.models import Topic

SITES_WITH_MEMBERS = 24
AT_THE_INSTITUTE = frozenset(
    {Function.INSTITUTE_EDUCATOR, Function.RESEARCHER, Function.STUDENT_TEACHER, Function.OTHER}
)
SCARCE_TOPIC = "AI-geletterdheid"  # strategic, and nobody who may be asked
ISLAND_TOPIC = "meertaligheid/NT2"  # four people, all of one board
ISLAND_BOARD, ISLAND_SIZE = "41565", 4
LIAISON_OFFICERS = 5
# At so many boards the teachers of a smaller school work at the first one: so some schools have figures of their own.
BOARDS_WITH_A_LARGE_SCHOOL = 4


@dataclass
class Cast:
    """Everybody in the demo network, found by login, by function and by board."""

    logins: dict[str, Member] = field(default_factory=dict)
    by_function: dict[str, list[Member]] = field(default_factory=dict)
    board_of: dict[int, str] = field(default_factory=dict)
    site_ids: list[int] = field(default_factory=list)

    def login(self, address: str) -> Member:
        return self.logins[address]

    def add(self, member: Member, function: str, organisation: Organisation) -> None:
        self.by_function.setdefault(function, []).append(member)
        self.board_of[member.pk] = (organisation.governing_board or organisation).name

    @property
    def everybody(self) -> list[Member]:
        return [member for members in self.by_function.values() for member in members]


class Workplaces:
    """Hands out organisations in turn: sites for teachers, one site per leader, one board per board member."""

    def __init__(self) -> None:
        self.sites = sites_with_members(SITES_WITH_MEMBERS)
        self.institute = TeacherEducation.objects.get()
        self.teachers_at = self._large_schools()
        self.began: set[int] = set()
        self._next: dict[str, Iterator[Organisation]] = {}

    def next_for(self, function: str) -> Organisation:
        if function in AT_THE_INSTITUTE:
            return self.institute
        pool: list[Organisation] = (
            list(Board.objects.order_by("name")) if function == Function.BOARD_MEMBER else list(self.sites)
        )
        if function not in self._next:
            self._next[function] = self._turns(pool)
        place = next(self._next[function])
        if function != Function.TEACHER or place.pk not in self.began:
            self.began.add(place.pk)
            return place
        return self.teachers_at.get(place.pk, place)

    def _large_schools(self) -> dict[int, Organisation]:
        """Of some boards the last site → their first one."""
        first: dict[int | None, Site] = {}
        last: dict[int | None, Site] = {}
        for site in self.sites:
            first.setdefault(site.governing_board_id, site)
            last[site.governing_board_id] = site
        boards = list(first)[:BOARDS_WITH_A_LARGE_SCHOOL]
        return {last[board].pk: first[board] for board in boards if last[board] != first[board]}

    @staticmethod
    def _turns(pool: list[Organisation]) -> Iterator[Organisation]:
        while True:
            yield from pool


def seed_people(reference: dt.date, source: random.Random, told: Callable[[int], None] | None = None) -> Cast:
    """All members with appointment, profile and topics, then the roles; `told` hears every twentieth number."""
    places, cast = Workplaces(), Cast()
    cast.site_ids = [site.pk for site in places.sites]
    password = make_password(PASSWORD)
    people = _everybody(source)
    for number, person in enumerate(people, 1):
        place = places.next_for(person.function)
        member = _arrive(person, place, password, reference, source)
        cast.add(member, person.function, place)
        if not person.address.startswith("lid."):
            cast.logins[person.address] = member
        if told and number % 20 == 0:
            told(number)
    _give_roles(cast)
    _give_topics(cast, source)
    _give_portraits(cast)
    add_appointment(  # somebody who works at a school and at the institute
        member=cast.login("instituut"),
        by=None,
        organisation=places.sites[0],
        function=Function.TEACHER,
        start=dt.date(reference.year - 2, 8, 1),
        fte=Decimal("0.40"),
    )
    add_appointment(  # who directs the institute, and says who signs for it
        member=cast.by_function[Function.INSTITUTE_EDUCATOR][-1],
        by=None,
        organisation=places.institute,
        function=Function.BOARD_MEMBER,
        start=dt.date(reference.year - 2, 8, 1),
        fte=Decimal("0.20"),
    )
    return cast


def _everybody(source: random.Random) -> list[DemoLogin]:
    """The demo logins first, then invented people until every function has its number."""
    missing = dict(SIZES)
    for login in LOGINS:
        missing[login.function] -= 1
    functions = [function for function, count in missing.items() for _ in range(count)]
    others = []
    for (given, infix, family), function in zip(invented_names(source, len(functions)), functions, strict=True):
        address = f"lid.{slugify(given)}.{slugify(infix + family)}"
        others.append(DemoLogin(address, given, infix, family, function, ""))
    return [*LOGINS, *others]


def _arrive(person: DemoLogin, place: Organisation, password: str, reference: dt.date, source: random.Random) -> Member:
    joined = dt.date(reference.year - source.randint(1, 3), 9, source.randint(1, 28))
    member = create_member(
        by=None,
        email=person.email.removeprefix("lid."),
        given_name=person.given_name,
        infix=person.infix,
        family_name=person.family_name,
        organisation=place,
        function=person.function,
        at=dt.datetime.combine(min(joined, reference), dt.time(10), ZoneInfo("Europe/Amsterdam")),
    )
    member.password = password
    member.save(update_fields=["password"])
    values = {"about": source.choice(ABOUT[person.function]), "languages": source.choice(LANGUAGES)}
    if source.random() < 0.15:
        values["name_visibility"] = values["work_visibility"] = values["about_visibility"] = Visibility.EVERYBODY
    if not person.label and source.random() < 0.05:
        values["work_visibility"] = Visibility.NOBODY
    change_profile(member=member, by=member, values=values)
    return member


def _give_roles(cast: Cast) -> None:
    role = NetworkRoleKind
    start = dt.date(2024, 8, 1)
    for login in LOGINS:
        if login.role and login.role not in {role.LIAISON_OFFICER, role.PROGRAMME_LEADER}:
            grant_role(member=cast.login(login.address), role=login.role, by=None, start=start)
    leaders = [cast.login("programmaleider"), cast.by_function[Function.OTHER][-1]]
    # One has fewer hours than was agreed: an obligation that is late.
    hours = ((RoleVariant.FIELD, "0.15"), (RoleVariant.INSTITUTE, "0.20"))
    for member, (variant, fte) in zip(leaders, hours, strict=True):
        grant_role(member=member, role=role.PROGRAMME_LEADER, variant=variant, fte=Decimal(fte), by=None, start=start)
    boards = list(Board.objects.order_by("name"))
    officers = [cast.login("verbinding"), *cast.by_function[Function.SCHOOL_EDUCATOR][-LIAISON_OFFICERS + 1 :]]
    for member, board in zip(officers, boards, strict=False):
        grant_role(
            member=member,
            role=role.LIAISON_OFFICER,
            scope_board=board,
            scope_sector=Sector.PRIMARY,
            by=None,
            start=start,
        )


def _give_topics(cast: Cast, source: random.Random) -> None:
    """What people may be asked about: one to four topics each, but for the scarce one and the island. What they claim
    of that is said later (`expertise_claims`), and only that stays."""
    themes = {parent for _name, _synonyms, parent, _strategic in TOPICS if parent}
    topics = {t.name: t for t in Topic.objects.approved() if t.name not in themes}
    free = [t for name, t in topics.items() if name not in {SCARCE_TOPIC, ISLAND_TOPIC}]
    island = set(
        Member.objects.filter(
            appointments__organisation__in=Site.objects.filter(governing_board__bg_number=ISLAND_BOARD),
            appointments__function=Function.TEACHER,
        )
        .order_by("sort_name")
        .values_list("pk", flat=True)[:ISLAND_SIZE]
    )
    rows: list[AskMeAbout] = []
    for function, members in cast.by_function.items():
        for member in members:
            if function in {Function.BOARD_MEMBER, Function.OTHER}:
                continue
            chosen = source.sample(free, source.randint(1, 3)) + ([topics[ISLAND_TOPIC]] if member.pk in island else [])
            rows += [AskMeAbout(content_object=member, tag=topic, visibility=Visibility.MEMBERS) for topic in chosen]
    expert = cast.login("expert")
    named = [topics[n] for n in ("begrijpend lezen", "breuken en verhoudingen", "Lesson Study begeleiden")]
    rows = [row for row in rows if row.content_object_id != expert.pk]
    rows += [AskMeAbout(content_object=expert, tag=topic, visibility=Visibility.MEMBERS) for topic in named]
    AskMeAbout.objects.bulk_create(rows)


def _give_portraits(cast: Cast) -> None:
    """Drawn ones, for who can be logged in as and for three in five of the others."""
    logins = {member.pk for member in cast.logins.values()}
    for number, member in enumerate(cast.everybody):
        if member.pk in logins or number % 5 in {0, 2, 3}:
            set_photo(member=member, by=member, portrait=draw_portrait(member.email, member.given_name))


def _load(network: DemoNetwork) -> None:
    network.cast = seed_people(network.reference, network.source)


SEED = Seed("160 members", _load, after=("members_organisations", "members_vocabulary", "school_year"))
