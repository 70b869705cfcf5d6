"""Meetings of a group or of the whole network: planning, changing, moving, calling off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.forms import Cleaned
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, replace_notices
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.meetings.actions.answers import fill_seats
from plg.meetings.actions.invitations import Given, invite_people, take_over_answers, tell_invited
from plg.meetings.actions.news import has_been_heard, tell_news
from plg.meetings.enums import MeetingAudience, MeetingStatus, RsvpAnswer
from plg.meetings.models import AgendaItem, Meeting, MeetingInvitation, MeetingSeries, MeetingTopic
from plg.meetings.notices import meetings as notices

# What who comes has to know at once.
TIMES = ("starts_at", "ends_at")
PLACES = ("host_site", "location", "link")


@transaction.atomic
def plan_meeting(
    *,
    group: Group | None = None,
    partnership: Partnership | None = None,
    by: Member,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    invited: list[Member] | None = None,
    at: dt.datetime | None = None,
    tells: bool = True,
    series: MeetingSeries | None = None,
    given: Given | None = None,
    topics: Iterable[Topic] | None = None,
    **fields: Any,
) -> Meeting:
    """The meeting, with its invitations; told to who is invited unless it is past or (`tells`) told another way.

    `given` is what members answered before there was a meeting; who said yes then is not invited once more, and hears
    of it from who knew the answer. `topics`: what it is about; not said, a group with one topic meets about that one.

    `fields`: kind, description, host_site, location, link, capacity, prep_minutes, audience, and status «concept» for
    a draft, to which nobody is invited yet. `invited` are the people of a meeting for whom you choose. The same title
    and time again give the same meeting. Who plans a `series` holds the row of its group.
    """
    now = at or timezone.now()
    owner = group or partnership
    if owner is None:
        raise RefusedError(_("Choose a group, or the whole network."))
    if series is None:
        type(owner).objects.select_for_update().get(pk=owner.pk)
    same = {"group": group, "partnership": partnership, "title": title, "starts_at": starts_at}
    if known := Meeting.objects.filter(**same).exclude(status=MeetingStatus.CANCELLED).first():
        take_over_answers(meeting=known, given=given or {})
        return known
    made = {"series": series, "planned_by": by, "created_at": now, "changed_at": now}
    meeting = Meeting.objects.create(**same, ends_at=ends_at, **made, **fields)
    about = topics if topics is not None else _only_topic(group)
    MeetingTopic.objects.bulk_create(MeetingTopic(content_object=meeting, tag=topic) for topic in about)
    AuditEvent.objects.record("plg.meeting_planned", group, by=by, meeting=meeting.public_id)
    if meeting.status != MeetingStatus.DRAFT:
        _invite_and_tell(meeting, by=by, at=now, invited=invited, tells=tells, given=given)
    elif invited:
        invite_people(meeting=meeting, by=by, members=invited, at=now)
    search.refresh("meeting", [meeting.pk])
    return meeting


def _only_topic(group: Group | None) -> list[Topic]:
    """What a group always speaks about: its topic, if it has one and no more."""
    topics = list(group.topics.all()[:2]) if group is not None else []
    return topics if len(topics) == 1 else []


def _invite_and_tell(
    meeting: Meeting,
    *,
    by: Member,
    at: dt.datetime,
    invited: list[Member] | None = None,
    tells: bool = True,
    given: Given | None = None,
) -> None:
    chosen = invited if meeting.audience == MeetingAudience.CHOSEN else None
    invite_people(meeting=meeting, by=by, members=chosen, at=at)
    said_yes: set[int] = set()
    if given:
        take_over_answers(meeting=meeting, given=given)
        said_yes = {member for member, said in given.items() if said.answer == RsvpAnswer.YES}
    if tells and meeting.ends_at >= at:
        tell_invited(notices.INVITED_TO_MEETING, meeting, by=by, at=at, but=said_yes)


@transaction.atomic
def publish_meeting(*, meeting: Meeting, by: Member, at: dt.datetime | None = None) -> None:
    """A draft becomes a planned meeting: people are invited and told."""
    now = at or timezone.now()
    if not Meeting.objects.filter(pk=meeting.pk, status=MeetingStatus.DRAFT).update(
        status=MeetingStatus.PLANNED, changed_at=now
    ):
        return
    meeting.refresh_from_db()
    AuditEvent.objects.record("plg.meeting_published", meeting.group, by=by, meeting=meeting.public_id)
    chosen = [row.member for row in meeting.invitations.standing().select_related("member") if row.member]
    _invite_and_tell(meeting, by=by, at=now, invited=chosen)
    search.refresh("meeting", [meeting.pk])


@transaction.atomic
def unplan_meeting(*, meeting: Meeting, by: Member) -> None:
    """Make a draft of it again while nobody read of it and no mail about it left; who it was for is not invited.

    Refused when somebody heard of it: then it is called off, with a reason.
    """
    locked = _locked(meeting)
    if not locked.is_planned or locked.series_id is not None:
        raise RefusedError(_("This can no longer be taken back. Cancel the meeting, with a reason."))
    if has_been_heard(locked):
        raise RefusedError(_("Somebody heard of it already. Cancel the meeting, with a reason."))
    replace_notices(keys=notices.list_keys(locked))
    if locked.audience != MeetingAudience.CHOSEN:
        locked.invitations.all().delete()
    locked.status, locked.changed_at = MeetingStatus.DRAFT, timezone.now()
    locked.save(update_fields=["status", "changed_at"])
    AuditEvent.objects.record("plg.meeting_unplanned", locked.group, by=by, meeting=locked.public_id)
    search.refresh("meeting", [locked.pk])


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    by: Member,
    at: dt.datetime | None = None,
    from_series: bool = False,
    topics: Iterable[Topic] | None = None,
    **changes: Any,
) -> Meeting:
    """Store `changes` (field → value) and, when given, its `topics`; who is invited is told when time or place differ.

    Another time asks for a new answer of who could come. Refused when the meeting was cancelled, and of a meeting that
    is over for its time. Who changes it `from_series` holds its row.
    """
    now = at or timezone.now()
    locked = meeting if from_series else _locked(meeting)
    if locked.status == MeetingStatus.CANCELLED:
        raise RefusedError(_("This meeting was cancelled. Plan a new one."))
    changed = [name for name, value in changes.items() if getattr(locked, name) != value]
    if topics is not None:
        _set_topics(locked, list(topics), by=by)
    if not changed:
        return locked
    moved = bool(set(changed) & set(TIMES)) and locked.status != MeetingStatus.DRAFT
    if moved and locked.ends_at < now:
        raise RefusedError(_("This meeting is over. Its time stays as it was."))
    before = locked.starts_at
    for name in changed:
        setattr(locked, name, changes[name])
    if moved and "starts_at" in changed:
        locked.status, locked.moved_from = MeetingStatus.MOVED, locked.moved_from or before
    locked.differs_from_series = locked.differs_from_series or (locked.series_id is not None and not from_series)
    locked.sequence, locked.changed_at = locked.sequence + 1, now
    locked.save()
    AuditEvent.objects.record("plg.meeting_changed", locked.group, by=by, meeting=locked.public_id, fields=changed)
    search.refresh("meeting", [locked.pk])
    if "capacity" in changed:
        fill_seats(meeting=locked, at=now)
    if locked.is_planned and locked.ends_at >= now:
        _tell_change(locked, before, changed, by=by, at=now, guests_only=from_series)
    return locked


def _set_topics(meeting: Meeting, topics: list[Topic], *, by: Member) -> None:
    """What it is about is told to nobody: no calendar shows it."""
    if {topic.pk for topic in topics} == set(meeting.topics.values_list("pk", flat=True)):
        return
    meeting.topics.set(topics)
    AuditEvent.objects.record("plg.meeting_changed", meeting.group, by=by, meeting=meeting.public_id, fields=["topics"])
    search.refresh("meeting", [meeting.pk])


def _tell_change(
    meeting: Meeting, before: dt.datetime, changed: list[str], *, by: Member, at: dt.datetime, guests_only: bool
) -> None:
    if set(changed) & set(TIMES):
        if meeting.starts_at != before:
            # Who could come then has to look again; who could not may want to know too.
            standing = MeetingInvitation.objects.standing().filter(meeting=meeting)
            standing.exclude(answer=RsvpAnswer.NONE).update(answer=RsvpAnswer.NONE, waiting_since=None)
        was = before.astimezone(dt.UTC).isoformat()
        tell_news(notices.MEETING_MOVED, meeting, by=by, at=at, guests_only=guests_only, was=was)
    elif set(changed) & set(PLACES):
        tell_news(notices.MEETING_CHANGED, meeting, by=by, at=at, guests_only=guests_only)


@transaction.atomic
def cancel_meeting(
    *, meeting: Meeting, by: Member, reason: str, at: dt.datetime | None = None, from_series: bool = False
) -> None:
    """Call it off, with a reason that everybody reads who is invited and did not say no."""
    now = at or timezone.now()
    if from_series:
        _call_off(meeting, by=by, reason=reason, at=now, guests_only=True)
    elif _call_off(_locked(meeting), by=by, reason=reason, at=now):
        meeting.refresh_from_db()


@transaction.atomic
def cancel_coming_meetings(*, meetings: Iterable[Meeting], by: Member, reason: str, at: dt.datetime) -> None:
    """Call off those of `meetings` that did not begin yet, each as if it were the only one."""
    for locked in _locked_rows().filter(pk__in=[meeting.pk for meeting in meetings], starts_at__gt=at).order_by("pk"):
        _call_off(locked, by=by, reason=reason, at=at)


def _call_off(locked: Meeting, *, by: Member, reason: str, at: dt.datetime, guests_only: bool = False) -> bool:
    """Whether it was planned until now."""
    if not locked.is_planned:
        return False
    locked.status, locked.cancel_reason, locked.changed_at = MeetingStatus.CANCELLED, reason, at
    locked.sequence += 1
    locked.save(update_fields=["status", "cancel_reason", "changed_at", "sequence"])
    AuditEvent.objects.record("plg.meeting_cancelled", locked.group, by=by, meeting=locked.public_id)
    search.refresh("meeting", [locked.pk])
    if locked.ends_at >= at:
        tell_news(notices.MEETING_CANCELLED, locked, by=by, at=at, guests_only=guests_only, reason=reason)
    return True


@transaction.atomic
def discard_draft(*, meeting: Meeting, by: Member) -> None:
    """Throw a draft away: nobody was invited, so nobody is told."""
    locked = _locked(meeting)
    if locked.status != MeetingStatus.DRAFT:
        raise RefusedError(_("This meeting is not a draft any more. Cancel it, with a reason."))
    search.remove("meeting", [locked.pk])
    AuditEvent.objects.record("plg.draft_discarded", locked.group, by=by, meeting=locked.public_id)
    locked.delete()


@transaction.atomic
def reinstate_meeting(
    *, meeting: Meeting, by: Member, at: dt.datetime | None = None, from_series: bool = False
) -> None:
    """Take a cancellation back; who heard of it hears this too."""
    now = at or timezone.now()
    locked = meeting if from_series else _locked(meeting)
    if locked.status != MeetingStatus.CANCELLED:
        return
    locked.status = MeetingStatus.MOVED if locked.moved_from else MeetingStatus.PLANNED
    locked.cancel_reason, locked.changed_at = "", now
    locked.sequence += 1
    locked.save(update_fields=["status", "cancel_reason", "changed_at", "sequence"])
    if not from_series:
        meeting.refresh_from_db()
    AuditEvent.objects.record("plg.meeting_reinstated", locked.group, by=by, meeting=locked.public_id)
    search.refresh("meeting", [locked.pk])
    if locked.ends_at >= now:
        tell_news(notices.MEETING_REINSTATED, locked, by=by, at=now, guests_only=from_series)
    forget_notices(keys=[f"{notices.MEETING_CANCELLED.name}:{locked.public_id}:{locked.sequence - 1}"])


def _locked(meeting: Meeting) -> Meeting:
    return _locked_rows().get(pk=meeting.pk)


def _locked_rows() -> QuerySet[Meeting]:
    return Meeting.objects.select_for_update(of=("self",)).select_related("group", "partnership", "host_site")


COPIED = ("kind", "title", "description", "host_site", "location", "link", "capacity", "prep_minutes", "audience")


@transaction.atomic
def copy_meeting(
    *, meeting: Meeting, by: Member, starts_at: dt.datetime, with_agenda: bool = True, at: dt.datetime | None = None
) -> Meeting:
    """The same meeting on another day, as long as this one, with its agenda and none of its answers."""
    invited = [row.member for row in meeting.invitations.standing().select_related("member") if row.member]
    copy = plan_meeting(
        group=meeting.group,
        partnership=meeting.partnership,
        by=by,
        starts_at=starts_at,
        ends_at=starts_at + (meeting.ends_at - meeting.starts_at),
        invited=[person for person in invited if person.is_present],
        at=at,
        topics=list(meeting.topics.all()),
        **{name: getattr(meeting, name) for name in COPIED},
    )
    if with_agenda and not copy.agenda_items.exists():
        copy_agenda(source=meeting, meeting=copy)
    return copy


def copy_agenda(*, source: Meeting, meeting: Meeting) -> int:
    """Put the subjects of another meeting that are not there yet at the end of the agenda of this one; how many."""
    there = set(meeting.agenda_items.values_list("title", flat=True))
    after = len(there)
    rows = [
        AgendaItem(
            meeting=meeting,
            position=after + number,
            title=item.title,
            goal=item.goal,
            minutes=item.minutes,
            explanation=item.explanation,
            owner=item.owner if item.owner is not None and item.owner.is_present else None,
        )
        for number, item in enumerate(source.agenda_items.select_related("owner").order_by("position", "pk"))
        if item.title not in there
    ]
    return len(AgendaItem.objects.bulk_create(rows))


@transaction.atomic
def write_agenda(*, meeting: Meeting, by: Member, items: list[Cleaned], shown: Collection[str] | None = None) -> None:
    """Make the agenda these `items` in this order: each has title, goal, minutes, explanation, owner, files, and
    `item` for one that stood there already. What is not among them goes, unless something was written under it, or
    the writer had not seen it: with `shown` (public ids), what is not among those stays, after the others."""
    _locked(meeting)
    documents: dict[int, set[int]] = {}
    kept: list[int] = []
    for position, item in enumerate(items):
        row = item.pop("item", None) or AgendaItem(meeting=meeting)
        files = item.pop("files", None)
        for name, value in item.items():
            setattr(row, name, value)
        row.position = position
        row.save()
        if files is not None:
            documents[row.pk] = {file.pk for file in files}
        kept.append(row.pk)
    _lay_beside(documents)
    gone = meeting.agenda_items.exclude(pk__in=kept)
    if shown is not None:
        for place, row in enumerate(gone.exclude(public_id__in=shown).order_by("position", "pk"), len(kept)):
            row.position = place
            row.save(update_fields=["position"])
        gone = gone.filter(public_id__in=shown)
    gone.filter(report="", decisions__isnull=True, action_items__isnull=True).delete()
    AuditEvent.objects.record("plg.agenda_written", meeting.group, by=by, meeting=meeting.public_id)


@transaction.atomic
def add_subject(*, meeting: Meeting, by: Member, title: str, goal: str = "", explanation: str = "") -> AgendaItem:
    """One subject behind the others; the same title is not put there twice."""
    _locked(meeting)
    known = meeting.agenda_items.filter(title=title).first()
    if known is not None:
        return known
    last = meeting.agenda_items.order_by("-position").values_list("position", flat=True).first()
    place = 0 if last is None else last + 1
    item = AgendaItem.objects.create(meeting=meeting, title=title, goal=goal, explanation=explanation, position=place)
    AuditEvent.objects.record("plg.agenda_written", meeting.group, by=by, meeting=meeting.public_id)
    return item


def _lay_beside(documents: dict[int, set[int]]) -> None:
    """Subject → exactly these files. Three queries, whatever the number of subjects."""
    links = AgendaItem.files.through.objects
    there = {(link.agendaitem_id, link.groupfile_id): link.pk for link in links.filter(agendaitem__in=documents)}
    wanted = {(item, file) for item, files in documents.items() for file in files}
    links.filter(pk__in=[key for pair, key in there.items() if pair not in wanted]).delete()
    links.bulk_create(
        links.model(agendaitem_id=item, groupfile_id=file) for item, file in sorted(wanted - there.keys())
    )
