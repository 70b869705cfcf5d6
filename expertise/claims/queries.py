"""Reads around claims: what shows one to which reader, and who recognised each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, cast

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject, Left

from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.claims.models import Endorsement, ExpertiseClaim
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.members.people.enums import Visibility

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader, Viewer

QUOTE_LENGTH = 180
PAIR_WITHIN = dt.timedelta(days=7)


# What a profile shows ---------------------------------------------------------------------------


def _shown_query(reader: Reader, *, member: int) -> Built:
    claims = ExpertiseClaim.objects.filter(member_id=member, state__in=ClaimState.SHOWN)
    quotes = Endorsement.objects.standing().filter(claim=OuterRef("pk")).order_by("-given_on", "-pk")
    if not reader.is_authenticated:
        claims = claims.filter(visibility=ClaimVisibility.EVERYBODY)
        quotes = quotes.filter(by__name_visibility=Visibility.EVERYBODY)
    else:
        claims = claims.exclude(visibility=ClaimVisibility.HIDDEN)
    text = quotes.values(data=JSONObject(text=Left("text", QUOTE_LENGTH), name=F("by__given_name")))
    columns = ("public_id", "state", "level", "description", "topic__name", "topic__slug", "quote")
    return claims.annotate(quote=Subquery(text[:1])).order_by("topic__name"), columns


_shown = PreparedQuery(_shown_query, reader=(), member=int)


class Quote(TypedDict):
    """The newest endorsement in JSON: its words, and the given name of whose they are."""

    text: str
    name: str


class ShownClaim(TypedDict):
    """A claim with the columns of a profile."""

    public_id: str
    state: str
    level: str
    description: str
    topic__name: str
    topic__slug: str
    quote: Quote | None


def shown_claims(member: Member, reader: Viewer) -> list[ShownClaim]:
    """What `reader` may see on the profile of `member`, by the name of the topic. One query."""
    return cast("list[ShownClaim]", _shown.rows(reader=reader, member=member.pk))


ELSEWHERE = "elsewhere"


# What a claim can point at ------------------------------------------------------------------------


@dataclass(frozen=True)
class Thing:
    """Something in the network that evidence or an endorsement can point at."""

    key: str  # «meeting:k3v9…»
    field: str
    thing: models.Model
    label: str
    title: str
    # What evidence of a source says by itself; empty is up to its writer.
    kind: str = ""
    ground: str = ""
    happened_on: dt.date | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Of a part above: evidence keeps its key."""
        return self.field == ELSEWHERE


# For coordinators ---------------------------------------------------------------------------------


def read_reciprocal_pairs() -> Counted[list[tuple[Endorsement, Endorsement]]]:
    """Two colleagues who recognised each other within a week, the latest first: found at most five minutes ago, and
    what was withdrawn since is left out. One query, and one to find them.
    """
    kept = read_counted("expertise.reciprocal-pairs", find_reciprocal_pairs)
    rows = Endorsement.objects.standing().select_related("by", "about", "claim__topic")
    whole = rows.in_bulk({key for pair in kept.found for key in pair})
    pairs = [(whole[one], whole[other]) for one, other in kept.found if one in whole and other in whole]
    return Counted(kept.at, pairs)


def find_reciprocal_pairs(most: int = 100) -> list[tuple[int, int]]:
    """The keys of both endorsements. One query, which reads all of them."""
    back = "about__endorsements_given__"
    rows = Endorsement.objects.standing().filter(
        **{
            f"{back}about": F("by"),
            f"{back}withdrawn_at__isnull": True,
            f"{back}given_on__gte": F("given_on") - PAIR_WITHIN,
            f"{back}given_on__lte": F("given_on") + PAIR_WITHIN,
            f"{back}pk__lt": F("pk"),
        }
    )
    return list(rows.order_by("-given_on", "-pk").values_list("pk", f"{back}pk")[:most])
