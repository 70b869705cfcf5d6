"""A network of any size, loaded by COPY: one table at a time, never a row at a time."""

# ruff: noqa: SIM905  # a list of names reads best as words

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from benchmarks.copying import copy, copy_rows, value_of
from benchmarks.studies import load_studies
from expertise.claims.enums import ClaimLevel, ClaimState, EndorsementBasis, HelpForm
from expertise.claims.models import Availability, Endorsement, ExpertiseClaim
from expertise.finding.index import index_members
from knowledge_network.members.organisations.enums import OrganisationKind, Sector
from knowledge_network.members.organisations.models import (
    Board,
    Organisation,
    Partnership,
    PartnershipMembership,
    School,
    Site,
)
from knowledge_network.members.people.enums import Function, NetworkRoleKind, Visibility
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member, NetworkRole
from knowledge_network.search import registry
from knowledge_network.search.actions import rebuild
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind, GroupState
from plg.groups.models import Group, GroupMembership, GroupTopic
from plg.meetings.models import Meeting
from plg.space.models import GroupResult

BOARDS, SITES, GROUPS, PER_GROUP, TOPICS = 8, 116, 300, 12, 36
FRONTS = "Esch Brook Mors Haar Wolf Lonne Dinkel Regge Buurse Boeke Holt Berken Eiken Linde Roers Stroot".split()
BACKS = "belt mate stroom bekke daal wijk hagen kolk brink esch hof meule veen stege".split()
GIVEN = "Anouk Bram Carmen Daan Elif Fleur Gijs Hanna Ibrahim Jade Koen Lieke Mohamed Noor Okke Pien Rosa Tijn".split()


