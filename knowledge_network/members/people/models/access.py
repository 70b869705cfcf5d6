"""What decides on the rights of who is signed in, fetched together with them: `MemberQuerySet.with_access`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from knowledge_network.kit.models import match_active
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models.member import access
from knowledge_network.members.people.models.role import Appointment, NetworkRole

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable


def roles() -> Combinable:
    held = NetworkRole.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk")).order_by()
    return Subquery(held.values("member").annotate(codes=ArrayAgg("role", distinct=True)).values("codes"))


def led_organisations() -> Combinable:
    return _organisations_as(Function.SCHOOL_LEADER)


def directed_organisations() -> Combinable:
    return _organisations_as(Function.BOARD_MEMBER)


def _organisations_as(function: Function) -> Combinable:
    """Primary keys of the organisations at which somebody has this function today."""
    works = Appointment.objects.filter(
        match_active(timezone.localdate()), function=function, member=OuterRef("pk")
    ).order_by()
    return Subquery(works.values("member").annotate(ids=ArrayAgg("organisation_id", distinct=True)).values("ids"))


def email_verified() -> Combinable:
    return Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True))


def second_factor() -> Combinable:
    locks = Authenticator.objects.filter(user=OuterRef("pk"))
    return Exists(locks.exclude(type=Authenticator.Type.RECOVERY_CODES))


access |= {
    "access_roles": roles,
    "access_led_organisations": led_organisations,
    "access_directed_organisations": directed_organisations,
    "access_email_verified": email_verified,
    "access_second_factor": second_factor,
}
