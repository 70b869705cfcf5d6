"""What people are told of show and share: that it is there, that they show, that something changed, what to note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.showing.models import ShowDay, ShowSlot, SlotVisit
from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice

YOU_COME = gettext_lazy("You signed up for this.")
YOU_SHOW = gettext_lazy("You show something on this day.")


def _words(params: dict[str, Any]) -> dict[str, Any]:
    return {**params, "when": nice_datetime(parse_datetime(params["starts_at"]))}


def find_day(notice: Notice) -> ShowDay | None:
    return ShowDay.objects.visible_to(notice.member).filter(public_id=notice.params.get("day", "")).first()


def stale_when_over(notice: Notice) -> str:
    day = find_day(notice)
    return "" if day is not None and day.is_open and not day.has_begun() else "not open any more"


def stale_when_not_showing(notice: Notice) -> str:
    shows = ShowSlot.objects.filter(public_id=notice.params.get("slot", ""), contact=notice.member_id)
    return stale_when_over(notice) or ("" if shows.exists() else "somebody else shows it")


def stale_when_shown_again(notice: Notice) -> str:
    return "" if stale_when_not_showing(notice) else "shows it again"


def stale_when_moved_again(notice: Notice) -> str:
    day = find_day(notice)
    is_so = day is not None and day.starts_at == parse_datetime(notice.params["starts_at"])
    return stale_when_over(notice) or ("" if is_so else "moved again")


def _moved_text(params: dict[str, Any]) -> str:
    sentence = _("«%(title)s» is on %(when)s now.") % _words(params)
    if params.get("place"):
        sentence += " " + _("You are expected here: %(place)s.") % params
    return sentence


def _not_yours_text(params: dict[str, Any]) -> str:
    if params.get("is_off"):
        return _("«%(slot_title)s» on %(when)s is off the programme: you do not show it.") % _words(params)
    return _("Somebody else shows «%(slot_title)s» on %(when)s now.") % _words(params)


def stale_day(notice: Notice) -> str:
    day = find_day(notice)
    return "" if day is not None and day.is_cancelled else "not called off"


def stale_when_noted(notice: Notice) -> str:
    waits = SlotVisit.objects.filter(
        day__public_id=notice.params.get("day", ""), member=notice.member_id, returned__isnull=True
    )
    return "" if waits.exists() else "noted already"


def _take_home(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("What do you take home from «%(title)s»?") % notice.params,
        lines=[
            _("You looked at what colleagues made on «%(title)s».") % notice.params,
            _("Write one line about each: what do you take to your class, your team or your students?"),
        ],
        button=_("Write it down"),
        url=absolute_url(notice.url),
    )


def _yours(notice: Notice) -> NoticeMail:
    words = _words(notice.params)
    return NoticeMail(
        subject=_("You show «%(slot_title)s» on %(when)s") % words,
        lines=[
            _("«%(slot_title)s» stands on the programme of «%(title)s», with your name.") % words,
            _("It begins on %(when)s, in %(room)s: ten minutes to show, ten minutes to talk.") % words,
        ],
        button=_("Look at the programme"),
        url=absolute_url(notice.url),
    )


def _kind(name: str, text: Any, label: Any, why: Any, **more: Any) -> NoticeKind:
    return register(
        NoticeKind(name=f"expertise.{name}", text=text, label=label, why=why, section=Section.MEETINGS, **more)
    )


DAY_OPEN = _kind(
    "show_day_open",
    lambda p: _("You can sign up for «%(title)s» on %(when)s: colleagues show what they made.") % _words(p),
    gettext_lazy("A day of show and share is open for sign-up"),
    gettext_lazy("You are in the network."),
    icon="presentation",
    default=Channel.WEEKLY,
    stale=stale_when_over,
)
SLOT_YOURS = _kind(
    "show_slot_yours",
    lambda p: _("You show «%(slot_title)s» on %(when)s, in %(room)s.") % _words(p),
    gettext_lazy("I stand on the programme of show and share"),
    YOU_SHOW,
    icon="presentation",
    default=Channel.NOW,
    mail=_yours,
    stale=stale_when_not_showing,
)
SLOT_NOT_YOURS = _kind(
    "show_slot_not_yours",
    _not_yours_text,
    gettext_lazy("I do not stand on the programme of show and share any more"),
    gettext_lazy("You would show something on this day."),
    icon="calendar-x",
    default=Channel.NOW,
    stale=stale_when_shown_again,
)
DAY_MOVED = _kind(
    "show_day_moved",
    _moved_text,
    gettext_lazy("A day of show and share is at another moment or place"),
    gettext_lazy("You show something there or signed up for it."),
    icon="calendar",
    default=Channel.NOW,
    stale=stale_when_moved_again,
)
SLOT_CHANGED = _kind(
    "show_slot_changed",
    lambda p: _("«%(slot_title)s» is on %(when)s now, in %(room)s.") % _words(p),
    gettext_lazy("Something for which I signed up is in another round or room"),
    YOU_COME,
    icon="calendar",
    default=Channel.NOW,
    stale=stale_when_over,
)
SLOT_REMOVED = _kind(
    "show_slot_removed",
    lambda p: _("«%(slot_title)s» on %(when)s is off the programme. You can choose something else.") % _words(p),
    gettext_lazy("Something for which I signed up is off the programme"),
    YOU_COME,
    icon="calendar-x",
    default=Channel.NOW,
    stale=stale_when_over,
)
DAY_CANCELLED = _kind(
    "show_day_cancelled",
    lambda p: _("«%(title)s» on %(when)s is called off.") % _words(p),
    gettext_lazy("A day of show and share is called off"),
    gettext_lazy("You show something there or signed up for it."),
    icon="calendar-x",
    default=Channel.NOW,
    stale=stale_day,
)
TAKE_HOME = _kind(
    "show_take_home",
    lambda p: _("What do you take home from «%(title)s»? Write one line.") % p,
    gettext_lazy("After a day of show and share: what I take home"),
    YOU_COME,
    icon="sprout",
    default=Channel.NOW,
    mail=_take_home,
    stale=stale_when_noted,
)


def tell_of_day(
    kind: NoticeKind, day: ShowDay, people: Iterable[Member], *, by: Member | None, at: dt.datetime
) -> None:
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{day.public_id}",
        url=day.get_absolute_url(),
        by=by,
        at=at,
        day=day.public_id,
        title=day.title,
        starts_at=day.starts_at.isoformat(),
    )


def tell_of_move(day: ShowDay, people: Iterable[Member], *, by: Member, at: dt.datetime) -> None:
    """Each other moment or place is told by itself."""
    notify(
        DAY_MOVED,
        to=people,
        key=f"{DAY_MOVED.name}:{day.public_id}:{at.timestamp():.0f}",
        url=day.get_absolute_url(),
        by=by,
        at=at,
        day=day.public_id,
        title=day.title,
        starts_at=day.starts_at.isoformat(),
        place=day.place,
    )


def tell_of_slot(
    kind: NoticeKind,
    slot: ShowSlot,
    people: Iterable[Member],
    *,
    by: Member,
    at: dt.datetime,
    is_off: bool = False,
) -> None:
    """Each change of a slot is told by itself."""
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{slot.public_id}:{slot.round}:{slot.room}:{at.timestamp():.0f}",
        url=f"{reverse('expertise:show_day_detail', args=[slot.day.public_id])}#r{slot.round}",
        by=by,
        at=at,
        day=slot.day.public_id,
        title=slot.day.title,
        slot=slot.public_id,
        slot_title=slot.title,
        room=slot.room,
        starts_at=slot.day.derive_start(slot.round).isoformat(),
        is_off=is_off,
    )
