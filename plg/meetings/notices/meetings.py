"""What people are told about meetings: invitations, changes, reminders. The subjects are those of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypedDict

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_date, nice_datetime, nice_period
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import (
    Attachment,
    NoticeKind,
    NoticeMail,
    NoticeText,
    Params,
    Urgency,
    register,
)
from plg.meetings.calendars import CANCEL, REQUEST, describe_place, invitation_attachment
from plg.meetings.enums import RsvpAnswer
from plg.meetings.links import answer_links, meeting_address
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices.standing import (
    find_invitation,
    find_meeting,
    stale_for_cancelled,
    stale_for_invited,
    stale_for_unanswered,
    stale_for_uninvited,
)
from plg.space.models import GroupFile

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice

MOST_SUBJECTS = 5
# So long before a meeting, what happens to it is told at once, to however many.
UNDER_WAY = dt.timedelta(hours=2)


def when(params: Params) -> str:
    """«di 3 maart 2026, 15:30» from what the notice was given."""
    return nice_datetime(parse_datetime(params["starts_at"]))


def invitation_for_calendar(notice: Notice, meeting: Meeting) -> MeetingInvitation:
    """The invitation that a calendar file is about, also one that was taken back."""
    found = meeting.invitations.filter(member=notice.member_id).first()
    invitation = found or MeetingInvitation(meeting=meeting, member=notice.member)
    invitation.meeting, invitation.member = meeting, notice.member
    return invitation


def describe_meeting(meeting: Meeting) -> str:
    """Time and place, one under the other."""
    lines = [nice_period(meeting.starts_at, meeting.ends_at)]
    if place := describe_place(meeting):
        lines.append(place)
    if meeting.link:
        lines.append(_("Online: %(link)s") % {"link": meeting.link})
    return "\n".join(lines)


def answer_labels() -> dict[str, str]:
    return {
        RsvpAnswer.YES.value: _("I am coming"),
        RsvpAnswer.MAYBE.value: _("Maybe"),
        RsvpAnswer.NO.value: _("I am not coming"),
    }


def mail_about(notice: Notice, subject: str, lines: list[str], *, asks: bool = False, method: str = "") -> NoticeMail:
    """A mail with the facts of the meeting, for `asks` with links to answer, and for `method` with a calendar file."""
    meeting = find_meeting(notice)
    if meeting is None:
        return NoticeMail(subject=subject, lines=lines, button=_("Open the agenda"), url=notice.url)
    invitation = find_invitation(notice)
    links: tuple[tuple[str, str], ...] = ()
    button, url = _("Look at the meeting"), meeting_address(meeting)
    if asks and invitation is not None:
        labels = answer_labels()
        (_yes, url), *rest = answer_links(invitation, labels)
        button, links = labels[RsvpAnswer.YES], (*rest, (_("Look at the meeting"), meeting_address(meeting)))
    attachments: tuple[Attachment, ...] = ()
    if method:
        attachments = (invitation_attachment(invitation_for_calendar(notice, meeting), method=method),)
    return NoticeMail(
        subject=subject,
        lines=[*lines, describe_meeting(meeting)],
        button=button,
        url=url,
        links=links,
        attachments=attachments,
    )


def _day(params: Params) -> str:
    moment = parse_datetime(params["starts_at"])
    return nice_date(timezone.localtime(moment)) if moment else ""


def _invited(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "date": _day(notice.params), "title": notice.params["title"]}
    return mail_about(
        notice,
        _("Invitation: %(group)s – %(date)s") % words,
        [_("You are invited to «%(title)s» of %(group)s. Are you coming?") % words],
        asks=True,
        method=REQUEST,
    )


def _moved(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "old": nice_datetime(parse_datetime(notice.params["was"]))}
    return mail_about(
        notice,
        _("Moved: %(group)s – %(date)s") % {**words, "date": _day(notice.params)},
        [_("The meeting of %(old)s has another time. Can you come then?") % words],
        asks=True,
        method=REQUEST,
    )


def _changed(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "date": _day(notice.params)}
    lines = [_("Something changed. This is how it is now:")]
    return mail_about(notice, _("Changed: %(group)s – %(date)s") % words, lines, method=REQUEST)


def _cancelled(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "date": _day(notice.params), "reason": notice.params["reason"]}
    return mail_about(
        notice,
        _("Cancelled: %(group)s – %(date)s") % words,
        [_("This meeting does not take place. The reason: %(reason)s") % words],
        method=CANCEL,
    )


def _uninvited(notice: Notice) -> NoticeMail:
    """The page of the meeting may be closed to the reader by now: the agenda never is."""
    meeting = find_meeting(notice)
    words = {"group": notice.params["group"], "date": _day(notice.params), "title": notice.params["title"]}
    return NoticeMail(
        subject=_("Not invited any more: %(group)s – %(date)s") % words,
        lines=[uninvited_line() % words, *([describe_meeting(meeting)] if meeting else [])],
        button=_("Open the agenda"),
        url=absolute_url(notice.url),
        attachments=(
            (invitation_attachment(invitation_for_calendar(notice, meeting), method=CANCEL),) if meeting else ()
        ),
    )


def uninvited_line() -> str:
    return _("You are no longer expected at «%(title)s» of %(group)s. It goes from your calendar.")


def _reinstated(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "date": _day(notice.params)}
    return mail_about(
        notice,
        _("It takes place after all: %(group)s – %(date)s") % words,
        [_("This meeting was cancelled, and takes place after all.")],
        asks=True,
        method=REQUEST,
    )


def _two_weeks(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"]}
    return mail_about(
        notice,
        _("In two weeks: %(group)s – let us know whether you come") % words,
        [_("In two weeks you meet."), *_agenda_lines(notice)],
        asks=True,
    )


def _agenda_lines(notice: Notice) -> list[str]:
    """The titles of the agenda, for who is invited; there is none yet as long as nobody wrote it."""
    meeting = find_meeting(notice)
    rows = list(meeting.agenda_items.order_by("position", "pk")[: MOST_SUBJECTS + 1]) if meeting else []
    if not rows:
        return [_("There is no agenda yet. It will stand on the page of the meeting.")]
    lines = [f"{number}. {shorten(row.title)}" for number, row in enumerate(rows[:MOST_SUBJECTS], start=1)]
    return ["\n".join([_("This is the agenda:"), *lines, *(["…"] if len(rows) > MOST_SUBJECTS else [])])]


def shorten(title: str) -> str:
    return Truncator(title).chars(40)


def _answer_please(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "date": _day(notice.params)}
    return mail_about(
        notice,
        _("Are you coming? %(group)s – %(date)s") % words,
        [_("You did not answer yet. With your answer the others know on whom they can count.")],
        asks=True,
    )


def _tomorrow(notice: Notice) -> NoticeMail:
    meeting = find_meeting(notice)
    time = timezone.localtime(meeting.starts_at).strftime("%H:%M") if meeting else ""
    words = {"group": notice.params["group"], "time": time, "place": describe_place(meeting) if meeting else ""}
    if not is_tomorrow(notice.params):
        # A weekend lies between: the reminder came on the last school day before.
        subject = _("Almost there: %(group)s, %(date)s") % {**words, "date": _day(notice.params)}
        return mail_about(notice, subject, _documents_line(meeting))
    lines = [_("Tomorrow you meet."), *_documents_line(meeting)]
    if words["place"]:
        return mail_about(notice, _("Tomorrow: %(group)s, %(time)s, %(place)s") % words, lines)
    return mail_about(notice, _("Tomorrow: %(group)s, %(time)s") % words, lines)


def begins_soon(params: Params, now: dt.datetime) -> bool:
    """Whether people may be on their way already: to the time that holds, or to the one that held."""
    moments = [parse_datetime(params[name]) for name in ("starts_at", "was") if params.get(name)]
    return any(now - UNDER_WAY < moment < now + UNDER_WAY for moment in moments if moment is not None)


def is_tomorrow(params: Params) -> bool:
    moment = parse_datetime(params["starts_at"])
    return moment is not None and timezone.localdate(moment) == timezone.localdate() + dt.timedelta(days=1)


def _documents_line(meeting: Meeting | None) -> list[str]:
    if meeting is not None and (files := meeting_documents(meeting)):
        return [_("Documents: %(names)s") % {"names": ", ".join(files)}]
    return [_("Documents stand with the agenda on the page of the meeting.")]


def meeting_documents(meeting: Meeting) -> list[str]:
    rows = GroupFile.objects.present().filter(agenda_items__meeting=meeting).distinct().order_by("title")
    return list(rows.values_list("title", flat=True))


def _seat_free(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "date": _day(notice.params)}
    return mail_about(
        notice,
        _("There is a place for you: %(group)s – %(date)s") % words,
        [_("You were on the waiting list. A place came free, and it is yours.")],
        asks=True,
        method=REQUEST,
    )


def kind(name: str, text: NoticeText, label: str | Promise, **fields: Any) -> NoticeKind:
    defaults = {
        "why": gettext_lazy("You are invited to this meeting."),
        "icon": "calendar",
        "section": Section.MEETINGS,
        "default": Channel.NOW.value,
        "stale": stale_for_invited,
        "cannot_wait": begins_soon,
    }
    return register(NoticeKind(name=f"plg.{name}", text=text, label=label, **{**defaults, **fields}))


INVITED_TO_MEETING = kind(
    "meeting_planned",
    lambda p: _("«%(group)s» meets on %(when)s: %(title)s.") % {**p, "when": when(p)},
    gettext_lazy("I am invited to a meeting"),
    icon="calendar-plus",
    urgency=Urgency.PROMPT,
    mail=_invited,
)
MEETING_CHANGED = kind(
    "meeting_changed",
    lambda p: _("«%(title)s» of «%(group)s» has another place: look at it.") % p,
    gettext_lazy("A meeting has another place or link"),
    urgency=Urgency.URGENT,
    mail=_changed,
)
MEETING_MOVED = kind(
    "meeting_moved",
    lambda p: _("«%(title)s» of «%(group)s» has moved: it is on %(when)s now.") % {**p, "when": when(p)},
    gettext_lazy("A meeting has moved"),
    urgency=Urgency.URGENT,
    mail=_moved,
)
MEETING_CANCELLED = kind(
    "meeting_cancelled",
    lambda p: _("«%(title)s» of «%(group)s» on %(when)s does not take place.") % {**p, "when": when(p)},
    gettext_lazy("A meeting is cancelled"),
    icon="ban",
    urgency=Urgency.URGENT,
    mail=_cancelled,
    stale=stale_for_cancelled,
)
UNINVITED = kind(
    "meeting_uninvited",
    lambda p: _("You are no longer invited to «%(title)s» of «%(group)s» on %(when)s.") % {**p, "when": when(p)},
    gettext_lazy("I am no longer invited to a meeting"),
    why=gettext_lazy("You were invited to this meeting."),
    icon="calendar-x",
    urgency=Urgency.URGENT,
    mail=_uninvited,
    stale=stale_for_uninvited,
)
MEETING_REINSTATED = kind(
    "meeting_reinstated",
    lambda p: _("«%(title)s» of «%(group)s» on %(when)s takes place after all.") % {**p, "when": when(p)},
    gettext_lazy("A cancelled meeting takes place after all"),
    icon="calendar-check",
    urgency=Urgency.URGENT,
    mail=_reinstated,
)
REMINDER_TWO_WEEKS = kind(
    "reminder_two_weeks",
    lambda p: _("In two weeks «%(group)s» meets: %(title)s. Are you coming?") % p,
    gettext_lazy("Two weeks before a meeting, with the agenda"),
    icon="clock",
    mail=_two_weeks,
    has_section=True,
)
REMINDER_ANSWER = kind(
    "reminder_answer",
    lambda p: _("«%(group)s» meets on %(when)s. Are you coming?") % {**p, "when": when(p)},
    gettext_lazy("When I did not answer an invitation"),
    icon="circle-help",
    mail=_answer_please,
    has_section=True,
    stale=stale_for_unanswered,
)
REMINDER_TOMORROW = kind(
    "reminder_tomorrow",
    lambda p: _("«%(group)s» meets on %(when)s: %(title)s.") % {**p, "when": when(p)},
    gettext_lazy("The day before a meeting"),
    icon="clock",
    urgency=Urgency.PROMPT,
    mail=_tomorrow,
)
SEAT_FREE = kind(
    "seat_free",
    lambda p: _("There is a place for you at «%(title)s» of «%(group)s», on %(when)s.") % {**p, "when": when(p)},
    gettext_lazy("A place came free for me"),
    icon="calendar-check",
    urgency=Urgency.PROMPT,
    mail=_seat_free,
)
NOTE_TO_CHAIR = kind(
    "meeting_note",
    lambda p: _("%(name)s wrote with the answer for «%(title)s»: %(note)s") % p,
    gettext_lazy("Somebody writes a note with an answer"),
    why=gettext_lazy("You lead this meeting."),
    icon="message-square",
    default=Channel.APP.value,
    stale=None,
    audience=Audience.LEADS,
)


class MeetingWords(TypedDict):
    """What each notice about a meeting holds."""

    meeting: str
    title: str
    group: str
    starts_at: str


def choose_words(meeting: Meeting) -> MeetingWords:
    return {
        "meeting": meeting.public_id,
        "title": meeting.title,
        "group": meeting.of_whom,
        "starts_at": meeting.starts_at.astimezone(dt.UTC).isoformat(),
    }


# What is no longer true when the meeting is called off or has another time.
NEWS = (INVITED_TO_MEETING, MEETING_CHANGED, MEETING_MOVED, MEETING_REINSTATED)


def list_keys(meeting: Meeting) -> list[str]:
    """Beginnings of the keys of what people were told of this meeting, whatever state it was in."""
    return [f"{kind.name}:{meeting.public_id}" for kind in NEWS]
