"""What members are told about choosing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.choosing.models import Ballot, Choosing
from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice

YOU_ARE_MEMBER = gettext_lazy("You are a member of the network.")


def _until(params: dict[str, Any]) -> dict[str, Any]:
    return {**params, "until": nice_datetime(parse_datetime(params["closes_at"]))}


def _find(notice: Notice) -> Choosing | None:
    return Choosing.objects.select_related("cycle").filter(pk=notice.params.get("choosing", 0)).first()


def stale_for_choice(notice: Notice) -> str:
    choosing = _find(notice)
    if choosing is None or not choosing.is_open:
        return "choosing is closed"
    return "chose already" if Ballot.objects.filter(choosing=choosing, voter=notice.member_id).exists() else ""


def _mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("Which questions do we work on? Choose along"),
        lines=[
            _("You can choose until %(until)s which questions the network works on.") % _until(notice.params),
            _("Three of each theme at most. You need not answer the questions, and nobody sees what you choose."),
        ],
        button=_("Choose now"),
        url=absolute_url(notice.url),
    )


def _opened_text(params: dict[str, Any]) -> str:
    return _("Choose which questions the network works on. You can until %(until)s.") % _until(params)


def _reminder_text(params: dict[str, Any]) -> str:
    return _("You did not choose yet which questions the network works on. You can until %(until)s.") % _until(params)


CHOOSING_OPENED = register(
    NoticeKind(
        name="expertise.choosing_opened",
        text=_opened_text,
        why=YOU_ARE_MEMBER,
        icon="list-checks",
        label=gettext_lazy("I can choose which questions the network works on"),
        default=Channel.DAILY,
        mail=_mail,
        stale=stale_for_choice,
        section=Section.QUESTIONS,
    )
)
CHOOSING_REMINDER = register(
    NoticeKind(
        name="expertise.choosing_reminder",
        text=_reminder_text,
        why=YOU_ARE_MEMBER,
        icon="list-checks",
        label=gettext_lazy("When I did not choose questions yet"),
        default=Channel.DAILY,
        mail=_mail,
        stale=stale_for_choice,
        section=Section.QUESTIONS,
    )
)
CHOOSING_CLOSED = register(
    NoticeKind(
        name="expertise.choosing_closed",
        text=lambda params: _("It is known which questions of %(cycle)s were chosen.") % params,
        why=YOU_ARE_MEMBER,
        icon="list-checks",
        label=gettext_lazy("It is known which questions were chosen"),
        default=Channel.WEEKLY,
        section=Section.QUESTIONS,
    )
)


def tell(
    kind: NoticeKind, choosing: Choosing, people: Iterable[Member], *, what: str, now: dt.datetime, by: Member | None
) -> None:
    """Once for each `what`."""
    closes_at = choosing.closes_at or now
    notify(
        kind,
        to=people,
        key=f"choosing:{choosing.pk}:{what}",
        url=choosing.get_absolute_url(),
        by=by,
        at=now,
        choosing=choosing.pk,
        cycle=choosing.cycle.name,
        closes_at=closes_at.astimezone(dt.UTC).isoformat(),
    )
