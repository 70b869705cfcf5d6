"""Who is asked, and which rounds wait for somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.utils import timezone

from knowledge_network.insight.surveys.bands import FEWEST
from knowledge_network.insight.surveys.enums import WaveState
from knowledge_network.insight.surveys.models import Participation, Wave
from knowledge_network.kit.models import match_active
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.people.models.member import present
from plg.groups.models import Group, GroupMembership

# A round of the same kind with other people within so many days is laid beside this one by whoever wants to.
NEAR = dt.timedelta(days=180)


def find_people(group: Group | None, organisations: Iterable[Organisation]) -> list[Member]:
    """Who takes part in the group today, or works at one of the schools. One query."""
    if group is not None:
        rows = GroupMembership.objects.current().participating().of_present().filter(group=group)
        return [row.member for row in rows.select_related("member").order_by("member__sort_name", "pk")]
    jobs = Appointment.objects.filter(match_active(timezone.localdate()), organisation__in=organisations)
    return list(Member.objects.filter(present(), pk__in=jobs.values("member")).order_by("sort_name", "pk"))


def find_role_holders(kinds: Collection[str]) -> list[Member]:
    """Who has one of these roles in the network today. One query."""
    roles = NetworkRole.objects.filter(match_active(timezone.localdate()), role__in=kinds)
    return list(Member.objects.filter(present(), pk__in=roles.values("member")))


def coordinators() -> list[Member]:
    return find_role_holders(NetworkRoleKind.COORDINATING)


def privacy_contacts() -> list[Member]:
    return find_role_holders([NetworkRoleKind.PRIVACY_CONTACT])


def list_asked(wave: Wave) -> list[Member]:
    """By name: whether they took part nobody may read from it. One query."""
    return [row.member for row in wave.participations.select_related("member").order_by("member__sort_name", "uuid")]


def silent_people(wave: Wave) -> list[Member]:
    """Who is asked and did not take part yet; of what anybody said nothing is known. One query."""
    silent = Participation.objects.filter(wave=wave, took_part=False)
    return list(Member.objects.filter(present(), pk__in=silent.values("member")))


def took_part(wave: Wave | None) -> set[int]:
    if wave is None:
        return set()
    return set(Participation.objects.filter(wave=wave, took_part=True).values_list("member_id", flat=True))


def find_too_near(wave: Wave, people: Collection[int]) -> Wave | None:
    """Another round of the same kind that has all these people but a few, or a few besides: two pictures of which the
    one taken from the other shows those few. One query, and one for each round that is near."""
    since = timezone.localdate() - NEAR
    others = Wave.objects.filter(instrument=wave.instrument, state__in=WaveState.ASKED).exclude(pk=wave.pk)
    here = set(people)
    for other in others.filter(opened_on__gte=since).order_by("pk"):
        if other.pk == wave.previous_id:
            continue
        there = set(Participation.objects.filter(wave=other).values_list("member_id", flat=True))
        if here & there and any(0 < len(part) < FEWEST for part in (here - there, there - here)):
            return other
    return None


def waiting_waves(members: Collection[Member], today: dt.date) -> dict[int, list[Wave]]:
    """By member the open rounds that they did not take part in, soonest to close first. One query."""
    rows = Participation.objects.filter(
        member__in=members, took_part=False, wave__state=WaveState.OPEN, wave__closes_on__gte=today
    )
    found: dict[int, list[Wave]] = {}
    for row in rows.select_related("wave").order_by("wave__closes_on", "wave_id"):
        found.setdefault(row.member_id, []).append(row.wave)
    return found
