"""What people are told about an intervision: when and where, never of what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register
from plg.intervision.enums import Method
from plg.intervision.models import IntervisionSession

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice

WHY_SEAT = gettext_lazy("You take part in this intervision.")


def _words(params: dict[str, Any]) -> dict[str, Any]:
    return {
        **params,
        "when": nice_datetime(parse_datetime(params["starts_at"])),
        "method": dict(Method.choices).get(params["method"], params["method"]),
    }


def find_session(notice: Notice) -> IntervisionSession | None:
    """The session, for who still has a seat there."""
    rows = IntervisionSession.objects.visible_to(notice.member)
    return rows.filter(public_id=notice.params.get("session", "")).first()


def stale_when_moved(notice: Notice) -> str:
    session = find_session(notice)
    if session is None:
        return "no seat there any more"
    if not session.is_planned:
        return "it began, or was called off"
    is_same = session.starts_at == parse_datetime(notice.params["starts_at"])
    return "" if is_same else "at another moment by now"


def stale_session(notice: Notice) -> str:
    session = find_session(notice)
    return "" if session is not None and session.cancelled_at is not None else "it is not called off"


def _planned(notice: Notice) -> NoticeMail:
    words = _words(notice.params)
    lines = [_("%(name)s asks you to an intervision of «%(group)s» on %(when)s.") % words]
    if words["place"]:
        lines.append(_("Where: %(place)s.") % words)
    lines.append(_("You work with: %(method)s. What is told there stays there: it is in no mail and in no search."))
    lines[-1] = lines[-1] % words
    return NoticeMail(
        subject=_("Intervision on %(when)s (%(group)s)") % words,
        lines=lines,
        button=_("Look at the session"),
        url=absolute_url(notice.url),
    )


def _kind(name: str, text: Any, label: Any, **more: Any) -> NoticeKind:
    return register(
        NoticeKind(name=f"plg.{name}", text=text, label=label, why=WHY_SEAT, section=Section.MEETINGS, **more)
    )


PLANNED = _kind(
    "intervision_planned",
    lambda p: _("%(name)s asks you to an intervision of «%(group)s» on %(when)s.") % _words(p),
    gettext_lazy("I am asked to an intervision"),
    icon="users-round",
    default=Channel.NOW,
    mail=_planned,
    stale=stale_when_moved,
)
CHANGED = _kind(
    "intervision_changed",
    lambda p: _("The intervision of «%(group)s» is on %(when)s now.") % _words(p),
    gettext_lazy("An intervision is at another moment or place"),
    icon="calendar",
    default=Channel.NOW,
    stale=stale_when_moved,
)
CANCELLED = _kind(
    "intervision_cancelled",
    lambda p: _("The intervision of «%(group)s» on %(when)s is called off.") % _words(p),
    gettext_lazy("An intervision is called off"),
    icon="calendar-x",
    default=Channel.NOW,
    stale=stale_session,
)


def tell(
    kind: NoticeKind,
    session: IntervisionSession,
    people: Iterable[Member],
    *,
    by: Member,
    at: dt.datetime,
    what: str = "",
) -> None:
    """`what` sets one change of a session apart from another."""
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{session.public_id}:{what}",
        url=session.get_absolute_url(),
        by=by,
        group_key=session.group.slug,
        at=at,
        name=by.get_full_name(),
        session=session.public_id,
        group=session.group.name,
        method=session.method,
        starts_at=session.starts_at.isoformat(),
        place=session.place,
    )
