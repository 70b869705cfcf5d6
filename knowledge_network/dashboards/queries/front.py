"""What the front page counts and shows. Each function says how many queries it costs."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge_network.kit.models import match_active
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation, PartnershipMembership
from knowledge_network.members.people.models import Member
from plg.groups.enums import GroupState, Openness
from plg.groups.models import Group
from plg.meetings.models import Meeting
from plg.meetings.queries import with_next_meeting

FIGURES = "dashboards.network_figures"
FIGURES_LIVE_SECONDS = 300
# Of so many groups the examples are chosen, and so many meetings say which those are.
MOST_EXAMPLES, LOOKED_AT = 24, 48


def count_network() -> dict[str, int]:
    """Boards, schools, members and running groups of today; five queries once in five minutes."""
    figures: dict[str, int] | None = cache.get(FIGURES)
    if figures is None:
        figures = _network_figures()
        cache.set(FIGURES, figures, FIGURES_LIVE_SECONDS)
    return figures


def forget_figures() -> None:
    """Count anew at the next visit."""
    cache.delete(FIGURES)


def _network_figures() -> dict[str, int]:
    organisations = Organisation.objects.current().participating().values("kind").annotate(n=Count("pk")).order_by()
    by_kind = {row["kind"]: row["n"] for row in organisations}
    return {
        "boards": by_kind.get(OrganisationKind.BOARD, 0),
        "schools": by_kind.get(OrganisationKind.SITE, 0),
        "institutes": by_kind.get(OrganisationKind.INSTITUTE, 0),
        "members": Member.objects.active().count(),
        "groups": Group.objects.filter(state__in=GroupState.RUNNING).count(),
    }


def find_example_groups(count: int = 3) -> list[Group]:
    """Open groups that work, with their next meeting, of as many kinds as there are. Two queries.

    The meetings of the coming days say which groups those are; others only where few meet.
    """
    groups = with_next_meeting(Group.objects.filter(state=GroupState.ACTIVE, openness=Openness.OPEN))
    coming = Meeting.objects.of_whole_groups().filter(starts_at__gte=timezone.now(), group__in=groups.values("pk"))
    first = coming.taking_place().order_by("starts_at").values_list("group", flat=True)[:LOOKED_AT]
    soonest = F("next_meeting_at").asc(nulls_last=True)
    found = list(groups.filter(pk__in=set(first)).order_by(soonest, "-active_at", "pk")[:MOST_EXAMPLES])
    if len(found) < MOST_EXAMPLES:
        found = list(groups.order_by(soonest, "-active_at", "pk")[:MOST_EXAMPLES])
    first_of_kind = {group.kind: group for group in reversed(found)}
    chosen = [group for group in found if first_of_kind[group.kind] is group]
    return (chosen + [group for group in found if group not in chosen])[:count]


def list_partners() -> list[Organisation]:
    """The boards, institutes and others that take part now, boards first. One query."""
    today = timezone.localdate()
    parties = PartnershipMembership.objects.filter(match_active(today)).values("organisation")
    schools = Organisation.objects.current().filter(governing_board=OuterRef("pk")).order_by().values("governing_board")
    found = Organisation.objects.filter(pk__in=parties).annotate(
        school_count=Coalesce(Subquery(schools.annotate(n=Count("pk")).values("n")), 0)
    )
    return list(found.order_by("kind", "name"))
