"""Reads of what groups agreed and shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.members.people.models import Member
from plg.groups.models import Group, GroupMembership
from plg.space.models import GroupAgreement, GroupResult


def filled_agreements() -> QuerySet[GroupAgreement]:
    """Group agreements of which all five parts are written."""
    parts = ("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back")
    return GroupAgreement.objects.filter(**{f"{part}__gt": "" for part in parts})


def groups_that_agreed(groups: Collection[int]) -> set[int]:
    """Which of these groups wrote all of their agreements. One query."""
    return set(filled_agreements().filter(group__in=groups).values_list("group_id", flat=True))


def result_days(groups: Collection[int]) -> dict[int, list[dt.date]]:
    """When each group shared something. One query."""
    days: dict[int, list[dt.date]] = {}
    for group, day in GroupResult.objects.shown().filter(group__in=groups).values_list("group_id", "published_on"):
        days.setdefault(group, []).append(day)
    return days


def _results_query(group: int) -> Built:
    rows = GroupResult.objects.shown().filter(group=group).order_by("-published_on", "-pk")
    has_file = Q(file__isnull=False, file__removed_at__isnull=True)
    columns = ("public_id", "title", "summary", "link", "published_on", "has_file")
    return rows.annotate(has_file=has_file), columns


_shown_results = PreparedQuery(_results_query, group=int)


@dataclass(frozen=True)
class ShownResult:
    """What a group made and shows; `has_file` when there is one to download."""

    public_id: str
    title: str
    summary: str
    link: str
    published_on: dt.date
    has_file: bool


def shown_results(group: Group) -> list[ShownResult]:
    """The newest first. One query."""
    return [ShownResult(**row) for row in _shown_results.rows(group=group.pk)]


def list_people(group: Group) -> list[Member]:
    """Everybody who is in the group today, observers too. One query."""
    return list(
        Member.objects.active()
        .filter(pk__in=GroupMembership.objects.current().filter(group=group).values("member"))
        .order_by("sort_name")
    )
