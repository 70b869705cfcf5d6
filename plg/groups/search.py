"""What of groups can be found: the open part of groups that started, and drafts by who works on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import (
    COORDINATORS,
    PUBLIC,
    Document,
    Searchable,
    Shortcut,
    group_audience,
    register,
    register_audiences,
    register_shortcut,
)
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation
from plg.space.models import Conversation, GroupFile


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    groups = Group.objects.all() if pks is None else Group.objects.filter(pk__in=pks)
    for group in groups.prefetch_related("topics", "results").order_by("pk").iterator(chunk_size=200):
        topics = [word for topic in sorted(group.topics.all(), key=str) for word in (topic.name, *topic.synonyms)]
        results = [
            f"{result.title} {result.summary}"
            for result in sorted(group.results.all(), key=lambda r: r.pk)
            if result.removed_at is None
        ]
        yield Document(
            object_key=str(group.pk),
            title=group.name,
            subtitle=group.question or group.purpose,
            url=reverse("plg:group_detail", args=[group.slug]),
            words=" ".join([group.purpose, group.description, *topics, *results]),
            audiences=[PUBLIC] if group.is_public else [COORDINATORS, group_audience(group.slug)],
            boost=1.0 if group.is_working else 0.6,
        )


register(Searchable(kind="group", label=_("Groups"), icon="users", documents=documents))


# The closed space: titles only, for who is in the group -----------------------------------------


def _rows(rows: Any, pks: Collection[int] | None) -> Iterator[Any]:
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    yield from chosen.select_related("group").order_by("pk").iterator(chunk_size=500)


def conversations(pks: Collection[int] | None) -> Iterator[Document]:
    for conversation in _rows(Conversation.objects.present(), pks):
        yield Document(
            object_key=str(conversation.pk),
            title=conversation.title,
            subtitle=conversation.group.name,
            url=reverse("plg:conversation_detail", args=[conversation.group.slug, conversation.public_id]),
            words="",
            audiences=[group_audience(conversation.group.slug)],
        )


def files(pks: Collection[int] | None) -> Iterator[Document]:
    for file in _rows(GroupFile.objects.present(), pks):
        yield Document(
            object_key=str(file.pk),
            title=file.title,
            subtitle=file.group.name,
            url=reverse("plg:file_detail", args=[file.group.slug, file.public_id]),
            words=file.description,
            audiences=[group_audience(file.group.slug)],
        )


def meeting_audience(public_id: str) -> str:
    return f"meeting:{public_id}"


def meetings(pks: Collection[int] | None) -> Iterator[Document]:
    """A meeting of a group for the group; one of the network for who is invited and for coordinators."""
    hidden = (MeetingStatus.CANCELLED, MeetingStatus.DRAFT)
    for meeting in _rows(Meeting.objects.exclude(status__in=hidden).select_related("partnership"), pks):
        of_network = [COORDINATORS, meeting_audience(meeting.public_id)]
        yield Document(
            object_key=str(meeting.pk),
            title=meeting.title,
            subtitle=meeting.of_whom,
            url=reverse("plg:meeting_detail", args=[meeting.public_id]),
            words=meeting.location,
            audiences=[group_audience(meeting.group.slug)] if meeting.group else of_network,
            boost=1.0 if meeting.ends_at >= timezone.now() else 0.5,
        )


register(Searchable(kind="conversation", label=_("Conversations"), icon="messages-square", documents=conversations))
register(Searchable(kind="group_file", label=_("Files"), icon="file-text", documents=files))
register(Searchable(kind="meeting", label=_("Meetings"), icon="calendar", documents=meetings))


@register_audiences
def audiences_of_groups(member: Any) -> QuerySet[Any, Any]:
    """One audience for each group that the member is in today."""
    mine = GroupMembership.objects.current().filter(member=member).order_by()
    return mine.values_list(Concat(Value(group_audience("")), "group__slug", output_field=TextField()), flat=True)


@register_audiences
def audiences_of_meetings(member: Any) -> QuerySet[Any, Any]:
    """One audience for each meeting of the network that the member is invited to."""
    invited = MeetingInvitation.objects.standing().filter(member=member, meeting__group__isnull=True).order_by()
    audience = Concat(Value(meeting_audience("")), "meeting__public_id", output_field=TextField())
    return invited.values_list(audience, flat=True)


register_shortcut(
    Shortcut(
        name="plg.start",
        label=_("Start a group"),
        icon="plus",
        url_name="plg:group_new",
        words=_("new PLG project group"),
        permission="plg.create_group",
    )
)
register_shortcut(
    Shortcut(name="plg.groups", label=_("All groups"), icon="users", url_name="plg:group_list", words=_("my groups"))
)
register_shortcut(
    Shortcut(
        name="plg.manage",
        label=_("Manage groups"),
        icon="table",
        url_name="plg:manage_groups",
        words=_("coordinator table export"),
        permission="plg.manage_groups",
    )
)

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
register_shortcut(
    Shortcut(
        name="plg.check_in",
        label=_("Check in"),
        icon="check",
        url_name="plg:check_in",
        words=_("code meeting"),
        order=60,
    )
)
register_shortcut(
    Shortcut(
        name="plg.hours",
        label=_("My hours"),
        icon="clock",
        url_name="plg:my_hours",
        words=_("certificate registration pdf"),
        order=60,
    )
)
register_shortcut(
    Shortcut(
        name="plg.actions",
        label=_("My action points"),
        icon="list-checks",
        url_name="plg:my_action_items",
        words=_("tasks to do"),
        order=60,
    )
)
