"""What people are told after a meeting: minutes, action points, what they take back to school."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.models import Channel
from knowledge_network.notifications.registry import NoticeKind, NoticeMail, Urgency, register

if TYPE_CHECKING:
    from knowledge_network.notifications.models import Notice
    from plg.models import ActionItem, Meeting


def _words(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters with the day of the meeting, or the last day of an action point, as people read it."""
    words = dict(params)
    if moment := parse_datetime(str(params.get("starts_at", ""))):
        words["date"] = nice_date(timezone.localtime(moment))
    if due := parse_date(str(params.get("due", ""))):
        words["due"] = nice_date(due)
    return words


def _mail(notice: Notice, subject: str, line: str, button: str) -> NoticeMail:
    return NoticeMail(subject=subject, lines=[line], button=button, url=absolute_url(notice.url))


# Why a mail should not go out any more ----------------------------------------------------------


def _meeting_of(notice: Notice) -> Meeting | None:
    from plg.models import Meeting

    found = Meeting.objects.visible_to(notice.member).filter(public_id=notice.params.get("meeting", ""))
    return found.select_related("group", "partnership", "minutes").first()


def stale_after_meeting(notice: Notice) -> str:
    """Cancelled or moved since, or the reader may not open it any more."""
    meeting = _meeting_of(notice)
    if meeting is None or not notice.member.has_perm("plg.read_meeting", meeting):
        return "not in the meeting any more"
    if meeting.status == meeting.Status.CANCELLED:
        return "the meeting was cancelled"
    return "the meeting was moved" if meeting.starts_at != parse_datetime(notice.params["starts_at"]) else ""


def stale_for_writer(notice: Notice) -> str:
    if reason := stale_after_meeting(notice):
        return reason
    meeting = _meeting_of(notice)
    if meeting is None or not notice.member.has_perm("plg.run_meeting", meeting):
        return "does not write the minutes any more"
    minutes = getattr(meeting, "minutes", None)
    return "shared already" if minutes is not None and minutes.shared_at else ""


def stale_return(notice: Notice) -> str:
    if reason := stale_after_meeting(notice):
        return reason
    from plg.models import ReturnToSchool

    returned = ReturnToSchool.objects.filter(member=notice.member_id, meeting__public_id=notice.params["meeting"])
    return "told already" if returned.exists() else ""


def _action_of(notice: Notice) -> ActionItem | None:
    from plg.models import ActionItem

    return ActionItem.objects.filter(public_id=notice.params.get("action", ""), owner=notice.member_id).open().first()


def stale_action(notice: Notice) -> str:
    """Done, dropped, given to somebody else, or with another last day."""
    item = _action_of(notice)
    if item is None:
        return "done, dropped or somebody else's"
    due = item.due_on.isoformat() if item.due_on else ""
    return "has another date" if due != notice.params.get("due", "") else ""


def stale_week(notice: Notice) -> str:
    from plg.models import ActionItem

    if reason := stale_after_meeting(notice):
        return reason
    mine = ActionItem.objects.filter(owner=notice.member_id, meeting__public_id=notice.params["meeting"])
    return "" if mine.open().exists() else "nothing open"


def stale_follow_up(notice: Notice) -> str:
    from plg.models import ReturnToSchool

    row = ReturnToSchool.objects.filter(public_id=notice.params.get("returned", ""), member=notice.member_id).first()
    if row is None:
        return "taken back"
    return "told already" if row.follow_up else ""


# The kinds --------------------------------------------------------------------------------------


def _due_mail(notice: Notice) -> NoticeMail:
    words = _words(notice.params)
    due = parse_date(str(notice.params["due"]))
    late = due is not None and due < timezone.localdate()
    line = (
        _("This action point was due on %(due)s. Is it done? Tick it off, or choose another date.")
        if late
        else _("You do this before or on %(due)s. Done already? Tick it off.")
    )
    subject = _("Your action point: %(title)s (%(due)s at the latest)") % words
    return _mail(notice, subject, line % words, _("Open my action points"))


