"""Who is invited to a meeting, as a table: what each answered, and what would happen to those who were ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.kit.tables import CSV, EXPORTS, XLSX, Column, Part, Table, say, say_state, short_moment
from knowledge_network.members.tables.presenters import Choices, Look, Skipped
from plg.meetings.enums import RsvpAnswer
from plg.meetings.forms.answers import ANSWER_TABS, ANSWERS, WAITING, PeopleFilter
from plg.meetings.models import Meeting, MeetingInvitation

REMIND, WITHDRAW = "remind", "withdraw"
ANSWER_VALUES = {value for value, _label in ANSWERS}
SHEETS = {CSV, XLSX}
TONES: dict[str, str] = {RsvpAnswer.YES: "ok", RsvpAnswer.MAYBE: "wait", RsvpAnswer.NONE: "", RsvpAnswer.NO: "bad"}


# The rows are invitations of `list_people`, with what it annotates.


def _draw_name(row: Any) -> tuple[Part, ...]:
    parts = [Part(row.name)]
    if row.member_id is None:
        parts.append(Part(gettext_lazy("guest"), look="chip"))
    if row.waiting_since:
        parts.append(Part(gettext_lazy("waits for a place"), look="chip wait"))
    if row.note:
        parts.append(Part(f"«{row.note}»", look="meta", on_own_line=True))
    return tuple(parts)


def _draw_answer(row: Any) -> tuple[Part, ...]:
    tone = "wait" if row.waiting_since else TONES[row.answer]
    return say_state(row.get_answer_display(), tone, note=row.get_presence_display() if row.presence else "")


PEOPLE: Table[Any] = Table(
    name="plg.invited",
    title=gettext_lazy("Invited people"),
    key=lambda row: row.public_id,
    naming=lambda row: row.name,
    first_sort="naam",
    tie="public_id",
    parameters=("q", "antwoord"),
    columns=(
        Column(
            code="naam",
            label=gettext_lazy("Name"),
            order="sort_name",
            draw=_draw_name,
            value=lambda row: row.name,
            width=30,
        ),
        Column(
            code="school",
            label=gettext_lazy("School or organisation"),
            order="sort_school",
            draw=lambda row: say(row.sort_school),
            value=lambda row: row.sort_school,
            is_brief=True,
            width=34,
        ),
        Column(
            code="antwoord",
            label=gettext_lazy("Answer"),
            order="answer",
            draw=_draw_answer,
            value=lambda row: row.get_answer_display(),
        ),
        Column(code="hoe", label=gettext_lazy("how"), value=lambda row: row.get_presence_display()),
        Column(
            code="wanneer",
            label=gettext_lazy("Answered"),
            order="sort_answered",
            draw=lambda row: say(short_moment(row.answered_at)),
            value=lambda row: row.answered_at,
            is_whole=True,
        ),
        Column(code="bericht", label=gettext_lazy("Note"), value=lambda row: row.note, width=50),
    ),
)


@dataclass(frozen=True)
class Tab:
    """An answer above the table: how many gave it, and where only they stand."""

    label: str | Promise
    count: int
    query: str
    is_current: bool


def draw_tabs(counts: dict[str, int], filters: PeopleFilter) -> list[Tab]:
    now = filters.values["answer"]
    tabs = [Tab(_("Everybody"), counts["all"], "", not now)]
    for code, (answer, label) in ANSWER_TABS.items():
        tabs.append(Tab(label, counts[answer], f"antwoord={code}", now == code))
    if counts["waiting"]:
        tabs.append(Tab(_("on the waiting list"), counts["waiting"], f"antwoord={WAITING}", now == WAITING))
    return tabs


def list_bulk_actions(*, has_begun: bool, is_over: bool) -> Choices:
    """What can be done with people who were ticked, by how far the meeting is."""
    noted = [(value, _("Note: %(answer)s") % {"answer": _say(value)}) for value, _label in ANSWERS]
    answers = [] if is_over else noted
    before = [] if has_begun else [(REMIND, _("Ask for an answer")), (WITHDRAW, _("Take the invitation back"))]
    return [*answers, *before, *EXPORTS]


def _say(answer: str) -> str:
    return str(dict(RsvpAnswer.choices)[answer])


def look_at_people(meeting: Meeting, people: list[MeetingInvitation], action: str) -> Look:
    """Who is meant, and of whom nothing changes and why, before anything is done for many."""
    able, skipped = _sort_out(people, action)
    words = {"n": len(able), "skipped": len(skipped), "answer": _say(action) if action in ANSWER_VALUES else ""}
    if action == REMIND:
        title = _("Ask for an answer")
        button = ngettext("Ask %(n)d person", "Ask %(n)d people", len(able))
    elif action == WITHDRAW:
        title = _("Take the invitation back")
        button = ngettext("Take %(n)d invitation back", "Take %(n)d invitations back", len(able))
    else:
        title = _("Note: %(answer)s") % words
        button = ngettext("Note it for %(n)d person", "Note it for %(n)d people", len(able))
    return Look(
        title=title,
        summary=ngettext("%(n)d person, %(skipped)d skipped.", "%(n)d people, %(skipped)d skipped.", len(able)) % words,
        heading=_("Who is meant"),
        names=[row.name for row in able],
        skipped=skipped,
        button=button % words,
        hidden=[("action", action), *(("ids", row.public_id) for row in able)],
        url=reverse("plg:meeting_people_bulk", args=[meeting.public_id]),
        back=reverse("plg:meeting_people", args=[meeting.public_id]),
    )


def _sort_out(people: list[MeetingInvitation], action: str) -> tuple[list[MeetingInvitation], list[Skipped]]:
    able, skipped = [], []
    for row in people:
        if action == REMIND and (row.member is None or not row.is_unanswered):
            why = _("a guest is asked by mail only") if row.member is None else _("answered already")
            skipped.append(Skipped(row.name, why))
        elif row.answer == action:
            skipped.append(Skipped(row.name, _("has this answer already")))
        else:
            able.append(row)
    return able, skipped
