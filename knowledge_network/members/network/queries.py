"""The settings as every page reads them, and who runs the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Count, Q, QuerySet

from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.kit.network import NetworkFacts, Thresholds
from knowledge_network.kit.text import folded
from knowledge_network.members.network.enums import SetupStep
from knowledge_network.members.network.models import NetworkText, StepState
from knowledge_network.members.organisations.models import Board, Partnership
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import NetworkRole


def find_partnership() -> Partnership | None:
    """The network, or nothing before anybody filled in anything."""
    return Partnership.objects.order_by("pk").first()


def build_facts() -> NetworkFacts:
    """All settings as plain values. Three queries; asked after a change and once in five minutes."""
    network = find_partnership()
    if network is None:
        return NetworkFacts(open_steps=tuple(SetupStep.values))
    return NetworkFacts(
        name=network.name,
        short_name=network.short_name,
        region_name=network.region_name,
        region_phrase=network.region_phrase,
        logo=network.logo,
        brand_colour=network.brand_colour,
        accent_colour=network.accent_colour,
        sender_name=network.sender_name,
        reply_to=network.reply_to,
        contact_email=network.contact_email,
        trusted_domains=tuple(network.trusted_domains),
        group_kinds=tuple(network.group_kinds),
        group_sizes={kind: (low, high) for kind, (low, high) in network.group_sizes.items()},
        languages=tuple(network.languages),
        open_signup=network.open_signup,
        public_figures=network.public_figures,
        public_directory=network.public_directory,
        thresholds=read_thresholds(network),
        texts=read_texts(network),
        open_steps=find_open_steps(network),
        version=make_version(network),
    )


def read_thresholds(network: Partnership) -> Thresholds:
    return Thresholds(
        dormant_school_weeks=network.dormant_school_weeks,
        answer_school_days=network.answer_school_days,
        escalate_school_days=network.escalate_school_days,
        project_ends_days=network.project_ends_days,
        programme_leader_fte=network.programme_leader_fte,
    )


def read_texts(network: Partnership) -> Mapping[tuple[str, str], str]:
    """(page, language) → Markdown, for what the network wrote itself."""
    rows = NetworkText.objects.filter(partnership=network).newest().values_list("text_page", "language", "body")
    return MappingProxyType({(page, language): body for page, language, body in rows if body.strip()})


def find_open_steps(network: Partnership) -> tuple[str, ...]:
    """The steps that nobody finished, those left for later among them, in their order."""
    done = StepState.objects.filter(partnership=network, done_at__isnull=False).values_list("step", flat=True)
    finished = set(done)
    return tuple(step for step in SetupStep.values if step not in finished)


def make_version(network: Partnership) -> str:
    """Changes with whatever stands in the frame of a page: what is kept of it is drawn anew."""
    seen = (
        *(network.name, network.short_name, network.region_name, network.region_phrase, network.logo),
        *(network.brand_colour, network.accent_colour, *network.languages, *network.group_kinds),
        *(str(network.open_signup), str(network.public_directory)),
    )
    return "|".join(seen)


def has_coordinator() -> bool:
    """Whether somebody runs the network, who can let others in."""
    return NetworkRole.objects.current().filter(role__in=NetworkRoleKind.COORDINATING).exists()


def count_coordinators() -> int:
    held = NetworkRole.objects.current().filter(role__in=NetworkRoleKind.COORDINATING)
    return held.values("member").distinct().count()


@dataclass(frozen=True)
class FoundBoards:
    """Boards that may be ticked, and how many there are in all."""

    outside: QuerySet[Board]
    known: int
    taking_part: int


def find_boards(text: str) -> FoundBoards:
    """Boards that do not take part and fit `text` (name, number, place); `site_count` is how many schools they have."""
    current = Board.objects.current()
    inside = current.filter(partnership_memberships__end__isnull=True, partnership_memberships__isnull=False)
    outside = current.exclude(pk__in=inside.values("pk"))
    if words := folded(text):
        named = outside.alias(
            folded_name=UnaccentedLower("name"),
            folded_place=UnaccentedLower("place"),
            site_place=UnaccentedLower("organisations__place"),
        )
        fitting = named.filter(
            Q(folded_name__contains=words)
            | Q(bg_number__startswith=words)
            | Q(folded_place__startswith=words)
            | Q(site_place__startswith=words)
        )
        outside = outside.filter(pk__in=fitting.values("pk"))
    counted = outside.annotate(site_count=Count("organisations", distinct=True)).order_by("name", "bg_number")
    return FoundBoards(counted, current.count(), inside.count())
