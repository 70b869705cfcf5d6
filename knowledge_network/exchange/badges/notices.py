"""Who hears of a badge: who decides, and who asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.exchange.badges.models import Badge
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice


def stale_when_decided(notice: Notice) -> str:
    waiting = Badge.objects.waiting().filter(public_id=notice.params.get("badge", ""))
    return "" if waiting.exists() else "decided already"


def _granted(notice: Notice) -> NoticeMail:
    lines = [
        _("%(person)s granted you the badge «%(title)s». It holds until %(until)s.") % notice.params,
        _("On its page you fetch it as a file, to show elsewhere. Who gets it, is up to you."),
    ]
    return NoticeMail(
        subject=_("You have the badge «%(title)s»") % notice.params,
        lines=lines,
        button=_("Look at your badge"),
        url=absolute_url(notice.url),
    )


def _declined(notice: Notice) -> NoticeMail:
    lines = [
        _("%(person)s looked at your request for the badge «%(title)s», and does not grant it now.") % notice.params,
        _("Why: %(reason)s") % notice.params,
        _("You may ask again when something changed."),
    ]
    return NoticeMail(
        subject=_("About your request for the badge «%(title)s»") % notice.params,
        lines=lines,
        button=_("Look at your request"),
        url=absolute_url(notice.url),
    )


BADGE_ASKED = register(
    NoticeKind(
        name="exchange.badge_asked",
        text=lambda p: _("%(name)s asks for the badge «%(title)s».") % p,
        label=gettext_lazy("Somebody asks for a badge"),
        why=gettext_lazy("You run the network."),
        icon="award",
        section=Section.OTHER,
        audience=Audience.COORDINATORS,
        default=Channel.DAILY.value,
        stale=stale_when_decided,
    )
)
BADGE_GRANTED = register(
    NoticeKind(
        name="exchange.badge_granted",
        text=lambda p: _("%(person)s granted you the badge «%(title)s».") % p,
        label=gettext_lazy("What was decided about a badge that I asked for"),
        why=gettext_lazy("You asked for this badge."),
        icon="award",
        section=Section.OTHER,
        default=Channel.NOW.value,
        mail=_granted,
    )
)
BADGE_DECLINED = register(
    NoticeKind(
        name="exchange.badge_declined",
        text=lambda p: _("The badge «%(title)s» is not granted now. Why: %(reason)s") % p,
        label=gettext_lazy("A badge that I asked for is not granted"),
        why=gettext_lazy("You asked for this badge."),
        icon="award",
        section=Section.OTHER,
        default=Channel.NOW.value,
        mail=_declined,
    )
)
BADGE_ENDED = register(
    NoticeKind(
        name="exchange.badge_ended",
        text=lambda p: _("Your badge «%(title)s» ended. Why: %(reason)s") % p,
        label=gettext_lazy("A badge of mine ended"),
        why=gettext_lazy("You had this badge."),
        icon="award",
        section=Section.OTHER,
        default=Channel.NOW.value,
    )
)


def _asked_key(badge: Badge) -> str:
    return f"{BADGE_ASKED.name}:{badge.public_id}"


def tell_asked(badge: Badge, *, by: Member, at: dt.datetime) -> None:
    notify(
        BADGE_ASKED,
        to=coordinators_of_network(),
        key=_asked_key(badge),
        url=reverse("exchange:badge_detail", args=[badge.public_id]),
        by=by,
        at=at,
        badge=badge.public_id,
        name=by.get_full_name(),
        title=badge.title,
    )


def forget_asked(badge: Badge) -> None:
    """It does not wait any more: who did not look yet need not."""
    forget_notices(keys=[_asked_key(badge)])


def tell_decided(badge: Badge, *, by: Member, at: dt.datetime) -> None:
    kind = BADGE_GRANTED if badge.is_granted else BADGE_DECLINED
    notify(
        kind,
        to=[badge.member],
        key=f"{kind.name}:{badge.public_id}",
        url=badge.get_absolute_url(),
        by=by,
        at=at,
        title=badge.title,
        reason=badge.answer,
        until=nice_date(localdate(badge.valid_until)),
        person=by.get_full_name(),
    )


def tell_ended(badge: Badge, *, by: Member | None, at: dt.datetime) -> None:
    notify(
        BADGE_ENDED,
        to=[badge.member],
        key=f"{BADGE_ENDED.name}:{badge.public_id}",
        url=badge.get_absolute_url(),
        by=by,
        at=at,
        title=badge.title,
        reason=badge.end_note or str(badge.get_end_reason_display()),
    )
