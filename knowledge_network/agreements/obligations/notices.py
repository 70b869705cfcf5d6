"""What people are told about obligations: what is due and when, and who answers for it. Never what is in a note."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Audience, Channel
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def collect_words(obligation: Obligation) -> dict[str, Any]:
    """What each notice about an obligation holds."""
    return {
        "obligation": obligation.public_id,
        "title": obligation.rule.title,
        "article": obligation.rule.article.number,
        "due_on": obligation.due_on.isoformat(),
    }


def _day(params: dict[str, Any]) -> str:
    return nice_date(dt.date.fromisoformat(params["due_on"]))


def _reminder(params: dict[str, Any]) -> str:
    words = {**params, "day": _day(params)}
    if params["days_left"] >= 0:
        return gettext("«%(title)s» is due on %(day)s.") % words
    late = ngettext("%(n)d day late", "%(n)d days late", -params["days_left"]) % {"n": -params["days_left"]}
    return gettext("«%(title)s» was due on %(day)s: %(late)s.") % {**words, "late": late}


def _reminder_mail(notice: Notice) -> NoticeMail:
    params = notice.params
    words = {**params, "day": _day(params)}
    if params["days_left"] >= 0:
        subject = gettext("Due on %(day)s: %(title)s") % words
    else:
        subject = gettext("Late: %(title)s") % words
    lines = [_reminder(params), gettext("It follows from article %(article)s of the agreement.") % words]
    if params.get("owner"):
        lines.append(gettext("%(owner)s answers for it.") % words)
    lines.append(gettext("Is it done? Then note what shows it. Is there more to do? Then write down what."))
    return NoticeMail(subject=subject, lines=lines, button=gettext("Look at it"), url=absolute_url(notice.url))


def _obligation_of(notice: Notice) -> Obligation | None:
    return Obligation.objects.filter(public_id=notice.params.get("obligation", "")).first()


def _stale(notice: Notice) -> str:
    obligation = _obligation_of(notice)
    if obligation is None:
        return "not there any more"
    if not obligation.is_open:
        return "done already"
    return "" if obligation.due_on.isoformat() == notice.params["due_on"] else "due on another day"


def _stale_owner(notice: Notice) -> str:
    if reason := _stale(notice):
        return reason
    obligation = _obligation_of(notice)
    return "" if obligation is not None and obligation.owner_id == notice.member_id else "given to somebody else"


def _stale_unowned(notice: Notice) -> str:
    """Somebody else answers for it by now, or the party that would leave stays."""
    if reason := _stale(notice):
        return reason
    found = Obligation.objects.filter(public_id=notice.params.get("obligation", ""))
    needs = found.without_owner() if notice.params.get("party_leaves") else found.filter(owner=None)
    return "" if needs.exists() else "somebody answers for it"


OBLIGATION_DUE = register(
    NoticeKind(
        name="agreements.obligation_due",
        text=_reminder,
        why=_("You answer for it, or you lead the programme."),
        icon="clock",
        label=_("Something that follows from the agreement is nearly due, or late"),
        default=Channel.NOW,
        mail=_reminder_mail,
        stale=_stale,
    )
)
OBLIGATION_ASSIGNED = register(
    NoticeKind(
        name="agreements.obligation_assigned",
        text=lambda p: gettext("You answer for «%(title)s» now, due on %(day)s.") % {**p, "day": _day(p)},
        why=_("Somebody made you the owner."),
        icon="user-check",
        label=_("I answer for something that follows from the agreement"),
        default=Channel.DAILY,
        stale=_stale_owner,
    )
)
OBLIGATION_UNOWNED = register(
    NoticeKind(
        name="agreements.obligation_unowned",
        text=lambda p: gettext("«%(title)s» needs another owner: who answered for it left, or leaves.") % p,
        why=_("You run the network."),
        icon="user-minus",
        label=_("Something that follows from the agreement has no owner any more"),
        default=Channel.DAILY,
        stale=_stale_unowned,
        audience=Audience.COORDINATORS,
    )
)
