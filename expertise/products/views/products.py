"""The knowledge base: finding a product, one product, and how to name it as a source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expertise.products import presenters
from expertise.products.actions.products import missing_parts
from expertise.products.enums import ProductKind, ProductStatus, ReviewVerdict
from expertise.products.filters import FACETS, ProductFilter
from expertise.products.forms.picking import offer_products
from expertise.products.models import KeptProduct, KnowledgeProduct, ProductVersion
from expertise.products.queries import products as queries
from expertise.products.queries.faceted import Option, find_products, read_shelf
from expertise.products.queries.products import fetch_for_cards
from expertise.products.queries.reviews import reviews_of_round
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.http import read_partial, render_page
from knowledge_network.kit.named import tell_rows
from knowledge_network.kit.network import read_network
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

SECTOR_LABELS = dict(Sector.choices)
KIND_LABELS = dict(ProductKind.choices)
FOLDED_AFTER = 8
EXPORTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Card:
    """A product in five lines: what it is, for whom, how long, what it gave, and who made it."""

    slug: str
    url: str
    title: str
    kind: str | Promise
    icon: str
    summary: str
    for_whom: str
    minutes: str
    result: str
    made_by: str
    topics: list[str]
    licence: str
    status: str | Promise
    status_chip: str
    is_closed: bool
    preview: str


def visible_products(request: HttpRequest) -> QuerySet[KnowledgeProduct]:
    return KnowledgeProduct.objects.visible_to(request.user)


def get_product(request: HttpRequest, slug: str) -> KnowledgeProduct:
    """404 for what this reader may not see, exactly as for what does not exist."""
    rows = visible_products(request).select_related("group", "review_group", "contact_person")
    return get_object_or_404(rows, slug=slug)


def present_card(product: KnowledgeProduct) -> Card:
    number = getattr(product, "preview_number", None)
    return Card(
        slug=product.slug,
        url=product.get_absolute_url(),
        title=product.title,
        kind=KIND_LABELS[product.kind],
        icon=presenters.KIND_ICONS[product.kind],
        summary=product.summary,
        for_whom=product.for_whom or presenters.describe_level(product.sectors, product.year_groups, SECTOR_LABELS),
        minutes=presenters.format_duration(product.minutes),
        result=product.result,
        made_by=name_makers(product),
        topics=[topic.name for topic in sorted(product.topics.all(), key=str)[:3]],
        licence=product.get_licence_display(),
        status="" if product.status == ProductStatus.PUBLISHED else product.get_status_display(),
        status_chip=presenters.STATUS_CHIP[product.status],
        is_closed=product.is_for_members,
        preview=reverse("expertise:product_preview", args=[product.slug, number]) if number else "",
    )


def name_makers(product: KnowledgeProduct) -> str:
    """Where it was taken over from; else the group when everybody may know of it, else the makers who agreed to it."""
    if not product.is_made_here:
        return product.taken_over_from
    group = product.group
    return group.name if group is not None and group.is_public else product.makers


def name_publisher(product: KnowledgeProduct) -> str:
    return product.taken_over_from or read_network().title


def name_address(product: KnowledgeProduct) -> str:
    """Where who cites it sends their readers: to its makers, when it was taken over."""
    return product.link if product.link and not product.is_made_here else absolute_url(product.get_absolute_url())


@login_not_required
@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    asked = ProductFilter(request.GET)
    shelf = read_shelf(request.user, asked)
    found, number = shelf.found, shelf.number
    cards = [present_card(product) for product in fetch_for_cards(found.keys)]
    context = {
        "asked": asked,
        "total": found.total,
        "counted_at": shelf.at,
        "cards": cards,
        "facets": [present_facet(name, options, asked) for name, options in found.facets.items() if options],
        "number": number,
        "pages": found.pages,
        "previous": number - 1,
        "next": number + 1 if number < found.pages else 0,
        "is_partial": read_partial(request) == "results",
        "has_any": bool(cards) or asked.is_narrowed,
    }
    return render_page(request, "expertise/products/product_list.html", context, partials=("results",))


@dataclass(frozen=True)
class ShownFacet:
    """A facet with its first lines, and those that are folded away; what is ticked is never folded."""

    address: str
    label: str | Promise
    options: list[Option]
    more: list[Option]


def present_facet(name: str, options: list[Option], asked: ProductFilter) -> ShownFacet:
    first = [option for place, option in enumerate(options) if place < FOLDED_AFTER or option.is_chosen]
    return ShownFacet(
        address=FACETS[name].address,
        label=FACETS[name].label,
        options=first,
        more=[option for option in options if option not in first],
    )


@require_safe
def product_suggest(request: MemberRequest) -> JsonResponse:
    """What is called `?q=`, for a field in which a product is named."""
    found = offer_products(KnowledgeProduct.objects.in_view_for(request.user), request.GET.get("q", ""))
    kinds = [(one.title, one.title, one.get_kind_display()) for one in found]
    return JsonResponse(tell_rows(kinds))


@login_not_required
@require_safe
def product_export(request: HttpRequest) -> HttpResponseBase:
    """The list as it was narrowed, whole, for a spreadsheet."""
    found = find_products(request.user, ProductFilter(request.GET))
    rows = (export_row(product) for keys in batched(found.keys, EXPORTED_AT_ONCE) for product in fetch_for_cards(keys))
    return csv_response(_("knowledge-base.csv"), export_header(), rows)


@login_not_required
@require_safe
def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_product(request, slug)
    url = absolute_url(product.get_absolute_url())
    may = list_permissions(product, request.user)
    versions = list(queries.find_versions(product, request.user))
    uses = present_uses(product, request.user)
    topics = sorted(product.topics.all(), key=str)
    context = {
        "product": product,
        "share_address": url,
        "may": may,
        "trail": [(_("Knowledge base"), reverse("expertise:product_list"))],
        "icon_name": presenters.KIND_ICONS[product.kind],
        "made_by": name_makers(product),
        "group_url": group_url(product),
        "level": presenters.describe_level(product.sectors, product.year_groups, SECTOR_LABELS),
        "minutes": presenters.format_duration(product.minutes),
        "topics": topics,
        "licence_meaning": presenters.LICENCE_MEANING[product.licence],
        "licence_url": presenters.LICENCE_URL[product.licence],
        "ground_meaning": presenters.GROUND_MEANING[product.ground],
        "status_meaning": presenters.STATUS_MEANING.get(product.status, ""),
        "status_chip": presenters.STATUS_CHIP[product.status],
        "contact": present_contact(product, request.user),
        "newest": present_version(product, versions[0]) if versions else None,
        "older": [present_version(product, version) for version in versions[1:]],
        "is_kept": may["note_use"] and KeptProduct.objects.filter(product=product, member=request.user.pk).exists(),
        "uses": uses,
        "used_by": presenters.describe_use(len(uses)),
        "my_use": next((use for use in uses if use.is_mine), None),
        "related": [present_related(one) for one in queries.find_related_products(product, topics, request.user)],
        **describe_progress(product, may),
        "citation": presenters.format_citation(
            product, product.makers or name_makers(product), name_publisher(product), name_address(product)
        ),
    }
    return render_page(request, "expertise/products/product_detail.html", context)


def group_url(product: KnowledgeProduct) -> str:
    group = product.group
    return reverse("plg:group_detail", args=[group.slug]) if group is not None and group.is_public else ""


def describe_progress(product: KnowledgeProduct, may: dict[str, bool]) -> dict[str, object]:
    """What stands between a draft and everybody, for who may do something about it; no query for other readers."""
    found: dict[str, object] = {"missing": [], "change_asked": [], "seen_by": ""}
    if product.is_in_view or not (may["change_product"] or may["review_product"]):
        return found
    reviews = list(reviews_of_round(product))
    if product.status == ProductStatus.DRAFT:
        found["missing"] = missing_parts(product)
        found["change_asked"] = [review for review in reviews if review.verdict == ReviewVerdict.CHANGE]
    elif reviews:
        found["seen_by"] = presenters.spell_number(len(reviews))
    return found


@dataclass(frozen=True)
class RelatedCard:
    """Another product about the same."""

    url: str
    title: str
    kind: str | Promise
    icon: str
    summary: str


def present_related(product: KnowledgeProduct) -> RelatedCard:
    return RelatedCard(
        url=product.get_absolute_url(),
        title=product.title,
        kind=KIND_LABELS[product.kind],
        icon=presenters.KIND_ICONS[product.kind],
        summary=product.summary,
    )


def list_permissions(product: KnowledgeProduct, reader: Reader) -> dict[str, bool]:
    """What this reader may do here; strangers are not asked about."""
    names = ("change_product", "review_product", "note_use", "manage_products", "read_reviews")
    return {name: reader.is_authenticated and reader.has_perm(f"expertise.{name}", product) for name in names}


@dataclass(frozen=True)
class Contact:
    """Who answers for a product; without an address for whom the reader may not look up."""

    person: Member
    name: str
    url: str


def present_contact(product: KnowledgeProduct, reader: Reader) -> Contact | None:
    person = product.contact_person
    if person is None or not person.is_present:
        return None
    return Contact(person, person.get_full_name(), person.get_absolute_url() if person.shows("name", reader) else "")


@dataclass(frozen=True)
class VersionRow:
    """A version of the file of a product."""

    number: int
    file_name: str
    sort: str
    size: str
    note: str
    added_at: dt.datetime
    url: str
    preview: str


def present_version(product: KnowledgeProduct, version: ProductVersion) -> VersionRow:
    key = [product.slug, version.number]
    return VersionRow(
        number=version.number,
        file_name=version.file_name,
        sort=version.file_name.rpartition(".")[2].upper(),
        size=filesizeformat(version.size),
        note=version.note,
        added_at=version.added_at,
        url=reverse("expertise:product_file", args=key),
        preview=reverse("expertise:product_preview", args=key) if version.preview else "",
    )


@dataclass(frozen=True)
class Use:
    """That somebody used it, with a name only of who wants that; else only the school or board."""

    public_id: str
    who: str
    where: str
    note: str
    used_on: dt.date
    is_mine: bool


def present_uses(product: KnowledgeProduct, reader: Reader) -> list[Use]:
    """The latest first. One query."""
    rows = product.uses.select_related("member", "organisation").order_by("-used_on", "-pk")
    return [
        Use(
            public_id=use.public_id,
            who=name_of_user(use.member, reader) if use.shows_name else "",
            where=use.organisation.name if use.organisation else "",
            note=use.note,
            used_on=use.used_on,
            is_mine=reader.pk == use.member_id,
        )
        for use in rows
    ]


def name_of_user(member: Member, reader: Reader) -> str:
    return member.get_full_name() if member.is_present and member.shows("name", reader) else ""


def export_header() -> list[str]:
    return [
        _("Title"), _("Kind"), _("Summary"), _("For whom"), _("Minutes"), _("What it gave"), _("Topics"), _("Made by"),
        _("Rests on"), _("Licence"), _("Status"), _("Published"), _("Link"),
    ]  # fmt: skip


def export_row(product: KnowledgeProduct) -> list[object]:
    return [
        product.title,
        KIND_LABELS[product.kind],
        product.summary,
        product.for_whom,
        product.minutes,
        product.result,
        ", ".join(sorted(topic.name for topic in product.topics.all())),
        name_makers(product),
        product.get_ground_display(),
        product.get_licence_display(),
        product.get_status_display(),
        product.published_on,
        absolute_url(product.get_absolute_url()),
    ]


@login_not_required
@require_safe
def product_citation(request: HttpRequest, slug: str) -> HttpResponse:
    """For a reference manager: a file in the RIS format."""
    product = get_product(request, slug)
    makers = [name for name in (part.strip() for part in (product.makers or name_makers(product)).split(",")) if name]
    text = presenters.format_ris(product, makers, name_publisher(product), name_address(product))
    response = HttpResponse(text, content_type="application/x-research-info-systems; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{slug}.ris") or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
