"""What people are told about minutes, action points, and bringing something back to school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import (
    NoticeKind,
    NoticeMail,
    NoticeText,
    Params,
    Urgency,
    register,
)
from plg.meetings.enums import MeetingStatus
from plg.meetings.notices.standing import find_meeting
from plg.records.enums import ActionItemStatus
from plg.records.models import ActionItem, Minutes, ReturnToSchool

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def _kind(name: str, text: NoticeText, label: str | Promise, **fields: Any) -> NoticeKind:
    defaults = {
        "why": gettext_lazy("You were invited to this meeting."),
        "icon": "clipboard-list",
        "section": Section.MEETINGS,
        "default": Channel.NOW.value,
    }
    return register(NoticeKind(name=f"plg.{name}", text=text, label=label, **{**defaults, **fields}))


def _date(params: Params) -> str:
    moment = parse_datetime(params["starts_at"])
    return nice_date(timezone.localtime(moment)) if moment else ""


def _mail(notice: Notice, subject: str, line: str, button: str) -> NoticeMail:
    return NoticeMail(subject=subject, lines=[line], button=button, url=absolute_url(notice.url))


# Why a mail should not go out any more ------------------------------------------------------------


def stale_minutes(notice: Notice) -> str:
    """The minutes are there, or the meeting did not take place as it was told."""
    meeting = find_meeting(notice)
    if meeting is None or meeting.status == MeetingStatus.CANCELLED:
        return "the meeting was cancelled"
    shared = Minutes.objects.filter(meeting=meeting, shared_at__isnull=False).exists()
    return "done already" if shared else ""


def stale_return(notice: Notice) -> str:
    meeting = find_meeting(notice)
    if meeting is None or meeting.status == MeetingStatus.CANCELLED:
        return "the meeting was cancelled"
    done = ReturnToSchool.objects.filter(meeting=meeting, member=notice.member_id).exists()
    return "done already" if done else ""


def stale_action(notice: Notice) -> str:
    """Done, dropped, given to somebody else or put off."""
    action = ActionItem.objects.filter(public_id=notice.params.get("action", "")).first()
    if action is None or action.owner_id != notice.member_id:
        return "taken back"
    if action.status not in ActionItemStatus.UNFINISHED:
        return "done already"
    return "taken back" if str(action.due_on) != notice.params["due_on"] else ""


def stale_own_actions(notice: Notice) -> str:
    mine = ActionItem.objects.open().filter(owner=notice.member_id, meeting__public_id=notice.params.get("meeting", ""))
    return "" if mine.exists() else "done already"


def stale_follow_up(notice: Notice) -> str:
    row = ReturnToSchool.objects.filter(public_id=notice.params.get("return", "")).first()
    return "" if row is not None and not row.follow_up else "done already"


# The kinds --------------------------------------------------------------------------------------

MINUTES_DUE = _kind(
    "minutes_due",
    lambda p: _("The minutes of «%(group)s» of %(date)s are not shared yet.") % {**p, "date": _date(p)},
    gettext_lazy("The minutes of my meeting are not there yet"),
    why=gettext_lazy("You lead this group, or keep its minutes."),
    icon="pen-line",
    mail=lambda n: _mail(
        n,
        _("Minutes ready? %(group)s of %(date)s") % {**n.params, "date": _date(n.params)},
        _("The meeting is over, the minutes are not shared yet. Two sentences per subject are enough."),
        _("Write the minutes"),
    ),
    stale=stale_minutes,
)
WHAT_DO_YOU_TAKE_BACK = _kind(
    "return_asked",
    lambda p: _("What do you take back to school from «%(title)s»?") % p,
    gettext_lazy("After a meeting: what do I take back to school?"),
    why=gettext_lazy("You were at this meeting."),
    icon="sprout",
    mail=lambda n: _mail(
        n,
        _("What do you take back to school?"),
        _("You were at «%(title)s» of %(group)s. Write down in one minute what you take back, and to whom.") % n.params,
        _("Write it down"),
    ),
    stale=stale_return,
)
ACTIONS_OF_MEETING = _kind(
    "actions_of_meeting",
    lambda p: _("You have %(count)s open action points of «%(title)s».") % p,
    gettext_lazy("A week after a meeting: my action points"),
    why=gettext_lazy("You have action points of this meeting."),
    icon="list-checks",
    mail=lambda n: _mail(
        n,
        _("Your action points of %(group)s") % n.params,
        _("Of «%(title)s» you still have %(count)s open action points.") % n.params,
        _("Look at my action points"),
    ),
    stale=stale_own_actions,
    has_section=True,
)
ACTION_DUE = _kind(
    "action_due",
    lambda p: (
        _("Your action point: %(title)s (before or on %(due)s)") % {**p, "due": nice_date(parse_date(p["due_on"]))}
    ),
    gettext_lazy("An action point of mine is nearly due, or late"),
    why=gettext_lazy("You own this action point."),
    icon="list-checks",
    mail=lambda n: _mail(
        n,
        _("Your action point: %(title)s (before or on %(due)s)")
        % {**n.params, "due": nice_date(parse_date(n.params["due_on"]))},
        _("Is it done? Tick it. Is it not? Choose another day, so that the group knows."),
        _("Look at my action points"),
    ),
    stale=stale_action,
    has_section=True,
)
ACTION_GIVEN = _kind(
    "action_given",
    lambda p: _("%(name)s noted an action point for you: %(title)s") % p,
    gettext_lazy("I get an action point"),
    why=gettext_lazy("You own this action point."),
    icon="list-checks",
    default=Channel.APP.value,
)
MINUTES_SHARED = _kind(
    "minutes_shared",
    lambda p: _("The minutes of «%(title)s» (%(group)s) are there.") % p,
    gettext_lazy("Minutes are shared"),
    why=gettext_lazy("You are a member of this group."),
    icon="file-text",
    default=Channel.WEEKLY.value,
)
RETURN_FOLLOW_UP = _kind(
    "return_follow_up",
    lambda p: _("Six weeks ago you took something back to school: %(what)s. What became of it?") % p,
    gettext_lazy("Six weeks later: what became of what I took back?"),
    why=gettext_lazy("You wrote down what you took back to school."),
    icon="sprout",
    default=Channel.WEEKLY.value,
    urgency=Urgency.NORMAL,
    stale=stale_follow_up,
)
