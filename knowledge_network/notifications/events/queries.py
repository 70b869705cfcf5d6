"""Who hears of what concerns the network as a whole."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole


def coordinators() -> QuerySet[Member]:
    """The members who run the network today."""
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role__in=NetworkRoleKind.COORDINATING)
    people: QuerySet[Member] = Member.objects.active().filter(Exists(roles))
    return people


def deciders(request: SignupRequest) -> QuerySet[Member]:
    """Coordinators, and who leads the school that somebody wants to join for."""
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role__in=NetworkRoleKind.COORDINATING)
    leads = Appointment.objects.current().filter(
        member=OuterRef("pk"), organisation=request.organisation_id, function=Function.SCHOOL_LEADER
    )
    people: QuerySet[Member] = Member.objects.active().filter(Exists(roles) | Exists(leads))
    return people
