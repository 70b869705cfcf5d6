"""What signing does when an agreement is over: its changes that are still up for signing are taken back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge_network.agreements.signing.actions.withdrawing import withdraw_round
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.signals import agreement_ended


@receiver(agreement_ended, dispatch_uid="agreements.changes_taken_back")
def take_back_changes(sender: Any, *, agreement: CollaborationAgreement, **kwargs: Any) -> None:
    with override(settings.LANGUAGE_CODE):
        reason = _("The agreement that it changes is not in force any more.")
    for paper in agreement.changes.filter(status__in=sorted(AgreementStatus.BEING_SIGNED)):
        withdraw_round(agreement=paper, by=None, reason=reason)
