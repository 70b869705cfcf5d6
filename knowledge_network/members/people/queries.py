"""The directory and the profile page: all that a page shows of people in one query, masked by what they chose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, cast

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from knowledge_network.kit.models import match_active
from knowledge_network.kit.pagination import KeysetPage, first_page, paginate
from knowledge_network.kit.prepared import Built, PreparedQuery, instance, list_columns
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member, NetworkRole
from knowledge_network.members.people.models.ask_me import AskMeAboutQuerySet
from knowledge_network.topics.enums import TopicState

if TYPE_CHECKING:
    from django.http import QueryDict
    from django_stubs_ext import WithAnnotations

    from knowledge_network.members.people.forms.directory import DirectoryFilterForm
    from knowledge_network.members.people.requests import Reader

COUNT_KEPT = 60
COUNT_CAP = 1000
TOPICS_ON_A_CARD = 3
FUNCTION_LABELS = {function.value: function.label for function in Function}
# Who was never here stands before everybody who was.
NEVER = dt.date(1900, 1, 1)


class WorkRow(TypedDict):
    """An appointment as `_appointments_of_member` gives it in JSON."""

    function: str
    school: str
    slug: str
    board: str | None


class WorkInJson(TypedDict):
    data: WorkRow


class TopicRow(TypedDict):
    """A topic of a profile, in JSON, with who sees it."""

    slug: str
    name: str
    visibility: str


class DirectoryRow(TypedDict):
    """The columns of a card."""

    public_id: str
    sort_name: str
    given_name: str
    infix: str
    family_name: str
    photo: str
    photo_visibility: str
    work: WorkRow | None
    work_visibility: str
    topic_names: list[str]


class ManagementRow(TypedDict):
    """The columns of the coordinators' table."""

    public_id: str
    sort_name: str
    given_name: str
    infix: str
    family_name: str
    email: str
    email_visibility: str
    joined_at: dt.datetime
    last_seen_on: dt.date | None
    suspended_at: dt.datetime | None
    left_at: dt.datetime | None
    erasure_requested_at: dt.datetime | None
    work: WorkRow | None
    sort_school: str
    sort_seen: dt.date


class ProfileColumns(TypedDict):
    """What `with_profile` adds to a member."""

    work_now: list[WorkRow]
    topics_now: list[TopicRow]


def _appointments_of_member() -> QuerySet[Appointment, WorkInJson]:
    return (
        Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk"))
        .order_by("-is_primary", "start")
        .values(
            data=JSONObject(
                function="function",
                school="organisation__name",
                slug="organisation__slug",
                board="organisation__governing_board__name",
            )
        )
    )


def _topics_of_member() -> AskMeAboutQuerySet:
    items: AskMeAboutQuerySet = AskMeAbout.objects.filter(content_object=OuterRef("pk"))
    return items.filter(tag__state=TopicState.APPROVED).order_by("tag__name")


ON_A_CARD = (
    "public_id",
    "sort_name",
    "given_name",
    "infix",
    "family_name",
    "photo",
    "photo_visibility",
    "work",
    "work_visibility",
    "topic_names",
)


def directory_rows(members: QuerySet[Member]) -> QuerySet[Member, DirectoryRow]:
    """Only the columns of a card; the subqueries run for the rows of the page, not for those that were filtered."""
    return cast("QuerySet[Member, DirectoryRow]", _with_card(members).values(*ON_A_CARD))


def _with_card(members: QuerySet[Member]) -> QuerySet[Member]:
    return members.annotate(
        work=Subquery(_appointments_of_member()[:1]),
        topic_names=ArraySubquery(_topics_of_member().shown_to_members().values_list("tag__name")[:TOPICS_ON_A_CARD]),
    )


def _first_query() -> Built:
    return _with_card(Member.objects.active()).order_by("sort_name", "public_id")[:21], ON_A_CARD


# The page that everybody opens first: docs/decisions/0021.
_first_rows = PreparedQuery(_first_query)


def capped_count(members: QuerySet[Member]) -> int:
    """How many there are, but never more than COUNT_CAP + 1: counting all of them costs more than it tells."""
    return members.order_by()[: COUNT_CAP + 1].count()


@dataclass(frozen=True)
class Found:
    """A page of the directory, how many there are (up to the cap), and how names were compared."""

    page: KeysetPage
    total: int
    names: str


def find_members(filters: DirectoryFilterForm, data: QueryDict) -> Found:
    """The page that the filter asks for, at a cost that does not grow with the network.

    A family name stands together in the order of the directory, so walking along that order until the first «Jansen»
    costs all names before it. Few hits are therefore looked up by trigram first and sorted then. More hits than the cap
    are taken from where that family name begins; a given name is spread, so walking finds a page of it at once.
    """
    active = Member.objects.active()
    if not filters.is_active and not data.get("vanaf"):
        page = first_page(_first_rows.rows())
        return Found(page, _total(page, filters, active), "holding")
    if not filters.value("q"):
        page = paginate(directory_rows(filters.apply(active)), data)
        return Found(page, _total(page, filters, active), "holding")
    candidates = filters.apply(active)
    total = capped_count(candidates)
    if not total:
        page = paginate(directory_rows(_among(filters.apply(active, names="alike"))), data)
        return Found(page, len(page), "alike")
    if total <= COUNT_CAP:
        return Found(paginate(directory_rows(_among(candidates)), data), total, "holding")
    page = paginate(directory_rows(filters.apply(active, names="beginning")), data)
    if page.rows:
        return Found(page, total, "beginning")
    return Found(paginate(directory_rows(candidates), data), total, "holding")


