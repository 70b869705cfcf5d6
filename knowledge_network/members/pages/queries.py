"""Reads of pages that show several rooms."""

from __future__ import annotations

from django.db.models import Q

from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Appointment

PEOPLE_SHOWN = 24


def find_people(organisation: Organisation) -> tuple[list[Appointment], bool]:
    """Who works there (for a board: also at its schools) and does not hide it, and whether there are more."""
    where = Q(organisation=organisation.pk)
    if organisation.kind == OrganisationKind.BOARD:
        where |= Q(organisation__governing_board=organisation.pk)
    found = (
        Appointment.objects.current()
        .filter(where, member__suspended_at__isnull=True, member__left_at__isnull=True)
        .exclude(member__work_visibility=Visibility.NOBODY)
        .select_related("member", "organisation")
        .order_by("member__sort_name", "member__public_id", "start")
    )
    rows = list(found[: PEOPLE_SHOWN + 1])
    return rows[:PEOPLE_SHOWN], len(rows) > PEOPLE_SHOWN
