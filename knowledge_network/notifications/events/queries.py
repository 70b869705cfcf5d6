"""Who hears of what concerns the network as a whole, and who heard of something already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import WORTH_TELLING, Notice
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
    """Who of `members` (primary keys) was told something under `keys`, all of which is still to be mailed.

    What stands in the app only reached them at once; what was read, mailed or is being mailed did too. What will never
    be mailed (it failed, it was skipped, it is too old) is no mail that waits: then the bell told it. At most two
    queries.
    """
    beginnings = match_keys(keys)
    if not beginnings or not members:
        return set()
    told = list(Notice.objects.filter(beginnings, member__in=members))
    mails = Delivery.objects.filter(key__in=[f"notice:{notice.key}" for notice in told])
    states = dict(mails.values_list("key", "state")) if told else {}
    oldest = timezone.now() - WORTH_TELLING
    heard = {notice.member_id for notice in told if not _waits(notice, states.get(f"notice:{notice.key}"), oldest)}
    return {notice.member_id for notice in told} - heard


def _waits(notice: Notice, own_mail: str | None, oldest: dt.datetime) -> bool:
    """Whether it is still to be mailed: by a mail of its own, or with others while it is not too old for that."""
    if notice.read_at is not None or notice.mailed_at is not None or notice.channel == Channel.APP:
        return False
    return own_mail in DeliveryState.STILL_TO_GO if own_mail else notice.created_at > oldest
