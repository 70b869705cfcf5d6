"""The catalogue of offers, one of them, offering and changing, and how it lies beside the agenda."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.offers.actions import offers as actions
from expertise.offers.enums import OfferScope
from expertise.offers.forms import NewOfferForm, OfferFilter, OfferForm
from expertise.offers.models import Offer, OfferDate
from expertise.offers.presenters import build_line, build_page, build_themes
from expertise.offers.queries import find_hosts, find_products, read_fits
from knowledge_network.kit.http import form_page, get_permitted, render_page, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic
from plg.meetings.enums import MeetingStatus


def enter_offer(request: MemberRequest, public_id: str, permission: str = "expertise.view_offer") -> Offer:
    rows = Offer.objects.visible_to(request.user).select_related("host", "contact", "second_contact", "product")
    return get_permitted(request, rows, permission, public_id=public_id)


def make_trail(offer: Offer | None = None) -> list[tuple[str, str]]:
    trail = [(_("Offers and working visits"), reverse("expertise:offer_list"))]
    return [*trail, (offer.title, offer.get_absolute_url())] if offer is not None else trail


@require_safe
def offer_list(request: MemberRequest) -> HttpResponse:
    """Newest first; every filter stands in the address."""
    about = Q(offers__isnull=False) | Q(children__offers__isnull=False)
    used = Topic.objects.approved().filter(about).distinct().order_by("name")
    form = OfferFilter(request.GET, topics=[(topic.slug, topic.name) for topic in used])
    coming = OfferDate.objects.filter(
        offer=OuterRef("pk"), meeting__status__in=MeetingStatus.TAKES_PLACE, meeting__starts_at__gt=timezone.now()
    )
    rows = form.apply(Offer.objects.visible_to(request.user), request.user)
    found = count_capped(rows)
    # Asked of the offers of the page, not of all days of all offers.
    shown = rows.annotate(next_at=Subquery(coming.order_by("meeting__starts_at").values("meeting__starts_at")[:1]))
    page = paginate(
        shown.select_related("host").prefetch_related("topics"), request.GET, by=("-made_at", "-public_id"), size=24
    )
    context = {
        "filters": form,
        "scope": form.values["scope"] or OfferScope.ALL,
        "tabs": OfferScope,
        "page": page,
        "found": found,
        "lines": [build_line(offer) for offer in page],
    }
    return render_page(request, "expertise/offers/offer_list.html", context, partials=("offers",))


@require_safe
def offer_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = enter_offer(request, public_id)
    product = offer.product
    context = {
        "offer": offer,
        "topics": list(offer.topics.order_by("name")),
        "shown": build_page(offer, request.user),
        "product": product if product is not None and product.is_in_view else None,
        "can_change": request.user.has_perm("expertise.change_offer", offer),
        "can_join": request.user.has_perm("expertise.join_offer", offer),
        "trail": make_trail(),
    }
    return render_page(request, "expertise/offers/offer_detail.html", context)


@require_safe
def offer_themes(request: MemberRequest) -> HttpResponse:
    """What the agenda asks and nobody offers, and what two offer."""
    context = {"shown": build_themes(read_fits()), "trail": make_trail()}
    return render_page(request, "expertise/offers/offer_themes.html", context)


def _make_form(request: MemberRequest, offer: Offer | None = None) -> OfferForm:
    known: Any = {
        "hosts": find_hosts(request.user, any_host=request.user.has_perm("expertise.offer_for_anybody")),
        "products": find_products(request.user),
    }
    if offer is not None:
        return OfferForm(sent(request)[0], instance=offer, **known)
    work = request.user.primary_appointment
    about = Topic.objects.approved().filter(slug=request.GET.get("thema", "")[:100])
    initial = {
        "contact": request.user,
        "host": work.organisation.slug if work is not None else "",
        "topics": list(about.values_list("slug", flat=True)),
    }
    return NewOfferForm(sent(request)[0], initial=initial, **known)


def _render_form(request: MemberRequest, form: OfferForm, offer: Offer | None) -> HttpResponse:
    context = {"form": form, "offer": offer, "trail": make_trail(offer)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/offers/offer_add.html", context, status=status)


@form_page
def offer_add(request: MemberRequest) -> HttpResponse:
    form = _make_form(request)
    if request.method == "POST" and form.is_valid():
        offer = actions.add_offer(by=request.user, idempotency_key=form.cleaned_data["key"], **form.values())
        messages.success(request, _("It stands in the catalogue. Add a day, and people can sign up."))
        return HttpResponseRedirect(offer.get_absolute_url())
    return _render_form(request, form, None)


@form_page
def offer_change(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = enter_offer(request, public_id, "expertise.change_offer")
    form = _make_form(request, offer)
    if request.method == "POST" and form.is_valid():
        actions.change_offer(offer=offer, by=request.user, **form.values())
        messages.success(request, _("Changed."))
        return HttpResponseRedirect(offer.get_absolute_url())
    return _render_form(request, form, offer)


@form_page
def offer_end(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = enter_offer(request, public_id, "expertise.change_offer")
    if request.method == "POST":
        actions.end_offer(offer=offer, by=request.user)
        messages.success(request, _("You do not offer this any more. Who signed up for a day to come is told."))
        return HttpResponseRedirect(offer.get_absolute_url())
    coming = build_page(offer, request.user).coming
    context = {"offer": offer, "coming": coming, "trail": make_trail(offer)}
    return render_page(request, "expertise/offers/offer_end.html", context)


@require_POST
def offer_resume(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = enter_offer(request, public_id, "expertise.change_offer")
    actions.resume_offer(offer=offer, by=request.user)
    messages.success(request, _("You offer this again."))
    return HttpResponseRedirect(offer.get_absolute_url())
