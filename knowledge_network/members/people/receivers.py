"""What follows for people when organisations change."""

from __future__ import annotations

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.facets import forget_directory_options_after_commit


@receiver(signals.organisation_changed, dispatch_uid="members.offer_organisations_anew")
def offer_organisations_anew(**kwargs: object) -> None:
    """The filter of the directory offers organisations by name."""
    forget_directory_options_after_commit()
