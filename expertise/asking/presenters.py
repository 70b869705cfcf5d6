"""The desk for questions as a table, and what would happen to questions that somebody ticked."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expertise.asking.forms.board import BoardForm
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.asking.queries.board import BoardRow
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.tables import EXPORTS, Column, Part, Table, say, say_state, short_date
from knowledge_network.members.tables.presenters import Look, Skipped

REMIND = "remind"
ACTIONS = [(REMIND, gettext_lazy("Remind who was asked")), *EXPORTS]


def _name_asker(row: BoardRow) -> str:
    return _("without a name") if row.unnamed else row.name


def _draw_state(row: BoardRow) -> tuple[Part, ...]:
    return say_state(row.state, row.tone, note=gettext_lazy("with the liaison officer") if row.escalated else "")


def _draw_helpers(row: BoardRow) -> tuple[Part, ...]:
    return say(", ".join(row.helpers)) if row.helpers else (Part(gettext_lazy("nobody yet"), look="meta"),)


QUESTIONS: Table[BoardRow] = Table(
    name="expertise.help_requests",
    title=gettext_lazy("Questions in the network"),
    key=lambda row: row.public_id,
    naming=lambda row: row.title,
    first_sort="gevraagd",
    tie="public_id",
    parameters=tuple(BoardForm.address_names.get(name, name) for name in BoardForm.base_fields),
    columns=(
        Column(
            code="vraag",
            label=gettext_lazy("Question"),
            order="title",
            draw=lambda row: say(row.title, url=row.url),
            value=lambda row: row.title,
            is_brief=True,
            width=50,
        ),
        Column(
            code="van",
            label=gettext_lazy("Asked by"),
            order="sort_name",
            draw=lambda row: say(_name_asker(row)),
            value=_name_asker,
            is_brief=True,
            width=26,
        ),
        Column(
            code="status", label=gettext_lazy("State"), order="state", draw=_draw_state, value=lambda row: row.state
        ),
        Column(
            code="gevraagd",
            label=gettext_lazy("Asked on"),
            order="asked_at",
            draw=lambda row: say(short_date(row.asked_at)),
            value=lambda row: row.asked_at,
            is_whole=True,
        ),
        Column(
            code="dagen",
            label=gettext_lazy("Days open"),
            draw=lambda row: say(row.days),
            value=lambda row: row.days,
            is_number=True,
            width=10,
        ),
        Column(
            code="stil",
            label=gettext_lazy("Silent"),
            order="silent_count",
            draw=lambda row: say(row.asked),
            value=lambda row: row.asked,
            is_number=True,
            width=10,
        ),
        Column(
            code="kan_niet",
            label=gettext_lazy("Cannot"),
            order="declined_count",
            draw=lambda row: say(row.declined),
            value=lambda row: row.declined,
            is_number=True,
            width=10,
        ),
        Column(
            code="helpt",
            label=gettext_lazy("Helps"),
            draw=_draw_helpers,
            value=lambda row: ", ".join(row.helpers),
            is_brief=True,
            width=34,
        ),
        Column(code="geholpen", label=gettext_lazy("Answered?"), value=lambda row: row.outcome),
        Column(code="adres", label=gettext_lazy("Address"), value=lambda row: absolute_url(row.url), width=60),
    ),
)


def look_at_reminding(help_requests: list[HelpRequest], matches: list[HelpRequestMatch]) -> Look:
    """Who would be asked once more, and of which questions nobody is silent."""
    reached = {match.help_request_id for match in matches}
    able = [help_request for help_request in help_requests if help_request.pk in reached]
    names = sorted({match.expert.get_full_name() for match in matches if match.expert})
    words = {"n": len(names)}
    return Look(
        title=_("Remind who was asked"),
        summary=" ".join(
            (
                ngettext("Goes to %(n)d person.", "Goes to %(n)d people.", len(names)) % words,
                _("Who was reminded today already hears nothing more."),
            )
        ),
        heading=_("Who is reminded"),
        names=names,
        skipped=[
            Skipped(help_request.title, _("nobody is silent"))
            for help_request in help_requests
            if help_request.pk not in reached
        ],
        button=ngettext("Remind %(n)d person", "Remind %(n)d people", len(names)) % words,
        hidden=[("action", REMIND), *(("ids", help_request.public_id) for help_request in able)],
        url=reverse("expertise:help_board_bulk"),
        back=reverse("expertise:help_board"),
    )
