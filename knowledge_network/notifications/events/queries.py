"""Who hears of what concerns the network as a whole, and who heard of something already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery


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


def match_keys(keys: Iterable[str]) -> Q:
    """Notices under keys that begin so, whoever was told. Empty for no keys, and then it matches everything."""
    return reduce(or_, (Q(key__startswith=f"{key}:") for key in keys), Q())


def find_unheard(members: Collection[int], keys: Iterable[str]) -> set[int]:
    """Who of `members` (primary keys) was told something under `keys`, of which nothing reached them yet.

    What stands in the app only reached them at once; what was read, mailed or is being mailed did too. At most two
    queries.
    """
    beginnings = match_keys(keys)
    if not beginnings or not members:
        return set()
    told = Notice.objects.filter(beginnings, member__in=members)
    rows = list(told.values_list("member_id", "key", "channel", "read_at", "mailed_at"))
    waiting = {f"notice:{key}": member for member, key, *_rest in rows}
    leaving = Delivery.objects.filter(key__in=waiting, state__in=DeliveryState.HANDED_OVER)
    heard = {waiting[key] for key in leaving.values_list("key", flat=True)} if rows else set()
    heard |= {member for member, _key, channel, read, mailed in rows if read or mailed or channel == Channel.APP}
    return {member for member, *_rest in rows} - heard
