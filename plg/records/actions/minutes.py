"""Minutes: written in pieces by whoever holds the pen, shared with the group, adopted by the next meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from plg.meetings.actions.invitations import expected_people
from plg.meetings.models import AgendaItem, Meeting
from plg.meetings.notices.meetings import choose_words
from plg.records.enums import ActionItemStatus, MinutesStatus
from plg.records.minutes_text import ActionRow, DecisionRow, MinutesText, merge, stored_text
from plg.records.models import ActionItem, Decision, Minutes, MinutesRemark
from plg.records.notices import minutes as notices
from plg.records.queries.minutes import same_circle

# A save every few seconds is one deed in the logbook.
ONE_SITTING = dt.timedelta(hours=1)
UNDO_WITHIN = dt.timedelta(minutes=10)


class ConflictError(RefusedError):
    """Somebody else changed the same pieces in between; `keys` says which, `text` is everything put together."""

    def __init__(self, message: str | Promise, *, text: MinutesText, keys: tuple[str, ...]) -> None:
        super().__init__(message)
        self.text, self.keys = text, keys


@transaction.atomic
def save_minutes(
    *,
    meeting: Meeting,
    by: Member,
    version: int,
    text: MinutesText,
    base: Mapping[str, str] | None = None,
    at: dt.datetime | None = None,
) -> Minutes:
    """Store what is typed, over the `version` that the writer started from (0: none yet).

    When somebody saved in between, the two are laid together piece by piece with `base`, the fingerprints of what the
    writer started from; ConflictError when both changed the same piece. RefusedError when the minutes are adopted. Rows
    carry ids made when they were drawn: saving the same page twice makes nothing twice.
    """
    now = at or timezone.now()
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    minutes, _created = Minutes.objects.get_or_create(meeting=meeting)
    if minutes.is_adopted:
        raise RefusedError(_("These minutes are adopted and do not change any more. Note a correction instead."))
    if minutes.version != version:
        merged = merge(text, base or {}, stored_text(meeting, minutes))
        if merged.conflicts:
            words = _("Somebody else changed the same text while you wrote. Both stand below: choose, and save again.")
            raise ConflictError(words, text=merged.text, keys=merged.conflicts)
        text = merged.text
    items = {item.public_id: item for item in meeting.agenda_items.all()}
    _save_reports(items, text.reports)
    _save_decisions(meeting, items, text.decisions, by, now)
    _save_actions(meeting, items, text.actions, by, now)
    _tick_earlier(meeting, text.earlier, now)
    is_new_sitting = minutes.version == 0 or minutes.written_by_id != by.pk or now - minutes.saved_at > ONE_SITTING
    minutes.opening, minutes.closing = text.opening, text.closing
    minutes.version, minutes.written_by, minutes.saved_at = minutes.version + 1, by, now
    minutes.save()
    if is_new_sitting:
        _record("plg.minutes_written", meeting, by)
    return minutes


def _save_reports(items: Mapping[str, AgendaItem], reports: Mapping[str, str]) -> None:
    for public_id, report in reports.items():
        if public_id in items and items[public_id].report != report:
            items[public_id].report = report
            items[public_id].save(update_fields=["report"])


def _record(verb: str, meeting: Meeting, by: Member) -> None:
    AuditEvent.objects.record(verb, meeting.group or meeting.partnership, by=by, meeting=meeting.public_id)


def _save_decisions(
    meeting: Meeting, items: Mapping[str, AgendaItem], rows: tuple[DecisionRow, ...], by: Member, now: dt.datetime
) -> None:
    ids = [row.public_id for row in rows]
    known = {row.public_id: row for row in Decision.objects.filter(public_id__in=ids)}
    for position, row in enumerate(rows):
        found = known.get(row.public_id)
        if found is not None and found.meeting_id != meeting.pk:
            continue
        if not row.text:
            if found is not None:
                found.delete()
        elif found is None:
            Decision.objects.create(
                public_id=row.public_id,
                meeting=meeting,
                agenda_item=items.get(row.item),
                position=position,
                text=row.text,
                noted_by=by,
                noted_at=now,
            )
        elif (found.text, found.position) != (row.text, position):
            found.text, found.position = row.text, position
            found.save(update_fields=["text", "position"])


def _save_actions(
    meeting: Meeting, items: Mapping[str, AgendaItem], rows: tuple[ActionRow, ...], by: Member, now: dt.datetime
) -> None:
    ids = [row.public_id for row in rows]
    known = {row.public_id: row for row in ActionItem.objects.filter(public_id__in=ids)}
    for row in rows:
        found = known.get(row.public_id)
        if found is not None and found.meeting_id != meeting.pk:
            continue
        if not row.title:
            if found is not None:
                found.delete()
        elif found is None:
            ActionItem.objects.create(
                public_id=row.public_id,
                # What a team takes on is not shown to its whole group.
                group=None if meeting.is_of_a_team else meeting.group,
                meeting=meeting,
                agenda_item=items.get(row.item),
                title=row.title,
                owner=row.owner,
                due_on=row.due_on,
                noted_by=by,
                created_at=now,
            )
        elif (found.title, found.owner_id, found.due_on) != (row.title, row.owner and row.owner.pk, row.due_on):
            found.title, found.owner, found.due_on = row.title, row.owner, row.due_on
            found.save(update_fields=["title", "owner", "due_on"])


def _tick_earlier(meeting: Meeting, statuses: Mapping[str, str], now: dt.datetime) -> None:
    """Older action points of the same group; others are left alone."""
    older = Meeting.objects.filter(same_circle(meeting), starts_at__lt=meeting.starts_at)
    items = ActionItem.objects.filter(public_id__in=statuses)
    of_group = meeting.group_id is not None and not meeting.is_of_a_team
    own = items.filter(group=meeting.group_id) if of_group else items.filter(meeting__in=older)
    for item in own:
        if (status := statuses[item.public_id]) != item.status and status in ActionItemStatus.values:
            item.status = status
            item.finished_at = None if status in ActionItemStatus.UNFINISHED else now
            item.save(update_fields=["status", "finished_at"])


@transaction.atomic
def share_minutes(*, meeting: Meeting, by: Member, at: dt.datetime | None = None) -> Minutes:
    """Let everybody read them who may read the meeting, and tell who was expected. Repeating changes nothing."""
    now = at or timezone.now()
    minutes = _locked(meeting)
    if minutes.is_shared:
        return minutes
    minutes.shared_at = now
    minutes.save(update_fields=["shared_at"])
    _record("plg.minutes_shared", meeting, by)
    notify(
        notices.MINUTES_SHARED,
        to=expected_people(meeting),
        key=f"plg.minutes_shared:{meeting.public_id}",
        url=reverse("plg:minutes_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        at=now,
        **choose_words(meeting),
    )
    return minutes


@transaction.atomic
def unshare_minutes(*, meeting: Meeting, by: Member) -> None:
    """Back to a draft that only its writers read; not once they are adopted."""
    minutes = _locked(meeting)
    if minutes.is_adopted:
        raise RefusedError(_("These minutes are adopted and do not change any more. Note a correction instead."))
    if minutes.shared_at is None:
        return
    minutes.shared_at = None
    minutes.save(update_fields=["shared_at"])
    forget_notices(keys=[f"plg.minutes_shared:{meeting.public_id}"])
    _record("plg.minutes_unshared", meeting, by)


def _locked(meeting: Meeting) -> Minutes:
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes is None:
        raise RefusedError(_("There are no minutes yet."))
    return minutes


@transaction.atomic
def adopt_minutes(
    *, meeting: Meeting, in_meeting: Meeting, by: Member, correction: str = "", at: dt.datetime | None = None
) -> Minutes:
    """A later meeting says that these minutes are right, but for the `correction` that is noted with them."""
    now = at or timezone.now()
    minutes = _locked(meeting)
    if minutes.is_adopted:
        return minutes
    if not minutes.is_shared:
        raise RefusedError(_("Share the minutes first: nobody adopts what they could not read."))
    if (in_meeting.group_id, in_meeting.partnership_id) != (meeting.group_id, meeting.partnership_id) or (
        in_meeting.starts_at <= meeting.starts_at
    ):
        raise RefusedError(_("Minutes are adopted by a later meeting of the same people."))
    if correction:
        MinutesRemark.objects.create(minutes=minutes, text=correction, written_by=by, written_at=now)
    minutes.status, minutes.adopted_at = MinutesStatus.ADOPTED, now
    minutes.adopted_in, minutes.adopted_by = in_meeting, by
    minutes.save(update_fields=["status", "adopted_at", "adopted_in", "adopted_by"])
    _record("plg.minutes_adopted", meeting, by)
    return minutes


@transaction.atomic
def undo_adoption(*, meeting: Meeting, by: Member, at: dt.datetime | None = None) -> None:
    """Take a slip back, within ten minutes and by who adopted; the correction noted with it goes too."""
    now = at or timezone.now()
    minutes = _locked(meeting)
    if not minutes.is_adopted or minutes.adopted_at is None:
        return
    if minutes.adopted_by_id != by.pk or now - minutes.adopted_at > UNDO_WITHIN:
        raise RefusedError(_("These minutes are adopted and do not change any more. Note a correction instead."))
    minutes.remarks.filter(written_at=minutes.adopted_at).delete()
    minutes.status, minutes.adopted_at = MinutesStatus.DRAFT, None
    minutes.adopted_in = minutes.adopted_by = None
    minutes.save(update_fields=["status", "adopted_at", "adopted_in", "adopted_by"])
    _record("plg.minutes_adoption_undone", meeting, by)


@transaction.atomic
def note_correction(*, meeting: Meeting, by: Member, text: str, at: dt.datetime | None = None) -> MinutesRemark:
    """What is not right in minutes that stand; their text stays as it was. The same words twice are one."""
    minutes = _locked(meeting)
    found = minutes.remarks.filter(text=text, written_by=by).first()
    if found is not None:
        return found
    remark = MinutesRemark.objects.create(minutes=minutes, text=text, written_by=by, written_at=at or timezone.now())
    _record("plg.minutes_corrected", meeting, by)
    return remark


@transaction.atomic
def mark_depth(*, meeting: Meeting, by: Member, depth: int | None, note: str = "") -> None:
    """How deep the exchange went, and what shows that; None takes the mark away."""
    note = note if depth is not None else ""
    changed = (
        Meeting.objects.filter(pk=meeting.pk)
        .exclude(depth__isnull=depth is None, depth_note=note, **({} if depth is None else {"depth": depth}))
        .update(depth=depth, depth_note=note, changed_at=F("changed_at"))
    )
    if changed:
        _record("plg.depth_marked", meeting, by)
