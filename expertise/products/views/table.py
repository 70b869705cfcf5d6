"""All products in one table, for who runs the network: what waits, what grows old, several at once, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expertise.products.actions import products as actions
from expertise.products.forms.desk import ProductDeskFilter
from expertise.products.models import KnowledgeProduct
from expertise.products.presenters.table import ACTIONS, CONFIRM, HISTORICAL, PRODUCTS, REVISE, look_at_products
from expertise.products.queries.desk import list_for_desk
from expertise.products.views.writing import trail
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import CSV, XLSX, present_in_parts
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.bulk import try_each
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out

MANAGE = "expertise.manage_products"
CHANGED = "expertise.products_changed_together"
TABLE = "expertise:product_table"
DEEDS: dict[str, Callable[[KnowledgeProduct, Member], None]] = {
    CONFIRM: lambda product, by: actions.confirm_still_right(product=product, by=by),
    REVISE: lambda product, by: actions.ask_to_revise(product=product, by=by),
    HISTORICAL: lambda product, by: actions.mark_historical(product=product, by=by),
}


@require_safe
def product_table(request: MemberRequest) -> HttpResponse:
    """What changed last on top; every filter stands in the address. Six queries."""
    require(request, MANAGE)
    filters = ProductDeskFilter(request.GET)
    products = filters.apply(list_for_desk(request.user))
    context = {
        "filters": filters,
        "table": lay_out(request, PRODUCTS, products, actions=ACTIONS),
        "bulk_url": reverse("expertise:products_bulk"),
        "found": count_capped(products),
        "trail": trail(),
    }
    return render_page(request, "expertise/products/product_table.html", context, partials=("results",))


@require_POST
def products_bulk(request: MemberRequest) -> HttpResponseBase:
    """First the look at what would happen; with `confirmed` it happens. A sheet is made at once."""
    require(request, MANAGE)
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(reverse(TABLE))
    rows = form.choose(
        PRODUCTS,
        key="slug",
        known=list_for_desk(request.user),
        narrow=lambda data, known: ProductDeskFilter(data).apply(known),
    )
    action = form.cleaned_data["action"]
    if action in {CSV, XLSX}:
        return make_later(request, rows) or PRODUCTS.export(present_in_parts(rows), action)
    chosen = list(rows[:MOST_AT_ONCE])
    if not form.may_go_on:
        return render_page(request, "members/tables/look_first.html", {"look": look_at_products(chosen, action)})
    able = [product for product in chosen if product.is_in_view]
    done = try_each(request, able, lambda product: DEEDS[action](product, request.user))
    former = [(one.slug, one.status, one.review_on.isoformat() if one.review_on else "") for one in done]
    request.session[CHANGED] = former
    said = ngettext("%(n)d product is changed.", "%(n)d products are changed.", len(former)) % {"n": len(former)}
    offer_undo(request, said, reverse("expertise:products_undo"))
    return HttpResponseRedirect(reverse(TABLE))


@require_POST
def products_undo(request: MemberRequest) -> HttpResponse:
    """What this reader changed last for many is as it was; who was not told yet is told nothing."""
    require(request, MANAGE)
    former = {slug: (status, day) for slug, status, day in request.session.pop(CHANGED, [])}

    def put_back(product: KnowledgeProduct) -> None:
        status, day = former[product.slug]
        review_on = dt.date.fromisoformat(day) if day else None
        actions.put_status_back(product=product, by=request.user, status=status, review_on=review_on)

    done = try_each(request, list_for_desk(request.user).filter(slug__in=former), put_back)
    said = ngettext("%(n)d product is as before.", "%(n)d products are as before.", len(done))
    messages.success(request, said % {"n": len(done)})
    return HttpResponseRedirect(reverse(TABLE))
