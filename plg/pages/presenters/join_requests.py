"""Requests to join groups as the table of who runs the network, and what would happen to those that are ticked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.kit.tables import EXPORTS, Column, Part, Table, say, say_state, short_date
from knowledge_network.members.tables.presenters import Look, Skipped
from plg.groups.enums import JoinState
from plg.groups.models import JoinRequest
from plg.pages.forms import JoinDeskFilter

ACCEPT, DECLINE = "accept", "decline"
ACTIONS = [(ACCEPT, gettext_lazy("Let in")), (DECLINE, gettext_lazy("Decline")), *EXPORTS]
TONES: dict[str, str] = {JoinState.OPEN: "wait", JoinState.ACCEPTED: "ok", JoinState.DECLINED: "bad"}


@dataclass(frozen=True, slots=True)
class JoinLine:
    """Who asks to join what, since how many days, and who decided."""

    asked: JoinRequest
    name: str
    days: int
    decision: str

    @property
    def is_open(self) -> bool:
        return self.asked.state == JoinState.OPEN


def present_join_requests(rows: Iterable[JoinRequest]) -> list[JoinLine]:
    today = timezone.localdate()
    lines = []
    for asked in rows:
        decider = asked.decided_by.get_full_name() if asked.decided_by and asked.decided_by.is_present else ""
        lines.append(
            JoinLine(
                asked=asked,
                name=asked.member.get_full_name(),
                days=(today - timezone.localdate(asked.requested_at)).days,
                decision=" · ".join(part for part in (decider, asked.reason) if part),
            )
        )
    return lines


def _draw_deeds(line: JoinLine) -> tuple[Part, ...]:
    if not line.is_open:
        return ()
    return (Part(gettext_lazy("Let in"), does=ACCEPT), Part(gettext_lazy("Decline"), does=DECLINE))


JOIN_REQUESTS: Table[JoinLine] = Table(
    name="plg.join_requests",
    title=gettext_lazy("Requests to join a group"),
    key=lambda line: line.asked.public_id,
    naming=lambda line: f"{line.name}, {line.asked.group.name}",
    first_sort="gevraagd",
    tie="public_id",
    parameters=tuple(JoinDeskFilter.address_names.get(name, name) for name in JoinDeskFilter.base_fields),
    columns=(
        Column(
            code="naam",
            label=gettext_lazy("Name"),
            order="sort_name",
            draw=lambda line: say(line.name, url=line.asked.member.get_absolute_url()),
            value=lambda line: line.name,
            width=28,
        ),
        Column(
            code="groep",
            label=gettext_lazy("Group"),
            order="sort_group",
            draw=lambda line: say(
                line.asked.group.name, url=reverse("plg:group_members", args=[line.asked.group.slug])
            ),
            value=lambda line: line.asked.group.name,
            is_brief=True,
            width=36,
        ),
        Column(
            code="waarom",
            label=gettext_lazy("Why"),
            draw=lambda line: say(line.asked.message),
            value=lambda line: line.asked.message,
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
            code="dagen",
            label=gettext_lazy("Days"),
            draw=lambda line: say(line.days) if line.is_open else (),
            value=lambda line: line.days if line.is_open else None,
            is_number=True,
            width=8,
        ),
        Column(
            code="stand",
            label=gettext_lazy("State"),
            draw=lambda line: say_state(line.asked.get_state_display(), TONES.get(line.asked.state, "")),
            value=lambda line: line.asked.get_state_display(),
            is_whole=True,
        ),
        Column(
            code="besluit",
            label=gettext_lazy("Decision"),
            draw=lambda line: say(line.decision),
            value=lambda line: line.decision,
            is_brief=True,
            width=40,
        ),
        Column(code="besloten", label=gettext_lazy("Decided on"), value=lambda line: line.asked.decided_at),
        Column(code="doen", label=gettext_lazy("What to do"), draw=_draw_deeds, is_whole=True),
    ),
)


def look_at_join_requests(lines: list[JoinLine], action: str, form: Form | None) -> Look:
    """Who would be let in or declined, in which groups, and who is passed over."""
    able = [line for line in lines if line.is_open]
    words = {"n": len(able)}
    if action == ACCEPT:
        title, button = _("Let in"), ngettext("Let %(n)d person in", "Let %(n)d people in", len(able))
    else:
        title, button = _("Decline"), ngettext("Decline %(n)d request", "Decline %(n)d requests", len(able))
    return Look(
        title=title,
        summary=ngettext(
            "%(n)d request. Who asked hears your answer.", "%(n)d requests. Who asked hears your answer.", len(able)
        )
        % words,
        heading=_("Who is meant"),
        names=[f"{line.name} · {line.asked.group.name}" for line in able],
        skipped=[Skipped(line.name, line.asked.get_state_display()) for line in lines if not line.is_open],
        button=button % words,
        hidden=[("action", action), *(("ids", line.asked.public_id) for line in able)],
        form=form,
        url=reverse("plg:join_requests_bulk"),
        back=reverse("plg:manage_join_requests"),
    )
