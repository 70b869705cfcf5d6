"""Recognising what a colleague knows, from something that was done together, and taking that back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.claims.actions.claims import changed, record_about
from expertise.claims.models import Endorsement, ExpertiseClaim
from expertise.claims.notices import ENDORSED
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import forget_notices, notify


@transaction.atomic
def give_endorsement(
    *,
    claim: ExpertiseClaim,
    by: Member,
    basis: str,
    text: str,
    at: dt.datetime | None = None,
    tells: bool = True,
    **objects: object,
) -> Endorsement:
    """`objects`: the meeting, product or help_request it rests on. RefusedError for one's own, and for a second one."""
    now = at or timezone.now()
    if claim.member_id == by.pk:
        raise RefusedError(_("You cannot recognise your own expertise."))
    # The claim's row is the lock: a double click is one endorsement.
    ExpertiseClaim.objects.select_for_update().only("pk").get(pk=claim.pk)
    if Endorsement.objects.filter(claim=claim, by=by, withdrawn_at__isnull=True).exists():
        raise RefusedError(_("You recognised this already."))
    work = by.primary_appointment
    endorsement = Endorsement.objects.create(
        claim=claim,
        about_id=claim.member_id,
        by=by,
        from_organisation_id=work.organisation_id if work else None,
        basis=basis,
        text=text,
        given_on=timezone.localdate(now),
        **objects,
    )
    changed([claim], today=timezone.localdate(now))
    record_about("expertise.endorsed", claim, by)
    if tells:
        _tell(endorsement, claim, by)
    return endorsement


def _tell(endorsement: Endorsement, claim: ExpertiseClaim, by: Member) -> None:
    notify(
        ENDORSED,
        to=[claim.member],
        by=by,
        key=f"expertise.endorsed:{endorsement.pk}",
        url=reverse("expertise:claim_detail", args=[claim.public_id]),
        name=by.get_full_name(),
        topic=claim.topic.name,
        claim=claim.public_id,
        endorsement=endorsement.public_id,
    )


@transaction.atomic
def withdraw_endorsement(*, endorsement: Endorsement, by: Member) -> None:
    if endorsement.withdrawn_at is not None:
        return
    endorsement.withdrawn_at = timezone.now()
    endorsement.save(update_fields=["withdrawn_at"])
    changed([endorsement.claim])
    forget_notices(keys=[f"expertise.endorsed:{endorsement.pk}"])
    record_about("expertise.endorsement_withdrawn", endorsement.claim, by)


@transaction.atomic
def restore_endorsement(*, endorsement: Endorsement, by: Member) -> None:
    """Take a withdrawal back, unless another one was given since."""
    if Endorsement.objects.filter(claim=endorsement.claim_id, by=endorsement.by_id, withdrawn_at__isnull=True).exists():
        return
    endorsement.withdrawn_at = None
    endorsement.save(update_fields=["withdrawn_at"])
    changed([endorsement.claim])
    record_about("expertise.endorsed", endorsement.claim, by)
