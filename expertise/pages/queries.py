"""What stands around a claim in other rooms: products, questions and meetings that it points at or may point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.claims.models import Endorsement, Evidence, ExpertiseClaim
from expertise.claims.queries import Thing
from expertise.claims.registry import collect_things, find_links
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.enums import Visibility
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader

MOST_TO_CHOOSE = 40


# What stands with one claim -----------------------------------------------------------------------


@dataclass(frozen=True)
class Proof:
    """A piece of evidence or an endorsement with the address of what it points at, when this reader may see that."""

    row: Evidence | Endorsement
    url: str = ""
    of: str = ""
    is_mine: bool = False
    name: str = ""
    profile_url: str = ""
    take_url: str = ""


def find_evidence(claim: ExpertiseClaim, reader: Reader) -> list[Proof]:
    """In the order in which it happened, the newest first."""
    rows = list(
        Evidence.objects.filter(claim=claim)
        .select_related("product", "meeting", "group")
        .order_by(F("happened_on").desc(nulls_last=True), "pk")
    )
    links = _links(rows, reader)
    elsewhere = find_links({row.elsewhere for row in rows if row.elsewhere}, reader)
    take = address_by_key("expertise:evidence_remove", claim.public_id)
    return [
        Proof(
            row,
            there.url if (there := elsewhere.get(row.elsewhere)) else links.get(row.pk, ("", ""))[0] or row.link,
            of=there.text if there else "",
            take_url=take(row.public_id),
        )
        for row in rows
    ]


def find_endorsements(claim: ExpertiseClaim, reader: Reader) -> list[Proof]:
    """The newest first. Strangers read only colleagues who may be found by everybody."""
    rows = Endorsement.objects.standing().filter(claim=claim)
    if not reader.is_authenticated:
        rows = rows.filter(by__name_visibility=Visibility.EVERYBODY)
    found = list(rows.select_related("by", "meeting", "product", "help_request").order_by("-given_on", "-pk"))
    links = _links(found, reader)
    profile = address_by_key("members:member_detail")
    take = address_by_key("expertise:endorsement_withdraw", claim.public_id)
    return [
        Proof(
            row,
            *links.get(row.pk, ("", "")),
            is_mine=row.by_id == reader.pk,
            name=row.by.get_full_name(),
            profile_url=profile(row.by.public_id),
            take_url=take(row.public_id),
        )
        for row in found
    ]


def _links(rows: Sequence[Evidence | Endorsement], reader: Reader) -> dict[int, tuple[str, str]]:
    """Address and name of what each row points at; of what the reader may not see, nothing. At most four queries.

    A question asked without a name is never named: its asker would be.
    """
    seen: dict[str, set[int]] = {}
    for name, model in (("product", KnowledgeProduct), ("meeting", Meeting), ("group", Group)):
        keys = {key for row in rows if (key := getattr(row, f"{name}_id", None))}
        seen[name] = (
            set(model.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        )
    asked = {key for row in rows if isinstance(row, Endorsement) and (key := row.help_request_id)}
    help_requests = HelpRequest.objects.visible_to(reader).filter(pk__in=asked, is_anonymous=False) if asked else None
    seen["help_request"] = set(help_requests.values_list("pk", flat=True)) if help_requests is not None else set()
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        for name, keys in seen.items():
            if getattr(row, f"{name}_id", None) in keys:
                thing = getattr(row, name)
                found[row.pk] = (_address(thing), str(thing))
    return found


def _address(thing: KnowledgeProduct | Meeting | Group | HelpRequest) -> str:
    if isinstance(thing, KnowledgeProduct):
        return thing.get_absolute_url()
    if isinstance(thing, Meeting):
        return reverse("plg:meeting_detail", args=[thing.public_id])
    return reverse("plg:group_detail", args=[thing.slug]) if isinstance(thing, Group) else ""


# What to choose from ------------------------------------------------------------------------------


def list_things(member: Member) -> list[tuple[str, list[Thing]]]:
    """What `member` can point at as evidence, in groups: products, roles in groups, meetings. Three queries,
    and those of parts above.
    """
    products = (
        KnowledgeProduct.objects.in_view().filter(contact_person=member)
        | KnowledgeProduct.objects.in_view().filter(added_by=member)
    ).order_by("-published_on", "pk")
    roles = GroupMembership.objects.filter(member=member).exclude(role=GroupRole.OBSERVER)
    roles = roles.select_related("group").order_by("group__name", "-start")
    groups = {row.group_id: row for row in reversed(list(roles))}
    found = [
        (_("Products"), [_thing("product", row, row.slug, row.title, row.title) for row in products[:MOST_TO_CHOOSE]]),
        (
            _("Groups"),
            [
                _thing("group", row.group, row.group.slug, title := _role_title(row), title)
                for row in list(groups.values())[:MOST_TO_CHOOSE]
            ],
        ),
        (_("Meetings"), [_meeting(meeting) for meeting in _attended(member)[:MOST_TO_CHOOSE]]),
    ]
    return [(label, things) for label, things in found if things] + collect_things(member)


def _role_title(row: GroupMembership) -> str:
    return _("%(role)s of «%(group)s»") % {"role": row.get_role_display().capitalize(), "group": row.group.name}


def list_shared_things(member: Member, other: Member) -> list[tuple[str, list[Thing]]]:
    """What the two did together: meetings where both were, products of the other that one may read, and questions of
    `member` that the other answered. Three queries.
    """
    both = _attended(member).filter(pk__in=_attended(other).values("pk"))
    products = KnowledgeProduct.objects.visible_to(member).in_view().filter(contact_person=other)
    helped = HelpRequestMatch.objects.filter(expert=other, state=MatchState.ACCEPTED).values("help_request")
    help_requests = HelpRequest.objects.filter(asker=member, pk__in=helped).order_by("-asked_at", "pk")
    found = [
        (_("Meetings where you both were"), [_meeting(row) for row in both[:MOST_TO_CHOOSE]]),
        (
            _("Products"),
            [
                _thing("product", row, row.slug, row.title, row.title)
                for row in products.order_by("-published_on", "pk")[:MOST_TO_CHOOSE]
            ],
        ),
        (
            _("Your questions"),
            [
                _thing("help_request", row, row.public_id, row.title, row.title)
                for row in help_requests[:MOST_TO_CHOOSE]
            ],
        ),
    ]
    return [(label, things) for label, things in found if things]


def _attended(member: Member) -> QuerySet[Meeting]:
    there = MeetingInvitation.objects.filter(member=member, attendance__status__in=AttendanceStatus.WERE_THERE)
    return (
        Meeting.objects.filter(pk__in=there.values("meeting"))
        .exclude(status=MeetingStatus.CANCELLED)
        .select_related("group", "partnership")
        .order_by("-starts_at", "pk")
    )


def _meeting(meeting: Meeting) -> Thing:
    day = nice_date(meeting.starts_at)
    # What a meeting of a closed group was about stays there: evidence names the group and the day.
    title = _("Meeting of %(group)s, %(day)s") % {"group": meeting.of_whom, "day": day}
    return _thing("meeting", meeting, meeting.public_id, f"{meeting.title}, {day} ({meeting.of_whom})", title)


def _thing(field: str, thing: Model, key: str, label: str, title: str) -> Thing:
    return Thing(f"{field}:{key}", field, thing, label, title[:200])


# How much somebody is asked -----------------------------------------------------------------------


def count_open_questions(member: Member) -> int:
    """Questions that wait for `member`, or that they are answering."""
    return HelpRequestMatch.objects.filter(
        expert=member,
        state__in=(MatchState.ASKED, MatchState.ACCEPTED),
        help_request__state__in=HelpState.UNFINISHED,
    ).count()
