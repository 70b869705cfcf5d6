"""What of meetings can be found, by who may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.models import Member
from knowledge_network.search.registry import (
    COORDINATORS,
    Document,
    Searchable,
    Shortcut,
    group_audience,
    register,
    register_audiences,
    register_shortcut,
)
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation


def _rows(rows: Any, pks: Collection[int] | None) -> Iterator[Any]:
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    yield from chosen.select_related("group").order_by("pk").iterator(chunk_size=500)


def meeting_audience(public_id: str) -> str:
    return f"meeting:{public_id}"


def meetings(pks: Collection[int] | None) -> Iterator[Document]:
    """A meeting of a group for the group; one of the network, or of a team, for who is invited and for coordinators."""
    hidden = (MeetingStatus.CANCELLED, MeetingStatus.DRAFT)
    shown = Meeting.objects.exclude(status__in=hidden).select_related("partnership").prefetch_related("topics")  # type: ignore[misc]  # taggit has no types
    for meeting in _rows(shown, pks):
        invited = [COORDINATORS, meeting_audience(meeting.public_id)]
        of_group = meeting.group is not None and not meeting.is_of_a_team
        yield Document(
            object_key=str(meeting.pk),
            title=meeting.title,
            subtitle=meeting.of_whom,
            url=reverse("plg:meeting_detail", args=[meeting.public_id]),
            words=" ".join([meeting.location, *sorted(topic.name for topic in meeting.topics.all())]).strip(),
            audiences=[group_audience(meeting.group.slug)] if of_group else invited,
            boost=1.0 if meeting.ends_at >= timezone.now() else 0.5,
        )


register(Searchable(kind="meeting", label=_("Meetings"), icon="calendar", documents=meetings))


@register_audiences
def audiences_of_meetings(member: Member) -> QuerySet[Any, str]:
    """One audience for each meeting of the network, or of a team, that the member is invited to."""
    chosen = Q(meeting__group__isnull=True) | Q(meeting__audience=MeetingAudience.CHOSEN)
    invited = MeetingInvitation.objects.standing().filter(chosen, member=member).order_by()
    audience = Concat(Value(meeting_audience("")), "meeting__public_id", output_field=TextField())
    return invited.values_list(audience, flat=True)


register_shortcut(
    Shortcut(
        name="plg.agenda",
        label=_("My agenda"),
        icon="calendar",
        url_name="plg:agenda",
        words=_("meetings calendar month"),
        order=60,
    )
)
