"""Everything of which the cockpit says how many wait, one by one: what it is, who it is about, since when.

All sorts are read in one query: each part gives the same columns of other tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Expression,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Replace, Trim
from django.utils import timezone

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpRequestMatch
from expertise.asking.queries.board import list_for_desk as list_questions
from expertise.products.queries.reviews import without_reader
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.dashboards.enums import Sort
from knowledge_network.dashboards.queries.among_all import (
    Found,
    ask_groups,
    ask_meetings,
    find_groups_that_ask,
    find_late_meetings,
    find_waiting,
)
from knowledge_network.dashboards.queries.queues import find_open_signups
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.calendar import dormancy_threshold
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole, GroupState
from plg.groups.models import Group, GroupMembership, GroupTransition, JoinRequest
from plg.meetings.forms.desk import WITHOUT_ATTENDANCE, WITHOUT_MINUTES
from plg.meetings.models import Meeting
from plg.pages.enums import Attention
from plg.pages.overview import match_asking

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

# Of each sort so many stand on the page; how many more there are is said beside them.
MOST_OF_A_SORT = 6
COLUMNS = ("line_sort", "line_key", "line_title", "line_who", "line_about", "line_since", "line_number")


@dataclass(frozen=True)
class Line:
    """One thing that waits. `who` may be names or nothing, `about` a code or words, `number` how many it is about."""

    sort: str
    key: str
    title: str
    who: str
    about: str
    since: dt.datetime | None
    number: int

    @property
    def item(self) -> str:
        """How marks call it."""
        return f"{self.sort}:{self.key}"


type Rows = QuerySet[Any]
# The sorts of which very many may wait, by the name of their queue.
QUEUES = {
    Sort.SIGNUP: "signups",
    Sort.MAIL: "mail",
    Sort.QUESTION: "questions",
    Sort.PRODUCT: "readers",
}
# By sort the keys of what is set aside.
type Aside = Mapping[str, Collection[str]]
# A name of a field, or what is reckoned of some.
type Column = str | Expression | Subquery


def find_lines(member: Member, *, aside: Aside) -> list[Line]:
    """The oldest of each sort, and all of those that are set aside (`aside`: keys by sort). Three queries in all."""
    today = timezone.localdate()
    parts = [
        *_people(member),
        *_groups(today, aside),
        *_meetings(timezone.now(), aside),
        *_questions(member),
        *_agreements(),
    ]
    found = find_waiting() if member.is_coordinator else {}
    read = [
        part.narrow(found.get(QUEUES.get(part.sort, ""), Found()), aside.get(part.sort, ())).first_lines(
            aside.get(part.sort, ())
        )
        for part in parts
    ]
    rows = read[0].union(*read[1:], all=True)
    return [Line(*(row[column] for column in COLUMNS)) for row in rows]


@dataclass(frozen=True)
class Part:
    """The rows of one sort; the other fields are expressions on them."""

    sort: Sort
    rows: Rows
    key: str
    title: Column
    since: Column
    who: Column = ""
    about: Column = ""
    number: Expression | Subquery | None = None

    def narrow(self, found: Found, aside: Collection[str]) -> Part:
        """Of a long queue the oldest alone, and what is set aside."""
        if not found.is_narrow:
            return self
        return replace(self, rows=self.rows.filter(Q(pk__in=found.keys) | Q(**{f"{self.key}__in": list(aside)})))

    def first_lines(self, aside: Collection[str]) -> Rows:
        """What is set aside comes first, so that a full list never hides it; then the oldest."""
        values = {
            "line_sort": Value(self.sort.value, output_field=TextField()),
            "line_key": Cast(self.key, TextField()),
            "line_title": _as_text(self.title),
            "line_who": _as_text(self.who),
            "line_about": _as_text(self.about),
            "line_since": Cast(self.since, DateTimeField()),
            "line_number": self.number or Value(0, output_field=IntegerField()),
        }
        hidden = Case(When(Q(line_key__in=sorted(aside)), then=Value(0)), default=Value(1))
        found: Rows = self.rows.order_by().annotate(**values)
        found = found.order_by(hidden, "line_since", "line_key") if aside else found.order_by("line_since", "line_key")
        return found.values(*COLUMNS)[: MOST_OF_A_SORT + len(aside)]


def _as_text(what: Column) -> Expression:
    if what == "":
        return Value("", output_field=TextField())
    return Coalesce(Cast(what, TextField()), Value("", output_field=TextField()))


def spell_name(path: str = "") -> Expression:
    """Given name, infix and family name of a member to which `path` leads."""
    words = (Cast(f"{path}{name}", TextField()) for name in ("given_name", "infix", "family_name"))
    given, infix, family = words
    blank = Value(" ", output_field=TextField())
    whole = Concat(given, blank, infix, blank, family)
    return Trim(Replace(whole, Value("  ", output_field=TextField()), blank))


def _leaders(group: str) -> Subquery:
    """Who leads the group, as one text."""
    rows = GroupMembership.objects.current().of_present().filter(group=OuterRef(group), role=GroupRole.LEAD).order_by()
    named = rows.values("group").annotate(names=StringAgg(spell_name("member__"), Value(", ")))
    return Subquery(named.values("names"), output_field=TextField())


def _people(member: Member) -> list[Part]:
    return [
        Part(
            Sort.SIGNUP,
            find_open_signups(member),
            key="public_id",
            title=spell_name(),
            who="organisation__name",
            about="function",
            since="requested_at",
        ),
        Part(
            Sort.MAIL,
            Delivery.objects.filter(state=DeliveryState.FAILED),
            key="public_id",
            title="address",
            who="subject",
            about="reason",
            since="planned_at",
        ),
        Part(
            Sort.TOPIC,
            Topic.objects.proposed(),
            key="slug",
            title="name",
            who=spell_name("proposed_by__"),
            since="created_at",
        ),
    ]


def _groups(today: dt.date, aside: Aside) -> list[Part]:
    sent_in = GroupTransition.objects.filter(group=OuterRef("pk"), to_state__in=GroupState.UNDECIDED).order_by("-at")
    asked = JoinRequest.objects.open().filter(group=OuterRef("pk")).order_by("requested_at")
    counted = asked.order_by().values("group").annotate(n=Count("pk")).values("n")
    groups, found, threshold = Group.objects.all(), find_groups_that_ask(today), dormancy_threshold(today)

    def ask_again(sort: Sort, attention: Attention) -> Rows:
        near = groups.filter(Q(pk__in=found[attention].keys) | Q(slug__in=aside.get(sort, ())))
        return ask_groups(near, attention, today, threshold)

    shared: dict[str, Any] = {"key": "slug", "title": "name", "about": "kind"}
    return [
        Part(
            Sort.DECIDE,
            groups.filter(match_asking(Attention.UNDECIDED, today)),
            who=spell_name("contact_person__"),
            since=Coalesce(Subquery(sent_in.values("at")[:1]), "created_at"),
            **shared,
        ),
        Part(
            Sort.JOINING,
            ask_again(Sort.JOINING, Attention.WAITING_LONG),
            who=_leaders("pk"),
            since="since",
            number=Subquery(counted, output_field=IntegerField()),
            **shared,
        ),
        Part(
            Sort.DORMANT,
            ask_again(Sort.DORMANT, Attention.DORMANT),
            who=_leaders("pk"),
            since="since",
            **shared,
        ),
        Part(
            Sort.ENDS,
            ask_again(Sort.ENDS, Attention.ENDS_SOON),
            who=_leaders("pk"),
            since="since",
            **shared,
        ),
    ]


def _meetings(now: dt.datetime, aside: Aside) -> list[Part]:
    found = find_late_meetings(now)
    shared: dict[str, Any] = {
        "key": "public_id",
        "title": "title",
        "who": _leaders("group"),
        "about": Coalesce("group__name", "partnership__name"),
        "since": "since",
    }

    def ask_again(sort: Sort, missing: str) -> Rows:
        near = Meeting.objects.filter(Q(pk__in=found[missing].keys) | Q(public_id__in=aside.get(sort, ())))
        return ask_meetings(near, missing, now)

    return [
        Part(sort, ask_again(sort, missing), **shared)
        for sort, missing in ((Sort.ATTENDANCE, WITHOUT_ATTENDANCE), (Sort.MINUTES, WITHOUT_MINUTES))
    ]


def _questions(member: Member) -> list[Part]:
    asked = HelpRequestMatch.objects.filter(help_request=OuterRef("pk"), state=MatchState.ASKED).order_by()
    counted = asked.values("help_request").annotate(n=Count("pk")).values("n")
    passed_on = Case(
        When(escalated_at__isnull=False, then=Value("passed on")), default=Value(""), output_field=TextField()
    )
    nameless = When(is_anonymous=True, then=Value("", output_field=TextField()))
    return [
        Part(
            Sort.QUESTION,
            list_questions(member).filter(state__in=HelpState.WAITING),
            key="public_id",
            title="title",
            who=Case(nameless, default=spell_name("asker__"), output_field=TextField()),
            about=passed_on,
            since="asked_at",
            number=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        ),
        Part(
            Sort.PRODUCT,
            without_reader(),
            key="slug",
            title="title",
            since="submitted_at",
        ),
    ]


def _agreements() -> list[Part]:
    late = Obligation.objects.filter(state=ObligationState.LATE)
    return [
        Part(
            Sort.OBLIGATION,
            late,
            key="public_id",
            title="rule__title",
            who=spell_name("owner__"),
            about="party__organisation__name",
            since="due_on",
        ),
        Part(
            Sort.SIGNATURE,
            Signature.objects.waiting(),
            key="public_id",
            title="party__name_as_signed",
            who="party__agreement__title",
            about="party__agreement__public_id",
            since="asked_at",
        ),
    ]
