"""Action points between meetings: ticking, handing over, another date."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify
from plg.groups.models import Group
from plg.meetings.models import AgendaItem
from plg.records.enums import ActionItemStatus
from plg.records.models import ActionItem, Minutes
from plg.records.notices import minutes as notices


@transaction.atomic
def set_status(*, item: ActionItem, by: Member, status: str, at: dt.datetime | None = None) -> str:
    """Set the status; gives the one before, to put it back. Repeating changes nothing."""
    now = at or timezone.now()
    item = ActionItem.objects.select_for_update(of=("self",)).select_related("group", "meeting").get(pk=item.pk)
    before = item.status
    if before != status:
        item.status = ActionItemStatus(status)
        item.finished_at = None if status in ActionItemStatus.UNFINISHED else now
        item.save(update_fields=["status", "finished_at"])
        _record(item, by, ["status"])
    return before


@transaction.atomic
def change_item(
    *,
    item: ActionItem,
    by: Member,
    title: str,
    owner: Member | None,
    due_on: dt.date | None,
    at: dt.datetime | None = None,
) -> ActionItem:
    """Other words, another owner, another date; a new owner is told."""
    now = at or timezone.now()
    item = ActionItem.objects.select_for_update(of=("self",)).select_related("group", "meeting").get(pk=item.pk)
    wanted = {"title": title, "owner_id": owner.pk if owner else None, "due_on": due_on}
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    if not changed:
        return item
    for name in changed:
        setattr(item, name, wanted[name])
    item.save(update_fields=changed)
    # Who has the page of the minutes open started from other words: their next save is laid beside this.
    Minutes.objects.filter(meeting=item.meeting_id).update(version=F("version") + 1)
    _record(item, by, [name.removesuffix("_id") for name in changed])
    if "owner_id" in changed and owner is not None:
        _tell_owner(item, owner, by=by, now=now)
    return item


@transaction.atomic
def note_item(
    *,
    group: Group,
    by: Member,
    title: str,
    owner: Member | None = None,
    due_on: dt.date | None = None,
    agenda_item: AgendaItem | None = None,
    at: dt.datetime | None = None,
) -> ActionItem:
    """An action point that came up outside minutes, beside a subject that is still to come; its owner is told."""
    now = at or timezone.now()
    item = ActionItem.objects.create(
        group=group, title=title, owner=owner, due_on=due_on, agenda_item=agenda_item, noted_by=by, created_at=now
    )
    AuditEvent.objects.record("plg.action_item_noted", group, by=by, item=item.public_id)
    if owner is not None:
        _tell_owner(item, owner, by=by, now=now)
    return item


def _tell_owner(item: ActionItem, owner: Member, *, by: Member, now: dt.datetime) -> None:
    notify(
        notices.ACTION_GIVEN,
        to=[owner],
        key=f"plg.action_given:{item.public_id}:{now.isoformat()}",
        url=reverse("plg:my_action_items"),
        by=by,
        group_key=item.group.slug if item.group else "",
        at=now,
        action=item.public_id,
        title=item.title,
        name=by.get_full_name(),
    )


def _record(item: ActionItem, by: Member, fields: list[str]) -> None:
    about = item.group or (item.meeting.partnership if item.meeting else None)
    AuditEvent.objects.record("plg.action_item_changed", about, by=by, fields=", ".join(fields), item=item.public_id)