def _writer_mail(notice: Notice) -> NoticeMail:
    words = _words(notice.params)
    line = _("The subjects of the agenda stand ready as headings. Add decisions and action points, and share it.")
    return _mail(notice, _("Minutes ready? %(group)s of %(date)s") % words, line, _("Write the minutes"))


def _shared_mail(notice: Notice) -> NoticeMail:
    words = _words(notice.params)
    line = _("The minutes of «%(title)s» are there for you to read, with decisions and action points.") % words
    return _mail(notice, _("Minutes: %(group)s of %(date)s") % words, line, _("Read the minutes"))


def _return_mail(notice: Notice) -> NoticeMail:
    line = _("You were at «%(title)s» of %(group)s. What do you take back, and to whom? It takes one minute.")
    subject = _("What do you take back to school?")
    return _mail(notice, subject, line % _words(notice.params), _("Say what you take back"))


def _kind(name: str, text: Any, label: Any, why: Any, **fields: Any) -> NoticeKind:
    defaults = {"icon": "file-text", "section": "meetings", "default": Channel.DAILY.value}
    return register(NoticeKind(name=f"plg.{name}", text=text, label=label, why=why, **{**defaults, **fields}))


MINUTES_SHARED = _kind(
    "minutes_shared",
    lambda p: _("The minutes of «%(group)s» of %(date)s are there.") % _words(p),
    gettext_lazy("Minutes are there"),
    gettext_lazy("You are invited to this meeting."),
    mail=_shared_mail,
    stale=stale_after_meeting,
)
MINUTES_DUE = _kind(
    "minutes_due",
    lambda p: _("Minutes ready? %(group)s of %(date)s") % _words(p),
    gettext_lazy("I still have to write the minutes"),
    gettext_lazy("You lead this group or write its minutes."),
    icon="pen-line",
    default=Channel.NOW.value,
    mail=_writer_mail,
    stale=stale_for_writer,
)
RETURN_ASKED = _kind(
    "return_asked",
    lambda p: _("What do you take back to school from «%(title)s»?") % p,
    gettext_lazy("What I take back after a meeting"),
    gettext_lazy("You were at this meeting."),
    icon="school",
    default=Channel.NOW.value,
    mail=_return_mail,
    stale=stale_return,
)
RETURN_FOLLOW_UP = _kind(
    "return_follow_up",
    lambda p: _("Six weeks ago you took something back to school. What became of it?"),
    gettext_lazy("What became of what I took back"),
    gettext_lazy("You wrote down what you took back to school."),
    icon="sprout",
    stale=stale_follow_up,
)
ACTIONS_AFTER_WEEK = _kind(
    "actions_after_week",
    lambda p: _("A week ago «%(group)s» met. You have open action points: %(titles)s.") % p,
    gettext_lazy("My action points, a week after the meeting"),
    gettext_lazy("You took on something in this meeting."),
    icon="list-checks",
    stale=stale_week,
)
ACTION_DUE = _kind(
    "action_due",
    lambda p: _("Your action point: %(title)s (%(due)s at the latest)") % _words(p),
    gettext_lazy("Around the last day of my action points"),
    gettext_lazy("This action point is yours."),
    icon="list-checks",
    default=Channel.NOW.value,
    urgency=Urgency.NORMAL,
    mail=_due_mail,
    stale=stale_action,
)
ACTION_GIVEN = _kind(
    "action_given",
    lambda p: _("%(name)s gave you an action point: %(title)s.") % p,
    gettext_lazy("Somebody gives me an action point"),
    gettext_lazy("This action point is yours."),
    icon="list-checks",
    stale=lambda notice: "" if _action_of(notice) else "done, dropped or somebody else's",
)
SIX_WEEKS = dt.timedelta(weeks=6)
