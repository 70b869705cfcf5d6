"""What agreements do when an organisation merges."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.agreements.texts.actions.life import note_mergers
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import Party
from knowledge_network.members import signals


@receiver(signals.organisation_changed, dispatch_uid="agreements.party_merged")
def follow_mergers(sender: Any, *, keys: tuple[int, ...], **kwargs: Any) -> None:
    """A party of what is in force that went on as another organisation is noted as merged, once."""
    rows = Party.objects.filter(
        organisation__in=keys,
        organisation__successor__isnull=False,
        agreement__status=AgreementStatus.IN_FORCE,
        agreement__amends__isnull=True,
        end_kind="",
    )
    note_mergers(parties=rows.select_related("organisation__successor", "agreement"))
