"""Give and take between partners as the page of weak links shows it: by name, never by number, in the alphabet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst

from expertise.gaps.queries.topic import Scope, list_scopes
from knowledge_network.dashboards.enums import Exchange
from knowledge_network.dashboards.queries.links import (
    Ties,
    list_partners,
    list_sectors,
    list_silent_schools,
    read_links,
)
from knowledge_network.members.organisations.models import Organisation, Site
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Went:
    """One kind of exchange, and the partners with whom it was."""

    what: str
    partners: tuple[str, ...]


@dataclass(frozen=True)
class PartnerLinks:
    """What one partner gave and took in a year, and to and from which partners nothing went.

    `apart`: with whom nobody of it is in a group.
    """

    name: str
    url: str
    offers_url: str
    gave: tuple[Went, ...]
    took: tuple[Went, ...]
    nothing_to: tuple[str, ...]
    nothing_from: tuple[str, ...]
    apart: tuple[str, ...]
    is_alone: bool


@dataclass(frozen=True)
class WeakLinksPage:
    partners: tuple[PartnerLinks, ...]
    schools: tuple[Site, ...]
    # Whether the reader looks after a part of the network only.
    is_part: bool
    counted_at: dt.datetime


def build_weak_links(reader: Member) -> WeakLinksPage:
    """Of the scope of the reader; always as many queries."""
    scopes, partners, counted = list_scopes(reader), list_partners(), read_links()
    ties = counted.found.ties
    sectors = list_sectors()
    mine = [partner for partner in partners if _is_inside(scopes, partner, sectors.get(partner.pk, set()))]
    return WeakLinksPage(
        partners=tuple(_build_partner(partner, partners, ties) for partner in mine),
        schools=tuple(list_silent_schools(counted.found, [partner.pk for partner in mine])),
        is_part=len(mine) < len(partners),
        counted_at=counted.at,
    )


def _is_inside(scopes: Iterable[Scope], partner: Organisation, sectors: set[str]) -> bool:
    return any(scope.holds(partner.pk, sector) for scope in scopes for sector in sectors or {""})


def _build_partner(partner: Organisation, partners: list[Organisation], ties: Ties) -> PartnerLinks:
    others = [other for other in partners if other != partner]
    gave = {other.pk: ties.gave[partner.pk][other.pk] for other in others}
    took = {other.pk: ties.gave[other.pk][partner.pk] for other in others}
    together = ties.together[partner.pk]
    return PartnerLinks(
        name=partner.name,
        url=reverse("members:organisation_detail", args=[partner.slug]),
        offers_url=reverse("expertise:offer_list", query={"q": partner.name}),
        gave=_by_kind(gave, others),
        took=_by_kind(took, others),
        nothing_to=tuple(other.name for other in others if not gave[other.pk]),
        nothing_from=tuple(other.name for other in others if not took[other.pk]),
        apart=tuple(other.name for other in others if other.pk not in together),
        is_alone=not (any(gave.values()) or any(took.values()) or together),
    )


def _by_kind(went: dict[int, set[Exchange]], others: list[Organisation]) -> tuple[Went, ...]:
    found: dict[Exchange, list[str]] = defaultdict(list)
    for other in others:
        for kind in went[other.pk]:
            found[kind].append(other.name)
    return tuple(Went(capfirst(str(kind.label)), tuple(found[kind])) for kind in Exchange if found[kind])
