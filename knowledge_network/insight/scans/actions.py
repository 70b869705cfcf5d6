"""Starting a scan of a known kind, and what a group takes from it: a subject of its next meeting and action points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge_network.insight.scans.models import ChosenAction
from knowledge_network.insight.scans.queries import find_next_meeting
from knowledge_network.insight.scans.statements import list_statements
from knowledge_network.insight.surveys.actions.waves import Statement, start_wave
from knowledge_network.insight.surveys.enums import WaveState
from knowledge_network.insight.surveys.models import Question, Wave
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.models import Group
from plg.meetings.actions.meetings import add_subject
from plg.meetings.enums import AgendaGoal
from plg.records.actions.action_items import note_item

MOST_ACTIONS = 2


@dataclass(frozen=True)
class Choice:
    """One of two things: about which statement, what exactly, who, and before when."""

    question: Question
    title: str
    owner: Member | None = None
    due_on: dt.date | None = None


def start_scan(
    *,
    by: Member,
    instrument: str,
    title: str,
    closes_on: dt.date,
    group: Group | None = None,
    organisations: Collection[Organisation] = (),
    tells: bool = True,
) -> Wave:
    """A concept with the statements of its kind. The same kind for the same group is the next round of it."""
    previous = _find_previous(instrument, group)
    return start_wave(
        by=by,
        instrument=instrument,
        title=title,
        statements=_own_again(previous) or list_statements(instrument),
        closes_on=closes_on,
        group=group,
        organisations=organisations,
        intro=previous.intro if previous is not None else "",
        previous=previous,
        tells=tells,
    )


def _find_previous(instrument: str, group: Group | None) -> Wave | None:
    if group is None:
        return None
    rounds = Wave.objects.filter(instrument=instrument, group=group, state=WaveState.PUBLISHED)
    return rounds.order_by("-round", "-pk").first()


def _own_again(previous: Wave | None) -> list[Statement]:
    """What was asked the last time, statements of one's own included."""
    if previous is None:
        return []
    return [Statement(row.code, row.text, row.cluster) for row in previous.questions.order_by("position")]


@transaction.atomic
def choose_actions(*, wave: Wave, by: Member, choices: Sequence[Choice], at: dt.datetime | None = None) -> int:
    """Two at most, once: a subject of the next meeting of the group, and an action point for each. How many."""
    locked = Wave.objects.select_for_update(of=("self",)).select_related("group").get(pk=wave.pk)
    if locked.group is None:
        raise RefusedError(_("These people have no group here: note your actions in your own school."))
    if not locked.is_published:
        raise RefusedError(_("The outcome is not there yet."))
    if locked.chosen.exists():
        raise RefusedError(_("Your group chose already. You find it on this page."))
    if not choices or len(choices) > MOST_ACTIONS:
        raise RefusedError(_("Choose one or two."))
    item = None
    if (meeting := find_next_meeting(locked.group)) is not None:
        about = "\n".join(f"• {choice.question.text} → {choice.title}" for choice in choices)
        subject = _("Talking about our scan: %(title)s") % {"title": locked.title}
        item = add_subject(meeting=meeting, by=by, title=subject, goal=AgendaGoal.WORK, explanation=about)
    for place, choice in enumerate(choices, 1):
        action = note_item(
            group=locked.group,
            by=by,
            title=choice.title,
            owner=choice.owner,
            due_on=choice.due_on,
            agenda_item=item,
            at=at,
        )
        ChosenAction.objects.create(
            wave=locked, place=place, question=choice.question, agenda_item=item, action_item=action, chosen_by=by
        )
    AuditEvent.objects.record("insight.actions_chosen", locked, by=by)
    return len(choices)
