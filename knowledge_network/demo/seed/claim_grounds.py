"""What stands with the claims of the demo network: evidence and recognitions, of what really happened in it.

A product that its maker wrote, a meeting where both were, a lesson that they visited; beside it what lies outside the
network, in the words of `texts.evidence`. No colleague says what another said while there are other words for it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from zoneinfo import ZoneInfo

from django.utils import timezone

from expertise.claims.enums import EndorsementBasis, EvidenceGround, EvidenceKind
from expertise.claims.models import Endorsement, Evidence, ExpertiseClaim
from expertise.products.models import KnowledgeProduct
from knowledge_network.demo.seed.claim_texts import CLAIMS, ENDORSEMENTS
from knowledge_network.demo.seed.texts import endorsements as said
from knowledge_network.demo.seed.texts.evidence import EVIDENCE
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.models import match_active
from knowledge_network.members.people.models import Appointment
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingKind, MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = dt.timedelta(days=1)
LED = (
    "Ik leidde deze bijeenkomst van «{group}» ({day})",
    "Ik bereidde met twee collega’s deze bijeenkomst van «{group}» voor ({day})",
)
TOOK_PART = (
    "Ik bracht werk uit mijn eigen klas in bij «{group}», {day}",
    "Ik liet in «{group}» zien hoe wij het op school doen ({day})",
    "Ik gaf de les waar «{group}» naar kwam kijken ({day})",
)


@dataclass(frozen=True)
class Met:
    """A meeting where somebody was."""

    pk: int
    day: dt.date
    group: Group | None
    is_visit: bool
    topics: frozenset[int]


class Past:
    """Who was at which meeting, where everybody works, and who wrote which product."""

    def __init__(self, reference: dt.date) -> None:
        self.organisation: dict[int, int] = {}
        work = Appointment.objects.filter(match_active(reference)).order_by("-is_primary", "pk")
        for member, organisation in work.values_list("member_id", "organisation_id"):
            self.organisation.setdefault(member, organisation)
        self.meetings = {row.pk: _met(row) for row in _held()}
        self.at: dict[int, list[int]] = defaultdict(list)
        self.attended: dict[int, list[int]] = defaultdict(list)
        there = MeetingInvitation.objects.filter(
            attendance__status__in=AttendanceStatus.WERE_THERE, member__isnull=False, meeting__in=self.meetings
        )
        for member, meeting in there.order_by("meeting__starts_at", "pk").values_list("member_id", "meeting_id"):
            if member is not None:
                self.at[meeting].append(member)
                self.attended[member].append(meeting)
        roles = GroupMembership.objects.current().filter(role__in=GroupRole.LEADING)
        self.leads = set(roles.values_list("member_id", "group_id"))
        self.products: dict[tuple[int, int], list[KnowledgeProduct]] = defaultdict(list)
        for product in KnowledgeProduct.objects.in_view().prefetch_related("topics").order_by("pk"):
            for topic in product.topics.all():
                if product.contact_person_id is not None:
                    self.products[product.contact_person_id, topic.pk].append(product)

    def about(self, member: int, topic: int) -> list[Met]:
        """Meetings on the topic where the member was, the latest first."""
        found = [self.meetings[pk] for pk in reversed(self.attended[member])]
        return [meeting for meeting in found if topic in meeting.topics and meeting.group is not None]

    def colleagues(self, member: int, topic: int) -> dict[int, list[Met]]:
        """Whom of another organisation the member met, and where: on the topic first, then the latest first."""
        found: dict[int, list[Met]] = defaultdict(list)
        mine = [self.meetings[pk] for pk in reversed(self.attended[member])]
        for meeting in sorted(mine, key=lambda one: topic not in one.topics):
            for other in self.at[meeting.pk]:
                if other != member and self.organisation.get(other) != self.organisation.get(member):
                    found[other].append(meeting)
        return found


def _held() -> Iterable[Meeting]:
    rows = Meeting.objects.filter(attendance_confirmed_at__isnull=False).exclude(status=MeetingStatus.CANCELLED)
    return rows.select_related("group").prefetch_related("topics")  # type: ignore[misc]  # taggit has no types


def _met(meeting: Meeting) -> Met:
    topics = frozenset(topic.pk for topic in meeting.topics.all())
    day = timezone.localdate(meeting.starts_at)
    return Met(meeting.pk, day, meeting.group, meeting.kind == MeetingKind.LESSON_VISIT, topics)


# Evidence ---------------------------------------------------------------------------------------


def prove(claims: list[ExpertiseClaim], past: Past, reference: dt.date, source: random.Random) -> None:
    """One to three pieces each: of the network what there is, and of outside it when there is nothing or by chance."""
    outside = {name: cycle(texts) for name, texts in EVIDENCE.items()}
    seen: Counter[str] = Counter()
    made: list[Evidence] = []
    for claim in claims:
        rows = [*_of_products(claim, past), *_of_meetings(claim, past, seen), *_of_group(claim, past)][:2]
        if not rows or source.random() < 0.5:
            (kind, ground), title = next(outside[claim.topic.name])
            happened_on = dt.date(reference.year - source.randint(1, 5), source.randint(1, 12), 1)
            rows.append(Evidence(claim=claim, kind=kind, ground=ground, title=title, happened_on=happened_on))
        for row in rows:
            day = min(max(claim.last_confirmed_on, row.happened_on or reference) + DAY * (len(made) % 17), reference)
            row.added_at = dt.datetime.combine(day, dt.time(17), AMSTERDAM)
        made += rows
    Evidence.objects.bulk_create(made)


def _of_products(claim: ExpertiseClaim, past: Past) -> list[Evidence]:
    return [
        Evidence(
            claim=claim,
            kind=EvidenceKind.PRODUCT,
            ground=product.ground,
            title=product.title,
            product=product,
            happened_on=product.published_on,
        )
        for product in past.products[claim.member_id, claim.topic_id][:1]
    ]


def _of_meetings(claim: ExpertiseClaim, past: Past, seen: Counter[str]) -> list[Evidence]:
    for meeting in past.about(claim.member_id, claim.topic_id)[:1]:
        group = meeting.group
        if group is None:
            continue
        leads = (claim.member_id, group.pk) in past.leads
        texts = LED if leads else TOOK_PART[2:] if meeting.is_visit else TOOK_PART[:2]
        text = texts[seen[group.name] % len(texts)]
        seen[group.name] += 1
        return [
            Evidence(
                claim=claim,
                kind=EvidenceKind.EXPERIENCE,
                ground=EvidenceGround.PRACTICE,
                title=text.format(group=group.name, day=nice_date(meeting.day)),
                meeting_id=meeting.pk,
                happened_on=meeting.day,
            )
        ]
    return []


def _of_group(claim: ExpertiseClaim, past: Past) -> list[Evidence]:
    """Of the group about this topic that the member leads."""
    for meeting in past.about(claim.member_id, claim.topic_id):
        group = meeting.group
        if group is not None and (claim.member_id, group.pk) in past.leads:
            title = f"Ik leid «{group.name}»"
            kind = EvidenceKind.EXPERIENCE
            return [Evidence(claim=claim, kind=kind, title=title, group=group, happened_on=group.started_on)]
    return []


# Recognitions -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """What a recognition rests on, and when that was."""

    basis: EndorsementBasis
    day: dt.date
    meeting: int | None = None
    product: int | None = None


class Words:
    """What colleagues say: of each topic and basis one text after the other, and of each the least used first."""

    def __init__(self) -> None:
        self.used: Counter[tuple[str, str]] = Counter()
        self.spare = {name: cycle(ENDORSEMENTS[n % 5 :] + ENDORSEMENTS[: n % 5]) for n, name in enumerate(CLAIMS)}

    def left(self, topic: str, basis: EndorsementBasis) -> int:
        return len(self._texts(topic, basis)) - self.used[topic, basis]

    def take(self, topic: str, basis: EndorsementBasis) -> str:
        number = self.used[topic, basis]
        self.used[topic, basis] += 1
        texts = self._texts(topic, basis)
        return texts[number] if number < len(texts) else next(self.spare[topic]).format(topic=topic)

    @staticmethod
    def _texts(topic: str, basis: EndorsementBasis) -> tuple[str, ...]:
        texts = said.ENDORSEMENTS[topic]
        return {
            EndorsementBasis.MEETING: texts.meeting,
            EndorsementBasis.PRODUCT: texts.product,
            EndorsementBasis.LESSON_VISIT: texts.visit,
            EndorsementBasis.HELP_REQUEST: texts.question,
        }[basis]


class Recognitions:
    """Who recognises which claim, from what: spread over colleagues, and over what they say."""

    def __init__(self, past: Past, reference: dt.date, most: int) -> None:
        self.past, self.reference, self.most = past, reference, most
        self.words, self.given = Words(), Counter[int]()
        self.made: list[Endorsement] = []

    def recognise(self, claim: ExpertiseClaim, wanted: int) -> None:
        """By `wanted` colleagues of as many organisations. Who wrote little so far writes first."""
        met = self.past.colleagues(claim.member_id, claim.topic_id)
        schools: set[int] = set()
        for other in sorted(met, key=lambda one: self.given[one]):
            school = self.past.organisation[other]
            if len(schools) < wanted and school not in schools and len(self.made) < self.most:
                schools.add(school)
                self.given[other] += 1
                self._write(claim, other, met[other])

    def _write(self, claim: ExpertiseClaim, other: int, met: list[Met]) -> None:
        topic = claim.topic.name
        ground = max(self._grounds(claim, met), key=lambda one: self.words.left(topic, one.basis))
        day = max(ground.day, claim.last_confirmed_on) + DAY * (3 + len(self.made) % 9)
        self.made.append(
            Endorsement(
                claim=claim,
                about_id=claim.member_id,
                by_id=other,
                from_organisation_id=self.past.organisation[other],
                basis=ground.basis,
                meeting_id=ground.meeting,
                product_id=ground.product,
                text=self.words.take(topic, ground.basis),
                given_on=min(day, self.reference),
            )
        )

    def _grounds(self, claim: ExpertiseClaim, met: list[Met]) -> list[Ground]:
        """What the two share, one of each kind; a lesson visit is not a meeting about the topic."""
        basis = EndorsementBasis
        visits, talks = [one for one in met if one.is_visit], [one for one in met if not one.is_visit]
        found = [Ground(basis.LESSON_VISIT, visit.day, meeting=visit.pk) for visit in visits[:1]]
        found += [Ground(basis.MEETING, meeting.day, meeting=meeting.pk) for meeting in talks[:1]]
        for product in self.past.products[claim.member_id, claim.topic_id][:1]:
            if product.published_on is not None and product.published_on < self.reference - 5 * DAY:
                found.append(Ground(basis.PRODUCT, product.published_on, product=product.pk))
        return found

    def store(self) -> None:
        Endorsement.objects.bulk_create(self.made)
