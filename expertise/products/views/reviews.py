"""Two pairs of eyes: the queue of who reads, one review, and the second reader whom the coordinator names."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expertise.products.actions.reviews import give_review, name_second_reader
from expertise.products.enums import ProductStatus
from expertise.products.forms.products import ReviewForm
from expertise.products.models import KnowledgeProduct
from expertise.products.queries import reviews as queries
from expertise.products.queries.products import to_revise
from expertise.products.views.people import build_trail
from expertise.products.views.products import present_card, present_version
from expertise.products.views.writing import kept_product, trail
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page, sent
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest

MOST_WAITING = 50
# How an address asks for a part of the desk.
WITHOUT_READER, TO_REVISE = "zonder-lezer", "opnieuw-bekijken"


@require_safe
def product_queue(request: MemberRequest) -> HttpResponse:
    """What waits for my eyes; for the coordinator also all that waits, and what should be looked at again."""
    waiting = queries.find_waiting(request.user).select_related("group", "review_group").prefetch_related("topics")
    mine = cut(waiting, MOST_WAITING).told(lambda product: (product, present_card(product)))
    context: dict[str, object] = {
        "waiting": mine,
        "others": [],
        "to_revise": [],
        "trail": trail(),
    }
    if request.user.is_coordinator:
        seen = {product.pk for product, _card in mine}
        rows = KnowledgeProduct.objects.filter(removed_at__isnull=True).select_related("group", "review_group")
        in_review = rows.filter(status=ProductStatus.REVIEW).exclude(pk__in=seen).order_by("submitted_at", "pk")
        context["others"] = cut(in_review, MOST_WAITING)
        context["to_revise"] = cut(
            rows.filter(status=ProductStatus.TO_REVISE).order_by("review_on", "pk"), MOST_WAITING
        )
        context |= _show_only(request.GET.get("toon", ""), context, rows)
    return render_page(request, "expertise/products/product_queue.html", context)


def _show_only(asked: str, context: dict[str, object], rows: QuerySet[KnowledgeProduct]) -> dict[str, object]:
    """What a figure of the cockpit leads to: products without a reader, or those to be looked at again, alone."""
    if asked == WITHOUT_READER:
        without = rows.filter(pk__in=queries.without_reader().values("pk")).order_by("submitted_at", "pk")
        return {
            "waiting": [],
            "to_revise": [],
            "others": cut(without, MOST_WAITING),
            "only": _("Products that no expert group looks at"),
        }
    if asked == TO_REVISE:
        again = rows.filter(pk__in=to_revise().values("pk")).order_by("review_on", "pk")
        return {
            "waiting": [],
            "others": [],
            "to_revise": cut(again, MOST_WAITING),
            "only": _("Products to be looked at again"),
        }
    return {}


@require_http_methods(["GET", "HEAD", "POST"])
def product_review(request: MemberRequest, slug: str) -> HttpResponse:
    product = kept_product(request, slug, "expertise.review_product")
    mine = queries.reviews_of_round(product).filter(by=request.user).first()
    form = ReviewForm(sent(request)[0])
    if request.method == "POST" and mine is None and form.is_valid():
        try:
            give_review(product=product, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you for looking. The makers hear of it."))
            return redirect("expertise:product_queue")
    versions = list(product.versions.order_by("-number")[:1])
    context = {
        "form": form,
        "product": product,
        "mine": mine,
        "newest": present_version(product, versions[0]) if versions else None,
        "may_name_reader": request.user.has_perm("expertise.manage_products"),
        "trail": build_trail(product),
    }
    return render_page(request, "expertise/products/product_review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def product_second_reader(request: MemberRequest, slug: str) -> HttpResponse:
    """The coordinator asks somebody to look, when no expert group fits or when the group does not get round to it."""
    product = kept_product(request, slug, "expertise.manage_products")
    if product.status != ProductStatus.REVIEW:
        raise PermissionDenied
    people = queries.without_makers(Member.objects.active(), product).exclude(pk=request.user.pk)
    if request.method == "POST":
        reader = get_object_or_404(people, public_id=request.POST.get("member", "")[:10])
        name_second_reader(product=product, by=request.user, reader=reader)
        messages.success(request, _("%(name)s is asked to look at it.") % {"name": reader.get_full_name()})
        return redirect("expertise:product_queue")
    text = request.GET.get("zoek", "")[:100]
    context = {
        "product": product,
        "text": text,
        "found": queries.people_found(text, people),
        "trail": build_trail(product),
    }
    return render_page(request, "expertise/products/product_second_reader.html", context, partials=("found",))
