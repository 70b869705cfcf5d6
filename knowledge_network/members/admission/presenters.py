"""Requests to become a member as a table, and what would happen to those that somebody ticked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.kit.tables import EXPORTS, Column, Part, Table, say, say_state, short_date, short_moment
from knowledge_network.members.admission.actions.signups import REGRET
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.forms import SignupFilterForm
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.models import Member
from knowledge_network.members.tables.presenters import Look, Skipped

APPROVE, REJECT, UNDO = "approve", "reject", "undo"
ACTIONS = [
    (APPROVE, gettext_lazy("Approve")),
    (REJECT, gettext_lazy("Reject")),
    (UNDO, gettext_lazy("Take the decision back")),
    *EXPORTS,
]
TONES: dict[str, str] = {SignupState.OPEN: "wait", SignupState.APPROVED: "ok", SignupState.REJECTED: "bad"}


@dataclass(frozen=True, slots=True)
class SignupLine:
    """A request with the names that its line says, and whether the reader may still take the decision back."""

    asked: SignupRequest
    name: str
    function: str
    school: str
    decided_by: str
    can_undo: bool

    @property
    def decision(self) -> str:
        return " · ".join(part for part in (self.decided_by, self.asked.reason) if part)


def present_signups(rows: Iterable[SignupRequest], reader: Member, *, now: dt.datetime) -> list[SignupLine]:
    return [
        SignupLine(
            asked=asked,
            name=asked.get_full_name(),
            function=asked.get_function_display(),
            school=", ".join(part for part in (asked.organisation.name, asked.organisation.place) if part),
            decided_by=asked.decided_by.get_full_name() if asked.decided_by else "",
            can_undo=asked.can_be_taken_back(reader, now, within=REGRET),
        )
        for asked in rows
    ]


def _draw_email(line: SignupLine) -> tuple[Part, ...]:
    address = say(line.asked.email)
    known = Part(gettext_lazy("known domain"), look="chip ok", on_own_line=True)
    return (*address, known) if line.asked.has_trusted_address else address


def _draw_state(line: SignupLine) -> tuple[Part, ...]:
    note = short_moment(line.asked.decided_at)
    return say_state(line.asked.get_state_display(), TONES[line.asked.state], note=note)


def _draw_deeds(line: SignupLine) -> tuple[Part, ...]:
    if line.asked.is_open:
        reject = reverse("members:signup_reject", args=[line.asked.public_id])
        return (Part(gettext_lazy("Approve"), does=APPROVE), Part(gettext_lazy("Reject"), reject, "btn bare small"))
    return (Part(gettext_lazy("Undo"), does=UNDO),) if line.can_undo else ()


SIGNUPS: Table[SignupLine] = Table(
    name="members.signups",
    title=gettext_lazy("Requests to join"),
    key=lambda line: line.asked.public_id,
    naming=lambda line: line.name,
    first_sort="gevraagd",
    tie="public_id",
    parameters=tuple(SignupFilterForm.address_names.get(name, name) for name in SignupFilterForm.base_fields),
    columns=(
        Column(
            code="naam",
            label=gettext_lazy("Name"),
            order="family_name",
            draw=lambda line: say(line.name),
            value=lambda line: line.name,
            width=28,
        ),
        Column(
            code="functie",
            label=gettext_lazy("Function"),
            order="function",
            draw=lambda line: say(line.function),
            value=lambda line: line.function,
            is_brief=True,
            width=24,
        ),
        Column(
            code="school",
            label=gettext_lazy("School or organisation"),
            order="sort_school",
            draw=lambda line: say(line.school),
            value=lambda line: line.school,
            is_brief=True,
            width=34,
        ),
        Column(
            code="mail",
            label=gettext_lazy("E-mail"),
            order="email",
            draw=_draw_email,
            value=lambda line: line.asked.email,
            width=34,
        ),
        Column(
            code="waarom",
            label=gettext_lazy("Why"),
            draw=lambda line: say(line.asked.motivation),
            value=lambda line: line.asked.motivation,
            is_brief=True,
            width=50,
        ),
        Column(
            code="gevraagd",
            label=gettext_lazy("Asked on"),
            order="requested_at",
            draw=lambda line: say(short_date(line.asked.requested_at)),
            value=lambda line: line.asked.requested_at,
            is_whole=True,
        ),
        Column(
            code="status",
            label=gettext_lazy("State"),
            order="state",
            draw=_draw_state,
            value=lambda line: line.asked.get_state_display(),
        ),
        Column(
            code="besluit",
            label=gettext_lazy("Decision"),
            is_extra=True,
            order="sort_decided",
            draw=lambda line: say(line.decision),
            value=lambda line: line.asked.decided_at,
            is_brief=True,
        ),
        Column(code="door", label=gettext_lazy("Decided by"), value=lambda line: line.decided_by, width=26),
        Column(code="reden", label=gettext_lazy("Reason"), value=lambda line: line.asked.reason, width=40),
        Column(code="doen", label=gettext_lazy("What to do"), draw=_draw_deeds, is_whole=True),
    ),
)


@dataclass(frozen=True)
class _Words:
    title: str
    summary: str
    button: str
    why_not: str


def look_at_signups(lines: list[SignupLine], action: str, form: Form | None) -> Look:
    """Who is meant, and who is passed over and why, before anything is decided."""
    wanted = {
        APPROVE: lambda line: line.asked.is_open,
        REJECT: lambda line: line.asked.is_open,
        UNDO: lambda line: line.can_undo,
    }[action]
    able = [line for line in lines if wanted(line)]
    others = [line for line in lines if not wanted(line)]
    said = _choose_words(action, len(able))
    return Look(
        title=said.title,
        summary=said.summary % {"n": len(able)},
        heading=_("Who is meant"),
        names=[f"{line.name} · {line.function} · {line.school}" for line in able],
        skipped=[Skipped(line.name, said.why_not) for line in others],
        button=said.button % {"n": len(able)},
        hidden=[("action", action), *(("ids", line.asked.public_id) for line in able)],
        form=form,
        url=reverse("members:signups_bulk"),
        back=reverse("members:signup_list"),
    )


def _choose_words(action: str, count: int) -> _Words:
    decided = _("somebody decided on it already")
    if action == APPROVE:
        summary = ngettext(
            "%(n)d person becomes a member and gets a mail with a link to log in.",
            "%(n)d people become members and get a mail with a link to log in.",
            count,
        )
        button = ngettext("Approve %(n)d request", "Approve %(n)d requests", count)
        return _Words(_("Approve requests"), summary, button, decided)
    if action == REJECT:
        summary = ngettext(
            "%(n)d person gets a mail with your reason.", "%(n)d people get a mail with your reason.", count
        )
        button = ngettext("Reject %(n)d request", "Reject %(n)d requests", count)
        return _Words(_("Reject requests"), summary, button, decided)
    summary = ngettext(
        "%(n)d request waits again; its mail stays in.", "%(n)d requests wait again; their mails stay in.", count
    )
    button = ngettext("Take %(n)d decision back", "Take %(n)d decisions back", count)
    return _Words(_("Take decisions back"), summary, button, _("not decided by you, or too long ago"))
