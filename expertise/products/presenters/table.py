"""All products as the table of who runs the network, and what would happen to those that are ticked."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expertise.products.enums import ProductStatus
from expertise.products.forms.desk import ProductDeskFilter
from expertise.products.queries.reviews import READERS_NEEDED
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.tables import EXPORTS, Column, Part, Table, say, say_state, short_date
from knowledge_network.members.tables.presenters import Look, Skipped

CONFIRM, REVISE, HISTORICAL = "confirm", "revise", "historical"
ACTIONS = [
    (REVISE, gettext_lazy("Ask the contact person to look at it again")),
    (CONFIRM, gettext_lazy("Say that it still holds")),
    (HISTORICAL, gettext_lazy("Make it historical")),
    *EXPORTS,
]
TONES: dict[str, str] = {
    ProductStatus.REVIEW: "info",
    ProductStatus.PUBLISHED: "ok",
    ProductStatus.TO_REVISE: "wait",
}


# The rows are products of `list_for_desk`, with what it annotates.


def _name_owner(product: Any) -> str:
    return str(product.group.name if product.group else product.makers)


def _name_contact(product: Any) -> str:
    contact = product.contact_person
    return contact.get_full_name() if contact is not None and contact.is_present else ""


def _draw_contact(product: Any) -> tuple[Part, ...]:
    name = _name_contact(product)
    return say(name) if name else (Part(gettext_lazy("none"), look="state bad"),)


def _name_reader(product: Any) -> str:
    if product.review_group is not None:
        return str(product.review_group.name)
    reader = product.second_reader
    return reader.get_full_name() if reader is not None and reader.is_present else ""


def _draw_reader(product: Any) -> tuple[Part, ...]:
    if not product.is_in_review:
        return ()
    name = _name_reader(product)
    if name:
        return say(f"{name} · {product.review_count}/{READERS_NEEDED}")
    name_one = reverse("expertise:product_second_reader", args=[product.slug])
    return (Part(gettext_lazy("Name a reader"), name_one, "chip wait"),)


PRODUCTS: Table[Any] = Table(
    name="expertise.products",
    title=gettext_lazy("Products"),
    key=lambda product: product.slug,
    naming=lambda product: product.title,
    first_sort="-gewijzigd",
    tie="slug",
    parameters=tuple(ProductDeskFilter.address_names.get(name, name) for name in ProductDeskFilter.base_fields),
    columns=(
        Column(
            code="titel",
            label=gettext_lazy("Title"),
            order="title",
            draw=lambda product: say(product.title, url=product.get_absolute_url()),
            value=lambda product: product.title,
            is_brief=True,
            width=44,
        ),
        Column(
            code="soort",
            label=gettext_lazy("Kind"),
            is_extra=True,
            order="kind",
            draw=lambda product: say(product.get_kind_display()),
            value=lambda product: product.get_kind_display(),
            is_brief=True,
        ),
        Column(
            code="stand",
            label=gettext_lazy("State"),
            order="status",
            draw=lambda product: say_state(product.get_status_display(), TONES.get(product.status, "")),
            value=lambda product: product.get_status_display(),
            is_whole=True,
        ),
        Column(
            code="van",
            label=gettext_lazy("Made by"),
            order="sort_owner",
            draw=lambda product: say(_name_owner(product)),
            value=_name_owner,
            is_brief=True,
            width=30,
        ),
        Column(
            code="contact",
            label=gettext_lazy("Contact person"),
            draw=_draw_contact,
            value=_name_contact,
            is_brief=True,
            width=26,
        ),
        Column(
            code="ingestuurd",
            label=gettext_lazy("Sent in"),
            is_extra=True,
            order="sort_submitted",
            draw=lambda product: say(short_date(product.submitted_at)),
            value=lambda product: product.submitted_at,
            is_whole=True,
        ),
        Column(code="leest", label=gettext_lazy("Reads"), draw=_draw_reader, value=_name_reader, is_brief=True),
        Column(
            code="gepubliceerd",
            label=gettext_lazy("Published"),
            is_extra=True,
            order="sort_published",
            draw=lambda product: say(short_date(product.published_on)),
            value=lambda product: product.published_on,
            is_whole=True,
        ),
        Column(
            code="opnieuw",
            label=gettext_lazy("Look again on"),
            order="sort_review",
            draw=lambda product: say(short_date(product.review_on)),
            value=lambda product: product.review_on,
            is_whole=True,
        ),
        Column(
            code="gebruikt",
            label=gettext_lazy("Used"),
            order="use_count",
            draw=lambda product: say(product.use_count),
            value=lambda product: product.use_count,
            is_number=True,
            width=10,
        ),
        Column(
            code="gewijzigd",
            label=gettext_lazy("Changed"),
            is_extra=True,
            order="changed_at",
            draw=lambda product: say(short_date(product.changed_at)),
            value=lambda product: product.changed_at,
            is_whole=True,
        ),
        Column(code="licentie", label=gettext_lazy("Licence"), value=lambda product: product.get_licence_display()),
        Column(code="voor", label=gettext_lazy("Who may read it"), value=lambda product: product.get_access_display()),
        Column(
            code="adres",
            label=gettext_lazy("Address"),
            value=lambda product: absolute_url(product.get_absolute_url()),
            width=60,
        ),
    ),
)


def look_at_products(products: list[Any], action: str) -> Look:
    """Which products are meant and which are not published; of who is asked, how many."""
    able = [product for product in products if product.is_in_view]
    others = [product for product in products if not product.is_in_view]
    people = len({product.contact_person_id for product in able if _name_contact(product)})
    words = {"n": len(able), "people": people}
    summary = ngettext("%(n)d product.", "%(n)d products.", len(able)) % words
    if action == REVISE:
        title = _("Ask to look again")
        button = ngettext("Ask %(people)d contact person", "Ask %(people)d contact persons", people)
        asked = ngettext(
            "%(people)d contact person is asked.", "%(people)d contact persons are asked, each for their own.", people
        )
        summary = f"{summary} {asked % words}"
    elif action == CONFIRM:
        title = _("Say that products still hold")
        button = ngettext("%(n)d product still holds", "%(n)d products still hold", len(able))
    else:
        title = _("Make products historical")
        button = ngettext("Make %(n)d product historical", "Make %(n)d products historical", len(able))
    return Look(
        title=title,
        summary=summary,
        heading=_("Which products"),
        names=[" · ".join(part for part in (product.title, _name_contact(product)) if part) for product in able],
        skipped=[Skipped(product.title, product.get_status_display()) for product in others],
        button=button % words,
        hidden=[("action", action), *(("ids", product.slug) for product in able)],
        url=reverse("expertise:products_bulk"),
        back=reverse("expertise:product_table"),
    )