def _among(candidates: QuerySet[Member]) -> QuerySet[Member]:
    """The same members, looked up before they are sorted: the limit keeps PostgreSQL from walking along the order."""
    return Member.objects.filter(pk__in=candidates.order_by().values("pk")[: COUNT_CAP + 1])


def _total(page: KeysetPage, filters: DirectoryFilterForm, active: QuerySet[Member]) -> int:
    """How many there are, up to the cap; asked only where the page itself does not tell."""
    if not page.next_cursor and not page.previous_cursor:
        return len(page)
    if filters.is_active:
        return capped_count(filters.apply(active))
    return cache.get_or_set("members.directory_count", lambda: capped_count(active), COUNT_KEPT) or 0


def with_profile(members: QuerySet[Member]) -> QuerySet[WithAnnotations[Member, ProfileColumns]]:
    """`work_now` (as JSON, the main appointment first) and `topics_now` (slug, name, who sees it) in the same query."""
    return members.annotate(
        work_now=ArraySubquery(_appointments_of_member()),
        topics_now=ArraySubquery(
            _topics_of_member().values_list(
                JSONObject(slug=F("tag__slug"), name=F("tag__name"), visibility=F("visibility"))
            )
        ),
    )


def _profile_query(reader: Reader, *, public_id: str) -> Built:
    members = with_profile(Member.objects.visible_to(reader).filter(public_id=public_id))
    return members, (*list_columns(Member), "work_now", "topics_now")


_profile = PreparedQuery(_profile_query, reader=("is_coordinator", "is_platform_admin"), public_id=str)


def member_with_profile(viewer: Reader, public_id: str) -> WithAnnotations[Member, ProfileColumns] | None:
    """The member of a profile page, if `viewer` may see that there is one; `with_profile`, in one query."""
    rows = _profile.rows(reader=viewer, public_id=public_id)
    return cast("WithAnnotations[Member, ProfileColumns]", instance(Member, rows[0])) if rows else None


class Stranger:
    """Stands for any viewer in the preview of one's own profile: a stranger, or another member."""

    pk: int | None = None

    def __init__(self, *, is_authenticated: bool) -> None:
        self.is_authenticated = is_authenticated


# The coordinator's table ----------------------------------------------------------------------


def management_rows(members: QuerySet[Member]) -> QuerySet[Member, ManagementRow]:
    """The columns of the table and what it sorts by, one query whatever its length.

    By school it sorts all there are before it shows a hundred, so that school is joined: to ask it of each member apart
    costs seventeen times as much at a hundred thousand. Nobody has two main appointments at a time.
    """
    main = Q(appointments__is_primary=True) & match_active(timezone.localdate(), "appointments__")
    return members.annotate(
        main=FilteredRelation("appointments", condition=main),
        work=Subquery(_appointments_of_member()[:1]),
        sort_school=Coalesce("main__organisation__name", Value("")),
        sort_seen=Coalesce("last_seen_on", Value(NEVER)),
    ).values(
        "public_id",
        "sort_name",
        "given_name",
        "infix",
        "family_name",
        "email",
        "email_visibility",
        "joined_at",
        "last_seen_on",
        "suspended_at",
        "left_at",
        "erasure_requested_at",
        "work",
        "sort_school",
        "sort_seen",
    )


def primary_work(of: str) -> dict[str, Subquery]:
    """`function` and `workplace` of the main appointment of the member that `of` refers to."""
    today = timezone.localdate()
    rows = Appointment.objects.filter(match_active(today), member=OuterRef(of)).order_by("-is_primary", "start")
    return {
        "function": Subquery(rows.values("function")[:1]),
        "workplace": Subquery(rows.values("organisation__name")[:1]),
    }


# A role that ends within so many days is looked at in time.
ROLE_ENDS_SOON = dt.timedelta(days=30)


def find_roles_without_second_factor() -> QuerySet[NetworkRole]:
    """Of today, those that see much and are held without an app or key."""
    key = Authenticator.objects.filter(user=OuterRef("member"))
    wanted = (*NetworkRoleKind.COORDINATING, *NetworkRoleKind.NEVER_WITHOUT)
    return NetworkRole.objects.current().filter(role__in=wanted).exclude(Exists(key))


def find_roles_that_end_soon() -> QuerySet[NetworkRole]:
    return NetworkRole.objects.current().filter(end__lte=timezone.localdate() + ROLE_ENDS_SOON)


def coordinators_of_network() -> list[Member]:
    """Active members who run the network."""
    roles = NetworkRole.objects.current().filter(
        role__in=[NetworkRoleKind.NETWORK_COORDINATOR, NetworkRoleKind.PROGRAMME_LEADER]
    )
    return list(Member.objects.active().filter(pk__in=roles.values("member")).order_by("pk"))


def find_boards(members: set[int]) -> dict[int, int]:
    """The board (or institute) where each works first of all. One query."""
    rows = Appointment.objects.current().filter(member__in=members, is_primary=True)
    board = rows.values_list("member", "organisation__governing_board", "organisation")
    return {member: governing or organisation for member, governing, organisation in board}
