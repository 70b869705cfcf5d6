"""From a gap to a deed: calling for experts, starting a group, bringing an island together with another board."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.gaps.calls import last_call, reach_of_call
from expertise.gaps.enums import GapActionKind
from expertise.gaps.models import GapAction
from expertise.gaps.notices import EXPERTS_CALLED, address_to_claim
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.topics.models import Topic
from plg.groups.actions.groups import create_group
from plg.groups.enums import GroupKind
from plg.meetings.actions.meetings import plan_meeting
from plg.meetings.enums import MeetingAudience


@transaction.atomic
def note_step(*, topic: Topic, by: Member, kind: str, note: str = "", **details: object) -> GapAction:
    """Write down that something was done; `details`: reached, group, meeting, at."""
    step = GapAction.objects.create(topic=topic, by=by, kind=kind, note=note, **details)
    AuditEvent.objects.record("expertise.gap_step_noted", topic, by=by, kind=kind)
    return step


@transaction.atomic
def take_back_step(*, step: GapAction, by: Member) -> None:
    """It stands there no more; who was called and did not read it yet hears nothing. Repeating changes nothing."""
    if not GapAction.objects.standing().filter(pk=step.pk).update(undone_at=timezone.now()):
        return
    if step.kind == GapActionKind.CALL:
        forget_notices(keys=[_key_of(step)])
    AuditEvent.objects.record("expertise.gap_step_taken_back", step.topic, by=by, kind=step.kind)


@transaction.atomic
def call_experts(*, topic: Topic, by: Member, note: str = "") -> GapAction:
    """Ask everybody whose profile, claims or groups come close whether they know more. Refused soon after another."""
    Topic.objects.select_for_update().get(pk=topic.pk)
    if last_call(topic) is not None:
        raise RefusedError(_("A call for this topic went out less than two months ago. Give people time."))
    people = [member for member, _why in reach_of_call(topic, by=by).people]
    if not people:
        raise RefusedError(_("There is nobody to call now. Ask somebody yourself, or propose an expert group."))
    step = note_step(topic=topic, by=by, kind=GapActionKind.CALL, note=note, reached=len(people))
    notify(
        EXPERTS_CALLED,
        to=people,
        key=_key_of(step),
        url=address_to_claim(topic),
        by=by,
        topic=topic.name,
        note=note,
        step=step.public_id,
    )
    return step


def _key_of(step: GapAction) -> str:
    return f"expertise.experts_called:{step.public_id}"


@transaction.atomic
def start_expert_group(*, topic: Topic, by: Member, **fields: Any) -> GapAction:
    """A draft of an expert group, as `plg.create_group` makes it, and the note that it is about this gap."""
    group = create_group(by=by, kind=GroupKind.EXPERT, **fields)
    return note_step(topic=topic, by=by, kind=GapActionKind.GROUP, group=group)


@transaction.atomic
def plan_bridge(*, topic: Topic, by: Member, invited: list[Member], **fields: Any) -> GapAction:
    """A meeting of the network for the people named, and the note that it is about this gap."""
    meeting = plan_meeting(
        partnership=the_partnership(),
        by=by,
        audience=MeetingAudience.CHOSEN,
        invited=invited,
        **fields,
    )
    return note_step(topic=topic, by=by, kind=GapActionKind.MEETING, meeting=meeting, reached=len(invited))
