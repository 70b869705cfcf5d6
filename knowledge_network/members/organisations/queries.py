"""Reads about organisations that span several tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge_network.kit.models import UnaccentedLower, match_active
from knowledge_network.members.organisations.enums import OrganisationKind, SiteSource
from knowledge_network.members.organisations.models import Organisation, PartnershipMembership, Site

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class PartnerColumns(TypedDict):
    """What `partners` adds to an organisation."""

    party_role: str
    site_count: int


class SchoolRow(TypedDict):
    """A school as lists under a board name it."""

    name: str
    place: str
    slug: str
    site_code: str


def list_partners() -> list[WithAnnotations[Organisation, PartnerColumns]]:
    """Who takes part today, by name."""
    today = timezone.localdate()
    now = PartnershipMembership.objects.filter(match_active(today), organisation=OuterRef("pk")).order_by("start")
    return list(
        Organisation.objects.current()
        .alias(in_network=Subquery(now.values("pk")[:1]))
        .filter(in_network__isnull=False)
        .annotate(party_role=Subquery(now.values("role")[:1]), site_count=_open_sites())
        .order_by(UnaccentedLower("name"))
    )


def _open_sites() -> Coalesce:
    sites = Site.objects.filter(governing_board=OuterRef("pk"), closed_on__isnull=True).order_by()
    counted = sites.values("governing_board").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def source_day() -> dt.date | None:
    """The newest date of the register from which our schools come."""
    newest: dt.date | None = Site.objects.filter(source=SiteSource.DUO).aggregate(day=Max("source_date"))["day"]
    return newest


def list_schools(organisation: Organisation) -> list[SchoolRow]:
    """Open sites under a board, by place and name; nothing for other organisations."""
    if organisation.kind != OrganisationKind.BOARD:
        return []
    sites = Site.objects.filter(governing_board=organisation.pk, closed_on__isnull=True)
    in_order = sites.order_by(UnaccentedLower("name"), "site_code")
    return cast("list[SchoolRow]", list(in_order.values("name", "place", "slug", "site_code")))


def for_table() -> QuerySet[Organisation]:
    """All organisations with the columns of the coordinator's table."""
    return Organisation.objects.annotate(
        code=Coalesce("site__site_code", "board__bg_number", Value("")),
        closed=F("site__closed_on"),
        board_name=F("governing_board__name"),
    )


def taking_part(organisations: Collection[Organisation]) -> set[int]:
    """Of these, the keys of those that take part today, themselves or through their board."""
    keys = [o.pk for o in organisations]
    return set(Organisation.objects.participating().filter(pk__in=keys).values_list("pk", flat=True))
