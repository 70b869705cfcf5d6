"""Who acts for the parties of an agreement, and who runs the network."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.models import match_active
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.people.models.member import present


def find_directors(party: Party, *, today: dt.date | None = None) -> QuerySet[Member]:
    """Who directs it today: the organisation as it signed, or the one with which it merged."""
    return _directors(_standing(party), today)


def directors_of_all(agreement: CollaborationAgreement, *, today: dt.date | None = None) -> QuerySet[Member]:
    """The directors of all parties that are still there. Two queries."""
    keys = [key for party in agreement.parties.select_related("organisation") for key in _standing(party)]
    return _directors(keys, today)


def coordinators(*, today: dt.date | None = None) -> QuerySet[Member]:
    day = today or timezone.localdate()
    roles = NetworkRole.objects.filter(match_active(day), role__in=NetworkRoleKind.COORDINATING)
    return Member.objects.filter(present(), pk__in=roles.values("member"))


def find_staff(party: Party, *, today: dt.date | None = None) -> QuerySet[Member]:
    """Who works for it today: at the organisation itself or at a school of it."""
    rows = _jobs_with(party).filter(match_active(today or timezone.localdate()))
    return Member.objects.filter(present(), pk__in=rows.values("member"))


def has_left(party: Party, member: Member, day: dt.date) -> bool:
    """Whether nothing is left on that day of their work for it; a paper of before their first day here may be older."""
    jobs = _jobs_with(party).filter(Q(end__isnull=True) | Q(end__gt=day))
    return not jobs.filter(member=member).exists()


def _jobs_with(party: Party) -> QuerySet[Appointment]:
    keys = _standing(party)
    return Appointment.objects.filter(Q(organisation__in=keys) | Q(organisation__governing_board__in=keys))


def _standing(party: Party) -> list[int]:
    organisation = party.organisation
    return [organisation.pk, *([organisation.successor_id] if organisation.successor_id else [])]


def _directors(organisations: list[int], today: dt.date | None) -> QuerySet[Member]:
    rows = Appointment.objects.filter(
        match_active(today or timezone.localdate()), function=Function.BOARD_MEMBER, organisation__in=organisations
    )
    return Member.objects.filter(present(), pk__in=rows.values("member"))
