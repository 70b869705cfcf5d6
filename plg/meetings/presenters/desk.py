"""All meetings of the network and its groups, as the table of who runs the network, and what would happen to some."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.tables import EXPORTS, Column, Part, Table, say, say_state, short_moment
from knowledge_network.members.tables.presenters import Look, Skipped
from plg.meetings.actions.answers import reminder_preview
from plg.meetings.calendars import describe_place
from plg.meetings.enums import MeetingStatus
from plg.meetings.forms.desk import CANCEL, REMIND, MeetingDeskFilter
from plg.meetings.models import Meeting

ACTIONS = [(REMIND, gettext_lazy("Ask who did not answer")), (CANCEL, gettext_lazy("Cancel")), *EXPORTS]
TONES: dict[str, str] = {
    MeetingStatus.PLANNED: "info",
    MeetingStatus.MOVED: "wait",
    MeetingStatus.HELD: "ok",
    MeetingStatus.CANCELLED: "bad",
}


# The rows are meetings of `list_for_desk`, with what it annotates.


def _find_address(meeting: Any) -> str:
    return reverse("plg:meeting_detail", args=[meeting.public_id])


def _draw_owner(meeting: Any) -> tuple[Part, ...]:
    url = meeting.group.get_absolute_url() if meeting.group else ""
    return say(meeting.of_whom, url=url)


def _draw_state(meeting: Any) -> tuple[Part, ...]:
    return say_state(meeting.get_status_display(), TONES[meeting.status])


MEETINGS: Table[Any] = Table(
    name="plg.meetings",
    title=gettext_lazy("Meetings"),
    key=lambda meeting: meeting.public_id,
    naming=lambda meeting: f"{meeting.title}, {meeting.of_whom}",
    first_sort="wanneer",
    tie="id",
    parameters=tuple(MeetingDeskFilter.address_names.get(name, name) for name in MeetingDeskFilter.base_fields),
    columns=(
        Column(
            code="titel",
            label=gettext_lazy("Title"),
            order="title",
            draw=lambda meeting: say(meeting.title, url=_find_address(meeting)),
            value=lambda meeting: meeting.title,
            is_brief=True,
            width=36,
        ),
        Column(
            code="van",
            label=gettext_lazy("Of whom"),
            order="sort_owner",
            draw=_draw_owner,
            value=lambda meeting: meeting.of_whom,
            is_brief=True,
            width=34,
        ),
        Column(
            code="wanneer",
            label=gettext_lazy("When"),
            order="starts_at",
            draw=lambda meeting: say(short_moment(meeting.starts_at)),
            value=lambda meeting: meeting.starts_at,
            is_whole=True,
        ),
        Column(code="tot", label=gettext_lazy("Until"), value=lambda meeting: meeting.ends_at),
        Column(
            code="plaats",
            label=gettext_lazy("Place"),
            draw=lambda meeting: say(describe_place(meeting)),
            value=describe_place,
            is_brief=True,
            width=34,
        ),
        Column(
            code="status",
            label=gettext_lazy("State"),
            order="status",
            draw=_draw_state,
            value=lambda meeting: meeting.get_status_display(),
        ),
        Column(
            code="genodigd",
            label=gettext_lazy("Invited"),
            order="invited_count",
            draw=lambda meeting: say(meeting.invited_count),
            value=lambda meeting: meeting.invited_count,
            is_number=True,
            width=10,
        ),
        Column(
            code="ja",
            label=gettext_lazy("Comes"),
            order="coming_count",
            draw=lambda meeting: say(meeting.coming_count),
            value=lambda meeting: meeting.coming_count,
            is_number=True,
            width=10,
        ),
        Column(
            code="stil",
            label=gettext_lazy("No answer"),
            order="silent_count",
            draw=lambda meeting: say(meeting.silent_count),
            value=lambda meeting: meeting.silent_count,
            is_number=True,
            width=12,
        ),
        Column(
            code="adres",
            label=gettext_lazy("Address"),
            value=lambda meeting: absolute_url(_find_address(meeting)),
            width=60,
        ),
    ),
)


def look_at_reminding(meetings: list[Any]) -> Look:
    """How many people would be asked, once each however many meetings they have, and who was asked today already."""
    preview = reminder_preview(meetings)
    words = {"n": preview["people"], "reminded": preview["reminded"]}
    able = [meeting for meeting in meetings if meeting.is_planned and meeting.silent_count]
    return Look(
        title=_("Ask who did not answer"),
        summary=ngettext(
            "Goes to %(n)d person. %(reminded)d was asked today already.",
            "Goes to %(n)d people. %(reminded)d were asked today already.",
            preview["people"],
        )
        % words,
        heading=_("About which meetings"),
        names=[_name(meeting) for meeting in able] if preview["people"] else [],
        skipped=[Skipped(_name(meeting), _("everybody answered")) for meeting in meetings if meeting not in able],
        button=ngettext("Ask %(n)d person", "Ask %(n)d people", preview["people"]) % words,
        hidden=[("action", REMIND), *(("ids", meeting.public_id) for meeting in able)],
        url=reverse("plg:manage_meetings_bulk"),
        back=reverse("plg:manage_meetings"),
    )


def look_at_cancelling(able: list[Any], skipped: list[Any], form: Form) -> Look:
    """Which meetings would be called off, and how many people hear it."""
    people = sum(meeting.invited_count for meeting in able)
    words = {"n": len(able), "people": people, "skipped": len(skipped)}
    return Look(
        title=_("Cancel meetings"),
        summary=ngettext(
            "%(n)d meeting is cancelled, with %(people)d invitations. %(skipped)d skipped.",
            "%(n)d meetings are cancelled, with %(people)d invitations. %(skipped)d skipped.",
            len(able),
        )
        % words,
        heading=_("What is cancelled"),
        names=[_name(meeting) for meeting in able],
        skipped=[Skipped(_name(meeting), _("is over, or does not take place")) for meeting in skipped],
        button=ngettext("Cancel %(n)d meeting", "Cancel %(n)d meetings", len(able)) % words,
        hidden=[("action", CANCEL), *(("ids", meeting.public_id) for meeting in able)],
        form=form,
        url=reverse("plg:manage_meetings_bulk"),
        back=reverse("plg:manage_meetings"),
    )


def _name(meeting: Meeting) -> str:
    return f"{short_moment(meeting.starts_at)} · {meeting.title} · {meeting.of_whom}"
