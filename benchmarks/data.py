"""A network of any size, loaded by COPY: one table at a time, never a row at a time."""

# ruff: noqa: SIM905  # a list of names reads best as words

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, models
from django.utils import timezone

from knowledge_network.members.models import (
    Appointment,
    AskMeAbout,
    Board,
    Function,
    Member,
    NetworkRole,
    Organisation,
    Partnership,
    PartnershipMembership,
    School,
    Site,
)
from knowledge_network.search import registry
from knowledge_network.search.actions import rebuild
from knowledge_network.topics.models import Topic
from plg.models import Group, GroupMembership, GroupResult, GroupTopic, Meeting

BOARDS, SITES, GROUPS, PER_GROUP, TOPICS = 8, 116, 300, 12, 36
FRONTS = "Esch Brook Mors Haar Wolf Lonne Dinkel Regge Buurse Boeke Holt Berken Eiken Linde Roers Stroot".split()
BACKS = "belt mate stroom bekke daal wijk hagen kolk brink esch hof meule veen stege".split()
GIVEN = "Anouk Bram Carmen Daan Elif Fleur Gijs Hanna Ibrahim Jade Koen Lieke Mohamed Noor Okke Pien Rosa Tijn".split()


def copy(model: type[models.Model], objects: Iterable[models.Model]) -> int:
    """COPY the objects into the table of `model` (of a child model: only the child's own columns)."""
    fields = [f for f in model._meta.local_concrete_fields if not f.generated]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    count = 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as stream:
        for count, item in enumerate(objects, 1):  # noqa: B007
            stream.write_row([_value(f, item) for f in fields])
    _set_sequence(model)
    return count


def _value(field: models.Field, item: models.Model) -> Any:
    value = field.pre_save(item, add=True)
    return value if isinstance(value, list) else field.get_db_prep_save(value, connection)


def _set_sequence(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, 'id') WHERE to_regclass(%s) IS NOT NULL AND EXISTS ("
            "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id')",
            [table, table, table],
        )
        found = cursor.fetchone()
        if found and found[0]:
            cursor.execute(f'SELECT setval(%s, (SELECT max(id) FROM "{table}"))', [found[0]])


def load(member_count: int) -> None:
    """Fill an empty database with `member_count` members in 116 schools and 300 groups; deterministic."""
    source = random.Random(member_count)
    site_ids = _load_organisations()
    topics = [Topic(id=n, name=f"thema {n}", slug=f"thema-{n}") for n in range(1, TOPICS + 1)]
    copy(Topic, topics)
    _load_members(source, member_count, site_ids)
    _load_groups(source, member_count)
    for searchable in registry.searchables():
        rebuild(searchable.kind)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _load_organisations() -> list[int]:
    boards = [
        Board(id=n, name=f"Stichting {n}", slug=f"stichting-{n}", bg_number=f"{41000 + n}", kind="board")
        for n in range(1, BOARDS + 1)
    ]
    schools = [
        School(id=n, brin=f"{n // 10:02d}{chr(65 + n % 10)}A", name=f"Basisschool {n}", board_id=n % BOARDS + 1)
        for n in range(1, SITES + 1)
    ]
    sites = [
        Site(
            id=1000 + s.id,
            name=s.name,
            slug=f"school-{s.id}",
            kind="site",
            governing_board_id=s.board_id,
            school_id=s.id,
            site_number="00",
            site_code=f"{s.brin}00",
            place="Enschede",
            municipality="Enschede",
        )
        for s in schools
    ]
    for item in (*boards, *sites):
        item.organisation_ptr_id = item.id
    partnership = Partnership.objects.create(name="Kennisnetwerk")
    copy(Organisation, boards)
    copy(Board, boards)
    copy(School, schools)
    copy(Organisation, sites)
    copy(Site, sites)
    PartnershipMembership.objects.bulk_create(
        PartnershipMembership(partnership=partnership, organisation_id=b.id, start=dt.date(2020, 8, 1)) for b in boards
    )
    return [s.id for s in sites]


def _load_members(source: random.Random, count: int, site_ids: list[int]) -> None:
    functions = [Function.TEACHER] * 8 + [Function.STUDENT_TEACHER, Function.SCHOOL_LEADER]
    people = [_member(source, n) for n in range(1, count + 1)]
    copy(Member, people)
    copy(
        EmailAddress, (EmailAddress(id=m.id, user_id=m.id, email=m.email, verified=True, primary=True) for m in people)
    )
    copy(
        Appointment,
        (
            Appointment(
                id=m.id,
                member_id=m.id,
                organisation_id=source.choice(site_ids),
                is_primary=True,
                function=source.choice(functions),
                start=dt.date(2024, 8, 1),
            )
            for m in people
        ),
    )
    pairs = ((m.id, t) for m in people for t in source.sample(range(1, TOPICS + 1), 3))
    copy(AskMeAbout, (AskMeAbout(id=n, content_object_id=m, tag_id=t) for n, (m, t) in enumerate(pairs, 1)))
    NetworkRole.objects.create(member_id=1, role=NetworkRole.Role.NETWORK_COORDINATOR, start=dt.date(2024, 8, 1))


def _member(source: random.Random, number: int) -> Member:
    given, family = source.choice(GIVEN), source.choice(FRONTS) + source.choice(BACKS)
    member = Member(
        id=number,
        email=f"lid{number}@example.org",
        given_name=given,
        family_name=family,
        password="!",
        about="Ik sta graag voor de klas en deel wat werkt. " * 4,
        languages=["nl", "en"],
    )
    member.sort_name = Member.make_sort_name(given, "", family)
    return member


def _load_groups(source: random.Random, member_count: int) -> None:
    now, start = timezone.now(), dt.date(2025, 9, 1)
    groups = [
        Group(
            id=n,
            kind=source.choice(["plg", "expert", "theme"]),
            name=f"Groep {n}",
            slug=f"groep-{n}",
            state="active",
            purpose="Samen leren van elkaars lessen.",
            question="Hoe leren leerlingen redeneren?",
            description="Elke vier weken komen we bij elkaar. " * 10,
            contact_person_id=n % member_count + 1,
            started_on=start,
            member_count=PER_GROUP,
            board_count=5,
        )
        for n in range(1, GROUPS + 1)
    ]
    copy(Group, groups)
    pairs = [(g.id, m) for g in groups for m in source.sample(range(1, member_count + 1), PER_GROUP)]
    copy(
        GroupMembership,
        (
            GroupMembership(id=n, group_id=g, member_id=m, start=start, shown_publicly=n % 2 == 0)
            for n, (g, m) in enumerate(pairs, 1)
        ),
    )
    copy(GroupTopic, (GroupTopic(id=n, content_object_id=n, tag_id=n % TOPICS + 1) for n in range(1, GROUPS + 1)))
    copy(
        Meeting,
        (
            Meeting(
                id=n,
                group_id=(n - 1) % GROUPS + 1,
                title="Bijeenkomst",
                location="Teamkamer",
                starts_at=now + dt.timedelta(days=7 * (n // GROUPS) - 28, hours=n % 8),
                ends_at=now + dt.timedelta(days=7 * (n // GROUPS) - 28, hours=n % 8 + 2),
            )
            for n in range(1, GROUPS * 8 + 1)
        ),
    )
    copy(
        GroupResult,
        (
            GroupResult(id=n, group_id=n, title="Kijkwijzer", summary="Eén pagina voor een lesbezoek. " * 5)
            for n in range(1, GROUPS + 1)
        ),
    )
