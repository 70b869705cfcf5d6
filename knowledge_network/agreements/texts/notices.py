"""What people are told about the text of an agreement and about its life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.agreements.texts.models import ArticleComment, CollaborationAgreement, Party
from knowledge_network.agreements.texts.people import coordinators, directors_of_all
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Audience, Channel
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice

FOR_PARTIES = gettext_lazy("You direct a party to this agreement, or you run the network.")


def find_agreement(notice: Notice) -> CollaborationAgreement | None:
    rows = CollaborationAgreement.objects.select_related("partnership")
    return rows.filter(public_id=notice.params.get("agreement", "")).first()


def collect_words(agreement: CollaborationAgreement) -> dict[str, Any]:
    """What each notice about an agreement holds."""
    return {"agreement": agreement.public_id, "title": agreement.title, "version": agreement.version}


def say_day(params: dict[str, Any]) -> str:
    """«di 31 augustus 2027» from what the notice was given."""
    return nice_date(parse_date(params["day"]))


def kind(name: str, text: Any, label: Any, **fields: Any) -> NoticeKind:
    defaults = {"why": FOR_PARTIES, "icon": "handshake", "default": Channel.NOW.value, "has_section": False}
    return register(NoticeKind(name=f"agreements.{name}", text=text, label=label, **{**defaults, **fields}))


def stale_when_over(notice: Notice) -> str:
    agreement = find_agreement(notice)
    return "" if agreement is not None and not agreement.is_over else "the agreement is over"


def stale_when_staying(notice: Notice) -> str:
    return stale_when_over(notice) or ("" if _leaves(notice) else "the party took back its notice")


def stale_when_leaving(notice: Notice) -> str:
    return stale_when_over(notice) or ("the party gave notice again" if _leaves(notice) else "")


def _leaves(notice: Notice) -> bool:
    """Whether the party that a notice is about gave notice, as things stand."""
    agreement, name = find_agreement(notice), notice.params.get("party", "")
    rows = Party.objects.filter(agreement=agreement, name_as_signed=name)
    return any(party.has_given_notice for party in rows)


def _told(subject: str, *lines: str, notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=subject, lines=list(lines), button=_("Look at the agreement"), url=absolute_url(notice.url)
    )


def _expires_mail(notice: Notice) -> NoticeMail:
    words = {**notice.params, "day": say_day(notice.params)}
    return _told(
        _("«%(title)s» ends on %(day)s") % words,
        _("The agreement of the partners ends on %(day)s: that is in %(months)s months.") % words,
        _("Start the next version in time: writing and signing it with all parties takes months."),
        notice=notice,
    )


EXPIRES = kind(
    "expires",
    lambda p: _("«%(title)s» ends on %(day)s, in %(months)s months.") % {**p, "day": say_day(p)},
    gettext_lazy("The agreement of the partners ends in a year, half a year or three months"),
    icon="hourglass",
    mail=_expires_mail,
    stale=stale_when_over,
    audience=Audience.PARTNERS,
)
NOTICE_GIVEN = kind(
    "notice_given",
    lambda p: _("%(party)s leaves «%(title)s». Its last day is %(day)s.") % {**p, "day": say_day(p)},
    gettext_lazy("A party leaves the agreement"),
    icon="log-out",
    urgency=Urgency.PROMPT,
    stale=stale_when_staying,
    audience=Audience.PARTNERS,
)
NOTICE_TAKEN_BACK = kind(
    "notice_taken_back",
    lambda p: _("%(party)s took back its notice and stays in «%(title)s».") % p,
    gettext_lazy("A party that would leave the agreement stays after all"),
    icon="undo-2",
    urgency=Urgency.PROMPT,
    stale=stale_when_leaving,
    audience=Audience.PARTNERS,
)
MERGED = kind(
    "party_merged",
    lambda p: _("%(party)s goes on as %(successor)s in «%(title)s». What it signed stays as it was signed.") % p,
    gettext_lazy("A party merges with another organisation"),
    icon="building-2",
    audience=Audience.PARTNERS,
)
TERMINATED = kind(
    "terminated",
    lambda p: _("«%(title)s» was terminated: %(reason)s") % p,
    gettext_lazy("The agreement of the partners is terminated"),
    icon="ban",
    urgency=Urgency.PROMPT,
    audience=Audience.PARTNERS,
)
AMENDED = kind(
    "amended",
    lambda p: _("A change of «%(title)s» is being written. Read what it says.") % p,
    gettext_lazy("A change of the agreement of the partners is written"),
    icon="file-text",
    audience=Audience.PARTNERS,
)
REMARK = kind(
    "remark",
    lambda p: _("%(name)s wrote a remark on article %(number)s of «%(title)s».") % p,
    gettext_lazy("Somebody writes a remark on an article that I write"),
    why=gettext_lazy("You write this agreement."),
    icon="message-square",
    default=Channel.DAILY.value,
    audience=Audience.PARTNERS,
)


def everybody_concerned(agreement: CollaborationAgreement) -> list[Member]:
    """The directors of its parties and who runs the network, once each."""
    people = {member.pk: member for member in (*directors_of_all(agreement), *coordinators())}
    return list(people.values())


def tell(
    kind_of: NoticeKind,
    agreement: CollaborationAgreement,
    to: Iterable[Member],
    *,
    key: str,
    by: Member | None = None,
    url: str = "",
    at: dt.datetime | None = None,
    **params: Any,
) -> None:
    """One notice about an agreement; `key` says what happened within it."""
    notify(
        kind_of,
        to=to,
        key=f"{kind_of.name}:{agreement.public_id}:{key}",
        url=url or agreement.get_absolute_url(),
        by=by,
        at=at,
        **collect_words(agreement),
        **params,
    )


def tell_expires(agreement: CollaborationAgreement, months: int, *, at: dt.datetime) -> None:
    day = agreement.effective_to.isoformat() if agreement.effective_to else ""
    tell(EXPIRES, agreement, everybody_concerned(agreement), key=f"{day}:{months}", at=at, day=day, months=months)


def tell_notice_given(party: Party, last_day: dt.date, *, by: Member, key: int) -> None:
    """`key`: that of the deed, since a party may take its notice back and give it once more."""
    agreement = party.agreement
    tell(
        NOTICE_GIVEN,
        agreement,
        everybody_concerned(agreement),
        key=f"{party.pk}:{key}",
        by=by,
        party=party.name_as_signed,
        day=last_day.isoformat(),
    )


def tell_notice_taken_back(party: Party, *, by: Member, key: int) -> None:
    agreement = party.agreement
    people = everybody_concerned(agreement)
    tell(NOTICE_TAKEN_BACK, agreement, people, key=f"{party.pk}:{key}", by=by, party=party.name_as_signed)


def tell_merged(party: Party, successor: str, *, by: Member | None) -> None:
    agreement = party.agreement
    people = everybody_concerned(agreement)
    tell(MERGED, agreement, people, key=str(party.pk), by=by, party=party.name_as_signed, successor=successor)


def tell_terminated(agreement: CollaborationAgreement, *, by: Member) -> None:
    people = everybody_concerned(agreement)
    tell(TERMINATED, agreement, people, key="once", by=by, reason=agreement.status_reason)


def tell_amended(agreement: CollaborationAgreement, *, by: Member, key: str, url: str, at: dt.datetime | None) -> None:
    tell(AMENDED, agreement, everybody_concerned(agreement), key=key, by=by, url=url, at=at)


def tell_remark(comment: ArticleComment, *, by: Member) -> None:
    """Who writes the agreement hears it."""
    article = comment.article
    name = by.get_full_name()
    tell(REMARK, article.agreement, coordinators(), key=comment.public_id, by=by, number=article.number, name=name)
