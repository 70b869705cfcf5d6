"""What people are told of offers: a new one, who comes and what they ask, and afterwards what to note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.offers.models import Offer, OfferDate
from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice

YOU_RECEIVE = gettext_lazy("People can ask you about this offer.")
YOU_CAME = gettext_lazy("You signed up for this.")


def _words(params: dict[str, Any]) -> dict[str, Any]:
    return {**params, "when": nice_datetime(parse_datetime(params["starts_at"]))}


def _find_offer(notice: Notice) -> Offer | None:
    return Offer.objects.visible_to(notice.member).filter(public_id=notice.params.get("offer", "")).first()


def stale_when_ended(notice: Notice) -> str:
    offer = _find_offer(notice)
    return "" if offer is not None and offer.is_standing else "not offered any more"


def stale_when_not_contact(notice: Notice) -> str:
    offer = _find_offer(notice)
    return "" if offer is not None and notice.member_id in offer.contact_keys else "somebody else receives"


def stale_when_contact_again(notice: Notice) -> str:
    return "" if stale_when_not_contact(notice) else "receives again"


def stale_when_noted(notice: Notice) -> str:
    date = OfferDate.objects.filter(public_id=notice.params.get("date", "")).first()
    if date is None or date.find_place(notice.member) is None:
        return "was not there"
    return "noted already" if date.taken_home.filter(member=notice.member_id).exists() else ""


def _take_home(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("What do you take home from «%(title)s»?") % notice.params,
        lines=[
            _("You were at «%(title)s» of %(host)s.") % notice.params,
            _("Write one line: what do you take to your class, your team or your students?"),
        ],
        button=_("Write it down"),
        url=absolute_url(notice.url),
    )


def _kind(name: str, text: Any, label: Any, why: Any, **more: Any) -> NoticeKind:
    return register(
        NoticeKind(name=f"expertise.{name}", text=text, label=label, why=why, section=Section.MEETINGS, **more)
    )


OFFER_NEW = _kind(
    "offer_new",
    lambda p: _("%(host)s offers «%(title)s».") % p,
    gettext_lazy("A school, board or the institute offers something new"),
    gettext_lazy("You are in the network."),
    icon="heart-handshake",
    default=Channel.WEEKLY,
    stale=stale_when_ended,
)
OFFER_YOURS = _kind(
    "offer_yours",
    lambda p: _("You are a contact person of the offer «%(title)s» of %(host)s.") % p,
    gettext_lazy("I became a contact person of an offer"),
    YOU_RECEIVE,
    icon="heart-handshake",
    default=Channel.DAILY,
    stale=stale_when_not_contact,
)
OFFER_NOT_YOURS = _kind(
    "offer_not_yours",
    lambda p: _("You are no contact person any more of the offer «%(title)s» of %(host)s.") % p,
    gettext_lazy("Somebody else became the contact person of an offer of mine"),
    gettext_lazy("You were a contact person of this offer."),
    icon="heart-handshake",
    default=Channel.DAILY,
    stale=stale_when_contact_again,
)
SIGNED_UP = _kind(
    "offer_signed_up",
    lambda p: _("%(name)s comes to «%(title)s» on %(when)s.") % _words(p),
    gettext_lazy("Somebody signs up for an offer of mine"),
    YOU_RECEIVE,
    icon="user-check",
    default=Channel.DAILY,
    stale=stale_when_not_contact,
)
SIGNED_OFF = _kind(
    "offer_signed_off",
    lambda p: _("%(name)s does not come to «%(title)s» on %(when)s after all.") % _words(p),
    gettext_lazy("Somebody signs off from an offer of mine"),
    YOU_RECEIVE,
    icon="user-minus",
    default=Channel.DAILY,
    stale=stale_when_not_contact,
)
ASKED = _kind(
    "offer_asked",
    lambda p: _("%(name)s asks something before «%(title)s» on %(when)s.") % _words(p),
    gettext_lazy("A visitor asks something beforehand"),
    YOU_RECEIVE,
    icon="message-circle-question-mark",
    default=Channel.DAILY,
    stale=stale_when_not_contact,
)
TAKE_HOME = _kind(
    "offer_take_home",
    lambda p: _("What do you take home from «%(title)s»? Write one line.") % p,
    gettext_lazy("After a working visit or a workshop: what I take home"),
    YOU_CAME,
    icon="sprout",
    default=Channel.NOW,
    mail=_take_home,
    stale=stale_when_noted,
)


def tell_of_offer(
    kind: NoticeKind, offer: Offer, people: Iterable[Member], *, by: Member | None, at: dt.datetime
) -> None:
    """A new offer is told once; that somebody becomes its contact person, or is not any more, each time."""
    turn = "" if kind is OFFER_NEW else f":{at.timestamp():.0f}"
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{offer.public_id}{turn}",
        url=offer.get_absolute_url(),
        by=by,
        at=at,
        offer=offer.public_id,
        title=offer.title,
        host=offer.host.name,
    )


def tell_of_date(
    kind: NoticeKind,
    date: OfferDate,
    people: Iterable[Member],
    *,
    url: str,
    by: Member | None,
    at: dt.datetime,
    name: str = "",
) -> None:
    """Each time that somebody signs up or off is told by itself; the question of afterwards once a day of an offer."""
    turn = f":{by.public_id}:{at.timestamp():.0f}" if by is not None else ""
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{date.public_id}{turn}",
        url=url,
        by=by,
        at=at,
        offer=date.offer.public_id,
        date=date.public_id,
        title=date.offer.title,
        host=date.offer.host.name,
        starts_at=date.meeting.starts_at.isoformat(),
        name=name,
    )
