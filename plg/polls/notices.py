"""What people are told about polls of their group."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency, register
from plg.meetings.calendars import REQUEST
from plg.meetings.enums import RsvpAnswer
from plg.meetings.notices.meetings import mail_about
from plg.meetings.notices.standing import find_invitation, find_meeting, stale_start
from plg.polls.models import Poll, PollAnswer
from plg.space.notices import outside

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def choose_words(poll: Poll) -> dict[str, Any]:
    """What each notice about a poll holds."""
    return {
        "poll": poll.public_id,
        "question": poll.title,
        "group": poll.group.name,
        "closes_at": poll.closes_at.astimezone(dt.UTC).isoformat(),
    }


def until(params: dict[str, Any]) -> str:
    """«di 3 maart 2026, 15:30» from what the notice was given."""
    return nice_datetime(parse_datetime(params["closes_at"]))


def find_poll(notice: Notice) -> Poll | None:
    rows = Poll.objects.present().select_related("group", "meeting")
    return rows.filter(public_id=notice.params.get("poll", "")).first()


# Why a mail should not go out any more ----------------------------------------------------------


def stale_for_unanswered(notice: Notice) -> str:
    if reason := outside(notice):
        return reason
    poll = find_poll(notice)
    if poll is None:
        return "taken back"
    if not poll.is_open:
        return "the poll is closed"
    answered = PollAnswer.objects.filter(poll=poll, member=notice.member_id).exists()
    return "answered already" if answered else ""


def stale_for_more_options(notice: Notice) -> str:
    poll = find_poll(notice)
    return outside(notice) or ("" if poll is not None and poll.is_open else "the poll is closed")


def stale_for_ended(notice: Notice) -> str:
    poll = find_poll(notice)
    return outside(notice) or ("the poll is open again" if poll is None or poll.is_open else "")


def stale_for_undecided(notice: Notice) -> str:
    poll = find_poll(notice)
    if reason := stale_for_ended(notice):
        return reason
    return "a date is chosen" if poll is not None and poll.has_meeting else ""


def stale_for_date(notice: Notice) -> str:
    return outside(notice) or stale_start(notice, find_meeting(notice))


# The mails --------------------------------------------------------------------------------------


def _started(notice: Notice) -> NoticeMail:
    words = {**notice.params, "until": until(notice.params)}
    return NoticeMail(
        subject=_("Poll: %(question)s (%(group)s)") % words,
        lines=[
            _("%(name)s asks your group: %(question)s") % words,
            _("You can answer until %(until)s. Your group sees what you answer.") % words,
        ],
        button=_("Answer the poll"),
        url=absolute_url(notice.url),
    )


def _unanswered(notice: Notice) -> NoticeMail:
    words = {**notice.params, "until": until(notice.params)}
    return NoticeMail(
        subject=_("Not answered yet: %(question)s (%(group)s)") % words,
        lines=[_("Your group waits for your answer. The poll closes on %(until)s.") % words],
        button=_("Answer the poll"),
        url=absolute_url(notice.url),
    )


def _date_chosen(notice: Notice) -> NoticeMail:
    """With a file for the calendar for who said that they can; who cannot hears it too."""
    words = {**notice.params, "when": nice_datetime(parse_datetime(notice.params["starts_at"]))}
    invitation = find_invitation(notice)
    comes = invitation is not None and invitation.answer == RsvpAnswer.YES
    lines = [_("The poll «%(question)s» became a meeting.") % words]
    if comes:
        lines.append(_("You said that you can come. You need not answer again."))
    else:
        lines.append(_("You said that you cannot come. Can you after all? Then change your answer."))
    subject = _("Date chosen: %(group)s – %(when)s") % words
    return mail_about(notice, subject, lines, method=REQUEST if comes else "")


def kind(name: str, text: Any, label: Any, **fields: Any) -> NoticeKind:
    defaults = {
        "why": gettext_lazy("You are a member of this group."),
        "icon": "chart-column",
        "section": Section.GROUPS,
        "default": Channel.NOW.value,
    }
    return register(NoticeKind(name=f"plg.{name}", text=text, label=label, **{**defaults, **fields}))


POLL_STARTED = kind(
    "poll_started",
    lambda p: _("%(name)s asks «%(group)s» (answer until %(until)s): %(question)s") % {**p, "until": until(p)},
    gettext_lazy("Somebody starts a poll in my group"),
    has_section=True,
    mail=_started,
    stale=stale_for_unanswered,
)
POLL_UNANSWERED = kind(
    "poll_unanswered",
    lambda p: (
        _("You did not answer «%(question)s» of «%(group)s» yet. It closes on %(until)s.") % {**p, "until": until(p)}
    ),
    gettext_lazy("When I did not answer a poll"),
    icon="circle-help",
    has_section=True,
    mail=_unanswered,
    stale=stale_for_unanswered,
)
POLL_OPTIONS_ADDED = kind(
    "poll_options_added",
    lambda p: _("«%(question)s» of «%(group)s» has new options. Look at your answer again.") % p,
    gettext_lazy("A poll that I answered has new options"),
    why=gettext_lazy("You answered this poll."),
    icon="circle-plus",
    stale=stale_for_more_options,
)
POLL_CLOSED = kind(
    "poll_closed",
    lambda p: _("The poll «%(question)s» of «%(group)s» is closed. Look at the result.") % p,
    gettext_lazy("A poll of my group has a result"),
    default=Channel.WEEKLY.value,
    stale=stale_for_ended,
)
POLL_TO_DECIDE = kind(
    "poll_to_decide",
    lambda p: _("The poll «%(question)s» of «%(group)s» is closed. Choose the date.") % p,
    gettext_lazy("I can choose the date after a poll"),
    why=gettext_lazy("You made this poll, or you plan what this group does."),
    icon="calendar-check",
    stale=stale_for_undecided,
)
POLL_DATE_CHOSEN = kind(
    "poll_date_chosen",
    lambda p: (
        _("«%(group)s» meets on %(when)s: the date of «%(question)s» is chosen.")
        % {**p, "when": nice_datetime(parse_datetime(p["starts_at"]))}
    ),
    gettext_lazy("The date of a poll is chosen"),
    why=gettext_lazy("You answered this poll."),
    icon="calendar-check",
    urgency=Urgency.PROMPT,
    mail=_date_chosen,
    stale=stale_for_date,
)
