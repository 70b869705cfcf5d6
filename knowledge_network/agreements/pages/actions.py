"""A partner's own words beside its figures."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.actions.life import explain_partner
from knowledge_network.agreements.texts.models import Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member


class ChangedMeanwhileError(RefusedError):
    """A colleague wrote something else in the meantime; `theirs` is what. Nothing was stored."""

    def __init__(self, theirs: str) -> None:
        super().__init__(_("A colleague wrote something else in the meantime. Look at both, then save again."))
        self.theirs = theirs


@transaction.atomic
def explain_figures(*, party: Party, by: Member, text: str, read: str) -> None:
    """`read` is what its writer saw standing there."""
    held = Party.objects.select_for_update().get(pk=party.pk)
    # What a browser sends back has other line ends.
    if " ".join(held.explanation.split()) != " ".join(read.split()):
        raise ChangedMeanwhileError(held.explanation)
    explain_partner(party=held, by=by, text=text)
