"""What signing does when who was to sign leaves, and when an agreement is over that has changes up for signing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge_network.agreements.signing.actions.mandates import lapse_mandates
from knowledge_network.agreements.signing.actions.withdrawing import withdraw_round
from knowledge_network.agreements.signing.models import Mandate
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.signals import agreement_ended
from knowledge_network.members.people.models import Member
from knowledge_network.members.signals import member_changed, member_left
from knowledge_network.notifications.events.enums import Audience
from knowledge_network.notifications.events.registry import register_audience


@receiver(member_left, dispatch_uid="agreements.mandates_of_leaver_lapse")
@receiver(member_changed, dispatch_uid="agreements.mandates_lapse")
def end_mandates_of_leaver(sender: Any, *, member: Member, **kwargs: Any) -> None:
    """Who stops working for a party signs for it no more."""
    lapse_mandates(member=member)


@receiver(agreement_ended, dispatch_uid="agreements.changes_taken_back")
def take_back_changes(sender: Any, *, agreement: CollaborationAgreement, **kwargs: Any) -> None:
    with override(settings.LANGUAGE_CODE):
        reason = _("The agreement that it changes is not in force any more.")
    for paper in agreement.changes.filter(status__in=sorted(AgreementStatus.BEING_SIGNED)):
        withdraw_round(agreement=paper, by=None, reason=reason)


def speaks_for_a_party(member: Member) -> bool:
    return member.is_coordinator or member.is_director or Mandate.objects.filter(member=member).exists()


register_audience(Audience.PARTNERS, speaks_for_a_party)