def load(member_count: int) -> None:
    """Fill an empty database with `member_count` members in 116 schools and 300 groups; deterministic."""
    source = random.Random(member_count)
    site_ids = _load_organisations()
    topics = [Topic(id=n, name=f"thema {n}", slug=f"thema-{n}") for n in range(1, TOPICS + 1)]
    copy(Topic, topics)
    _load_members(source, member_count, site_ids)
    _load_groups(source, member_count)
    _load_claims(source, member_count)
    load_studies(source, GROUPS, TOPICS)
    _index_members()
    for kind in {searchable.kind for searchable in registry.searchables()} - {"member"}:
        rebuild(kind)
    topic_index.forget()
    index_members(range(1, member_count + 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


INDEX_MEMBERS = """
INSERT INTO search_searchentry
    (kind, object_key, title, subtitle, url, words, folded_title, audiences, boost, changed_at, vector)
SELECT 'member', d.id, d.title, d.subtitle, d.url, d.words, lower(d.title), '{members}', 1.0, %s,
    setweight(to_tsvector('dutch_unaccent', d.title), 'A')
    || setweight(to_tsvector('dutch_unaccent', d.subtitle), 'B')
    || setweight(to_tsvector('dutch_unaccent', d.words), 'C')
FROM (
    SELECT m.id::text, concat_ws(' ', m.given_name, m.family_name) AS title, '/leden/' || m.public_id || '/' AS url,
        concat(a.function, ', ', o.name) AS subtitle, concat_ws(' ', t.names, b.name, m.about) AS words
    FROM members_member m
    JOIN members_appointment a ON a.member_id = m.id
    JOIN members_organisation o ON o.id = a.organisation_id
    JOIN members_organisation b ON b.id = o.governing_board_id
    JOIN (SELECT i.content_object_id, string_agg(t.name, ' ') AS names
          FROM members_askmeabout i JOIN topics_topic t ON t.id = i.tag_id GROUP BY 1) t ON t.content_object_id = m.id
) AS d
"""


def _index_members() -> None:
    """What `members.search` says of these members, in one statement: making a hundred thousand documents takes long."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(INDEX_MEMBERS, [timezone.now()])


def _load_organisations() -> list[int]:
    boards = [
        Board(id=n, name=f"Stichting {n}", slug=f"stichting-{n}", bg_number=f"{41000 + n}", kind=OrganisationKind.BOARD)
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
            kind=OrganisationKind.SITE,
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
        item.organisation_ptr_id = item.id  # type: ignore[attr-defined]  # of the child, whichever it is
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
    functions = [Function.TEACHER.value] * 8 + [Function.STUDENT_TEACHER.value, Function.SCHOOL_LEADER.value]
    numbers, topics, start = range(1, count + 1), range(1, TOPICS + 1), dt.date(2024, 8, 1)
    example = Member(password="!", about="Ik sta graag voor de klas en deel wat werkt. " * 4, languages=["nl", "en"])
    same = {f.attname: value_of(f, example) for f in Member._meta.local_concrete_fields}
    copy_rows(Member, same, ({**same, **_person(source, n)}.values() for n in numbers))
    copy_rows(
        EmailAddress,
        ["id", "user_id", "email", "verified", "primary"],
        ((n, n, _address(n), True, True) for n in numbers),
    )
    copy_rows(
        Appointment,
        ["id", "member_id", "organisation_id", "is_primary", "function", "start"],
        ((n, n, source.choice(site_ids), True, source.choice(functions), start) for n in numbers),
    )
    pairs = ((n, topic) for n in numbers for topic in source.sample(topics, 3))
    copy_rows(
        AskMeAbout,
        ["id", "content_object_id", "tag_id", "visibility"],
        ((n, *pair, Visibility.MEMBERS.value) for n, pair in enumerate(pairs, 1)),
    )
    NetworkRole.objects.create(member_id=1, role=NetworkRoleKind.NETWORK_COORDINATOR, start=start)


def _address(number: int) -> str:
    return f"lid{number}@example.org"


def _person(source: random.Random, number: int) -> dict[str, object]:
    """What differs from member to member."""
    given, family = source.choice(GIVEN), source.choice(FRONTS) + source.choice(BACKS)
    return {
        "id": number,
        "public_id": f"m{source.getrandbits(16):04x}{number:05x}",
        "email": _address(number),
        "given_name": given,
        "family_name": family,
        "sort_name": f"{family}, {given}".lower(),
    }


def _load_groups(source: random.Random, member_count: int) -> None:
    now, start = timezone.now(), dt.date(2025, 9, 1)
    groups = [
        Group(
            id=n,
            kind=source.choice([GroupKind.PLG, GroupKind.EXPERT, GroupKind.THEME]),
            name=f"Groep {n}",
            slug=f"groep-{n}",
            state=GroupState.ACTIVE,
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


# Words by how many claims hold them: one in two thousand, one in ten, three in ten, all.
RARE, FEW, MANY, ALL = "zeepkist", "waterverf", "doolhof", "bouwsteen"


def _load_claims(source: random.Random, member_count: int) -> None:
    """Three claims for each member; one in five is recognised by somebody, one in three says when they can be asked."""
    states = [
        ClaimState.RECOGNISED,
        ClaimState.SUBSTANTIATED,
        ClaimState.SUBSTANTIATED,
        ClaimState.DECLARED,
        ClaimState.DECLARED,
    ]
    levels = [ClaimLevel.CURIOUS, ClaimLevel.USER, ClaimLevel.USER, ClaimLevel.GUIDE, ClaimLevel.SPECIALIST]
    today = timezone.localdate()
    example = ExpertiseClaim(sectors=[Sector.PRIMARY], forms=[HelpForm.ASK], state_since=today)
    same = {f.attname: value_of(f, example) for f in ExpertiseClaim._meta.local_concrete_fields}

    def claim(number: int, member: int, topic: int) -> dict[str, object]:
        words = [ALL, *([RARE] if number % 2000 == 7 else []), *([FEW] if number % 10 == 3 else [])]
        words += [MANY] if number % 10 in {0, 4, 8} else []
        return {
            "id": number,
            "public_id": f"c{number:09x}",
            "member_id": member,
            "topic_id": topic,
            "level": source.choice(levels),
            "state": source.choice(states),
            "description": f"Ik denk mee over een les of een aanpak met {' en '.join(words)}.",
            "year_groups": sorted(source.sample(range(1, 9), 3)),
            "last_confirmed_on": today - dt.timedelta(days=source.randrange(700)),
        }

    def claims() -> Iterable[dict[str, object]]:
        number = 0
        for member in range(1, member_count + 1):
            for topic in source.sample(range(1, TOPICS + 1), 3):
                number += 1
                yield {**same, **claim(number, member, topic)}

    copy_rows(ExpertiseClaim, same, (row.values() for row in claims()))
    text = "Ik zag in deze les hoe leerlingen elkaars redenering gebruikten en durfden te vragen."
    copy(
        Endorsement,
        (
            Endorsement(
                id=n,
                claim_id=n * 5,
                about_id=(n * 5 - 1) // 3 + 1,
                by_id=n % 30 + 1,
                basis=EndorsementBasis.LESSON_VISIT,
                text=text,
            )
            for n in range(31, member_count * 3 // 5 + 1)
        ),
    )
    copy(
        Availability,
        (
            Availability(id=n, member_id=n * 3, forms=[HelpForm.ASK, HelpForm.LESSON_VISIT], paused_until=None)
            for n in range(1, member_count // 3 + 1)
        ),
    )
