"""Taking a step in the life of a group."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify
from knowledge_network.search.actions import refresh
from plg.groups import checking, lifecycle, notices
from plg.groups.actions.membership import list_leaders
from plg.groups.enums import GroupState
from plg.groups.facets import forget_counts
from plg.groups.facts import collect_facts
from plg.groups.lifecycle import COORDINATOR, Step
from plg.groups.models import Group, GroupTransition

UNDO_WITHIN = dt.timedelta(minutes=10)


class StepBlockedError(RefusedError):
    """Something that the step asks for is not there; `missing` says what."""

    def __init__(self, missing: list[checking.Check]) -> None:
        super().__init__(_("Still to do: %(what)s.") % {"what": checking.join_names(missing)})
        self.missing = missing


@transaction.atomic
def change_state(
    *,
    group: Group,
    to: str,
    by: Member | None,
    reason: str = "",
    at: dt.datetime | None = None,
    **fields: Any,
) -> GroupTransition:
    """Take the step to `to`, after storing what its form asks (`fields`): evaluation, maintainer and so on.

    Raises RefusedError when the kind knows no such step or something is missing, PermissionDenied when `by` may not.
    """
    now = at or timezone.now()
    locked = Group.objects.select_for_update().get(pk=group.pk)
    step = lifecycle.find_step(locked.kind, locked.state, to)
    if step is None:
        raise RefusedError(_("The group is in another state now. Look again."))
    if by is not None and not by.has_perm(step.permission, locked):
        raise PermissionDenied
    if step.needs_reason and not reason.strip():
        raise RefusedError(_("Say why."))
    for name in step.fields:
        if name in fields:
            setattr(locked, name, fields[name])
    if missing := checking.missing(step, collect_facts(locked, timezone.localdate(now))):
        raise StepBlockedError(missing)
    transition = _move(locked, to, by=by, reason=reason, now=now)
    _tell(locked, step, transition)
    for field in Group._meta.concrete_fields:
        setattr(group, field.attname, getattr(locked, field.attname))
    return transition


def _move(group: Group, to: str, *, by: Member | None, reason: str, now: dt.datetime) -> GroupTransition:
    today = timezone.localdate(now)
    former, group.state = group.state, to
    if to == GroupState.ACTIVE and group.started_on is None:
        group.started_on = today
    if to in GroupState.ENDED and group.closed_on is None:
        group.closed_on = today
    if to not in GroupState.ENDED:
        group.closed_on = None
    group.rejection_reason = reason if to == GroupState.REJECTED else ""
    group.active_at = now
    group.save()
    transition = GroupTransition.objects.create(
        group=group, from_state=former, to_state=to, reason=reason, by=by, at=now
    )
    AuditEvent.objects.record("plg.state_changed", group, by=by, former=former, state=to)
    refresh("group", [group.pk])
    forget_counts()
    return transition


def _tell(group: Group, step: Step, transition: GroupTransition) -> None:
    """Coordinators hear what waits for them, everybody in the group what became of it."""
    tell = partial(notify, by=transition.by, group_key=group.slug, at=transition.at, group=group.name)
    state_url = reverse("plg:group_state", args=[group.slug])
    if step.to in GroupState.UNDECIDED:
        key = f"plg.waits_for_decision:{transition.pk}"
        tell(notices.WAITS_FOR_DECISION, to=coordinators_of_network(), key=key, url=state_url)
        return
    decided = step.who == COORDINATOR and transition.from_state in GroupState.UNDECIDED
    leads = list_leaders(group) if decided else []
    inside = [row.member for row in group.memberships.current().select_related("member")]
    others = [member for member in inside if member not in leads]
    tell = partial(tell, key=f"plg.state_changed:{transition.pk}", state=step.to, reason=transition.reason)
    tell(notices.DECIDED, to=leads, url=state_url)
    tell(notices.STATE_CHANGED, to=others, url=group.get_absolute_url())


def undoable_transition(group: Group, by: Member, now: dt.datetime | None = None) -> GroupTransition | None:
    """The last step, when `by` took it just now and it does no harm to take it back."""
    last = group.transitions.order_by("-at", "-pk").first()
    if last is None or last.by_id != by.pk or not last.from_state:
        return None
    if (now or timezone.now()) - last.at > UNDO_WITHIN or last.to_state != group.state:
        return None
    step = lifecycle.find_step(group.kind, last.from_state, last.to_state)
    return last if step is not None and step.undoable else None


@transaction.atomic
def undo_transition(*, group: Group, by: Member) -> GroupTransition:
    """Take the last step back; both stand in the history."""
    locked = Group.objects.select_for_update().get(pk=group.pk)
    last = undoable_transition(locked, by)
    if last is None:
        raise RefusedError(_("This step can no longer be taken back."))
    transition = _move(locked, last.from_state, by=by, reason=str(_("Taken back.")), now=timezone.now())
    if not locked.transitions.filter(to_state=GroupState.ACTIVE).exists():
        Group.objects.filter(pk=locked.pk).update(started_on=None)
    group.state = locked.state
    return transition
