"""What somebody has to do by the agreements, for their page and «Mijn start»: sign, say who signs, keep a promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.signing.enums import MandateState
from knowledge_network.agreements.signing.links import signature_address
from knowledge_network.agreements.signing.models import Mandate, Signature
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.models import Member

SOON = dt.timedelta(days=60)
MOST_TURNS = 5


@dataclass(frozen=True)
class Turn:
    """Something that the reader has to do."""

    title: str
    what: str
    url: str
    is_late: bool = False


def find_turns(member: Member, today: dt.date | None = None) -> list[Turn]:
    """Signing first, then what is late or due within two months. Two queries; one more for who directs a party."""
    day = today or timezone.localdate()
    found = [*_to_sign(member), *_to_confirm(member), *_owed(member, day)]
    return found[:MOST_TURNS]


def _to_sign(member: Member) -> Iterator[Turn]:
    rows = Signature.objects.waiting().filter(mandate__member=member, mandate__state=MandateState.CONFIRMED)
    for row in rows.select_related("party__agreement").order_by("asked_at", "pk"):
        words = {"party": row.party.name_as_signed}
        what = _("You read it. Now sign it for %(party)s.") if row.read_at else _("Read it and sign it for %(party)s.")
        yield Turn(row.party.agreement.title, what % words, signature_address(row))


def _to_confirm(member: Member) -> Iterator[Turn]:
    """Who a director may confirm: of their own party, and neither themselves nor their own proposal."""
    if not member.directed_organisations:
        return
    rows = Mandate.objects.filter(
        state=MandateState.PROPOSED,
        party__organisation__in=member.directed_organisations,
        party__agreement__status__in=sorted(AgreementStatus.BEING_WRITTEN | AgreementStatus.BEING_SIGNED),
    ).exclude(member=member)
    for row in rows.select_related("party__agreement").order_by("proposed_at", "pk"):
        if row.proposed_by_id != member.pk:
            yield Turn(
                row.party.agreement.title,
                _("Say whether the right person signs for %(party)s.") % {"party": row.party.name_as_signed},
                reverse("agreements:mandate_confirm", args=[row.party.agreement.public_id, row.public_id]),
            )


def _owed(member: Member, day: dt.date) -> Iterator[Turn]:
    rows = Obligation.objects.owned_by(member).still_open().filter(due_on__lte=day + SOON)
    for one in rows.select_related("rule").order_by("due_on", "pk")[:MOST_TURNS]:
        words = {"day": nice_date(one.due_on)}
        what = _("was due on %(day)s") if one.due_on < day else _("due on %(day)s")
        yield Turn(one.rule.title, what % words, one.get_absolute_url(), one.is_late)
