"""A round of looking at oneself: beginning, saying where one stands, talking, action points, rounding off.

Of a person's round the logbook has no object and nobody is told anything but the friend who is asked to talk.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.frameworks import notices
from knowledge_network.insight.frameworks.enums import FriendAnswer, LookState
from knowledge_network.insight.frameworks.models import Framework, Look, LookAction, LookItem
from knowledge_network.insight.frameworks.queries import find_previous, works_elsewhere
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.models import Group
from plg.records.actions.action_items import note_item

MOST_ACTIONS = 6
ROUNDED_OFF = gettext_lazy("This round is rounded off. Begin a next one beside it.")
NO_CRITERIA = gettext_lazy("This framework has no criteria yet.")
SAME_SCHOOL = gettext_lazy("Choose somebody of another school: who does not know how it goes here asks more.")


def _lock(look: Look) -> Look:
    locked = Look.objects.select_for_update(of=("self",), no_key=True).select_related("group", "friend", "member")
    return locked.get(pk=look.pk)


def _lock_written(look: Look) -> Look:
    locked = _lock(look)
    if not locked.is_written:
        raise RefusedError(ROUNDED_OFF)
    return locked


def _record(verb: str, look: Look, by: Member) -> None:
    """Of a person only that they did something with a round of their own."""
    AuditEvent.objects.record(f"insight.look_{verb}", look if look.group is not None else None, by=by)


@transaction.atomic
def begin_look(*, framework: Framework, by: Member, group: Group | None = None, at: dt.datetime | None = None) -> Look:
    """With the criteria as they stand. One that is still written in is not begun anew; the last is laid beside it."""
    if framework.is_of_person != (group is None):
        raise RefusedError(_("This framework is not for that: choose who looks."))
    owner: dict[str, Any] = {"group": group} if group is not None else {"member": by}
    # Two who begin at the same moment begin one.
    Framework.objects.select_for_update(no_key=True).get(pk=framework.pk)
    running = Look.objects.filter(framework=framework, state__in=LookState.WRITTEN, **owner).first()
    if running is not None:
        return running
    criteria = list(framework.criteria.order_by("position"))
    if not criteria:
        raise RefusedError(NO_CRITERIA)
    previous = find_previous(framework, owner)
    look = Look.objects.create(
        framework=framework,
        levels=framework.levels,
        previous=previous,
        round=previous.round + 1 if previous is not None else 1,
        begun_on=timezone.localdate(at),
        **owner,
    )
    LookItem.objects.bulk_create(
        LookItem(
            look=look, position=place, criterion=one, part=one.part, text=one.text, example=one.example,
            described=one.described,
        )
        for place, one in enumerate(criteria, 1)
    )  # fmt: skip
    _record("begun", look, by)
    return look


@transaction.atomic
def say_item(*, item: LookItem, by: Member, **values: Any) -> None:
    """Where one stands, where one sees it, and what shows it."""
    locked = _lock_written(item.look)
    level = values.get("level")
    if level is not None and not 1 <= level <= len(locked.levels):
        raise RefusedError(_("Choose one of the levels."))
    LookItem.objects.filter(pk=item.pk).update(**values)
    _record("said", locked, by)


@transaction.atomic
def ask_friend(*, look: Look, by: Member, friend: Member, at: dt.datetime | None = None) -> None:
    """Somebody of another school, who hears that they are asked and not a word of what is filled in."""
    locked = _lock_written(look)
    if not works_elsewhere(friend, locked):
        raise RefusedError(SAME_SCHOOL)
    if locked.friend_id == friend.pk and locked.friend_answer != FriendAnswer.NO:
        return
    notices.forget_asking(locked)
    locked.friend, locked.friend_answer = friend, FriendAnswer.ASKED
    locked.save(update_fields=["friend", "friend_answer"])
    _record("friend_asked", locked, by)
    notices.tell_asked(locked, by=by, at=at or timezone.now())


@transaction.atomic
def answer_asking(*, look: Look, by: Member, comes: bool, at: dt.datetime | None = None) -> None:
    locked = _lock_written(look)
    if locked.friend_id != by.pk:
        raise RefusedError(_("Somebody else is asked by now."))
    answer = FriendAnswer.YES if comes else FriendAnswer.NO
    if locked.friend_answer == answer:
        return
    locked.friend_answer = answer
    locked.save(update_fields=["friend_answer"])
    _record("friend_answered", locked, by)
    notices.tell_answered(locked, by=by, comes=comes, at=at or timezone.now())


@transaction.atomic
def note_talk(*, look: Look, by: Member, talked_on: dt.date, talk: str) -> None:
    """When, and what came up."""
    locked = _lock_written(look)
    locked.talked_on, locked.talk, locked.state = talked_on, talk, LookState.TALKED
    locked.save(update_fields=["talked_on", "talk", "state"])
    _record("talked", locked, by)


@transaction.atomic
def add_action(
    *, look: Look, by: Member, title: str, item: LookItem | None = None, due_on: dt.date | None = None,
    at: dt.datetime | None = None,
) -> LookAction:  # fmt: skip
    """Of a team it becomes an action point of the group; one's own stays here."""
    locked = _lock_written(look)
    if locked.action_points.count() >= MOST_ACTIONS:
        raise RefusedError(_("Six action points are enough. Finish one first."))
    noted = None
    if locked.group is not None:
        noted = note_item(group=locked.group, by=by, title=title, due_on=due_on, at=at)
    action = LookAction.objects.create(look=locked, item=item, title=title, due_on=due_on, action_item=noted)
    _record("action_added", locked, by)
    return action


@transaction.atomic
def finish_action(*, action: LookAction, by: Member, at: dt.datetime | None = None) -> None:
    """Done, also after rounding off; pressing twice takes it back."""
    locked = _lock(action.look)
    row = LookAction.objects.select_for_update().get(pk=action.pk)
    row.done_on = None if row.done_on else timezone.localdate(at)
    row.save(update_fields=["done_on"])
    _record("action_done", locked, by)


@transaction.atomic
def round_off(*, look: Look, by: Member, at: dt.datetime | None = None) -> None:
    """Nothing is written in it any more; a next round stands beside it."""
    locked = _lock(look)
    if locked.is_done:
        return
    locked.state, locked.done_on = LookState.DONE, timezone.localdate(at)
    locked.save(update_fields=["state", "done_on"])
    notices.forget_asking(locked)
    _record("done", locked, by)


@transaction.atomic
def remove_look(*, look: Look, by: Member) -> None:
    """For good; action points of the group stay with the group."""
    locked = Look.objects.select_for_update(of=("self",)).select_related("group").filter(pk=look.pk).first()
    if locked is None:
        return
    _record("removed", locked, by)
    notices.forget_asking(locked)
    locked.delete()
