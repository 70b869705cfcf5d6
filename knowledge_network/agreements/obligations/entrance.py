"""The door of an obligation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.queries import with_all
from knowledge_network.kit.http import get_permitted
from knowledge_network.members.people.requests import MemberRequest


def enter_obligation(
    request: MemberRequest, public_id: str, permission: str = "agreements.work_on_obligation"
) -> Obligation:
    """404 when it is not there, 403 without `permission`."""
    rows = with_all().visible_to(request.user)
    obligation: Obligation = get_permitted(request, rows, permission, public_id=public_id)
    return obligation


def build_trail(obligation: Obligation | None = None) -> list[tuple[str, str]]:
    trail = [
        (_("Agreements"), reverse("agreements:agreements_home")),
        (_("Obligations"), reverse("agreements:obligation_list")),
    ]
    if obligation is not None:
        trail.append((obligation.rule.title, obligation.get_absolute_url()))
    return trail
