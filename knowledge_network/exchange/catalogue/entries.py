"""A product as others may know it: the one description from which every form is made. Never with a name of a person."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from expertise.products.models import KnowledgeProduct, ProductVersion
from expertise.products.presenters import LICENCE_URL
from knowledge_network.exchange.catalogue.terms import Term, find_contexts, find_levels, find_subjects
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network
from knowledge_network.kit.text import make_speakable

if TYPE_CHECKING:
    from expertise.products.models import KnowledgeProductQuerySet


@dataclass(frozen=True)
class Entry:
    """What the world may know of a public product."""

    urn: str
    url: str
    title: str
    description: str
    language: str
    keywords: tuple[str, ...]
    publisher: str
    group: str
    kind: str
    subjects: tuple[Term, ...]
    levels: tuple[Term, ...]
    contexts: tuple[str, ...]
    sets: tuple[str, ...]
    media_type: str
    minutes: int | None
    licence: str
    licence_name: str
    licence_url: str
    published_on: dt.date | None
    version: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(repr(asdict(self)).encode()).hexdigest()


def find_public() -> KnowledgeProductQuerySet:
    """What a stranger may read, with all that an entry tells of it."""
    newest = Prefetch("versions", ProductVersion.objects.only("product", "number", "media_type").order_by("-number"))
    rows = KnowledgeProduct.objects.visible_to(AnonymousUser())
    # The group of each comes for all at once (`NetworkManager`): joined in, PostgreSQL would read every group there is.
    return rows.prefetch_related("topics", newest)


def find_made_here() -> KnowledgeProductQuerySet:
    """What the catalogue gives away: what was taken over stands in the catalogue of its makers."""
    return find_public().filter(taken_over_from="")


def describe_product(product: KnowledgeProduct) -> Entry:
    """The product, without makers, contact person, users or the question behind it: those are for who comes here."""
    topics = sorted(product.topics.all(), key=str)
    versions = sorted(product.versions.all(), key=lambda version: -version.number)
    group = product.group
    return Entry(
        urn=f"urn:uuid:{product.urn}",
        url=absolute_url(product.get_absolute_url()),
        title=make_speakable(product.title),
        description=make_speakable(product.summary),
        language=product.language,
        keywords=tuple(make_speakable(topic.name) for topic in topics),
        publisher=make_speakable(product.taken_over_from or read_network().title),
        group=make_speakable(group.name) if group is not None and group.is_public else "",
        kind=product.kind,
        subjects=find_subjects(topics),
        levels=find_levels(product.sectors, product.year_groups),
        contexts=find_contexts(product.sectors),
        sets=list_sets(product.sectors),
        media_type=versions[0].media_type if versions else "text/html",
        minutes=product.minutes,
        licence=product.licence,
        licence_name=product.get_licence_display(),
        licence_url=LICENCE_URL[product.licence],
        published_on=product.published_on,
        version=str(versions[0].number) if versions else "",
    )


def list_sets(sectors: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"sector:{code}" for code in sorted(set(sectors)))


def format_minutes(minutes: int) -> str:
    """«PT1H30M», as ISO 8601 has it."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
