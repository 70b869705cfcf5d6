"""What a reader keeps of the knowledge base."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.products.actions.kept import keep_no_more, keep_product
from expertise.products.models import KnowledgeProduct
from expertise.products.views.products import present_card
from expertise.products.views.writing import trail
from knowledge_network.kit.http import get_permitted, redirect_back, render_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def product_kept(request: MemberRequest) -> HttpResponse:
    """What I keep and may still see, the newest first."""
    rows = (
        KnowledgeProduct.objects.in_view_for(request.user)
        .filter(kept__member=request.user)
        .annotate(kept_at=F("kept__kept_at"))
        .select_related("group")
        .prefetch_related("topics")
    )
    page = paginate(rows, request.GET, by=("-kept_at", "-public_id"))
    context = {"page": page, "cards": [present_card(row) for row in page], "trail": trail()}
    return render_page(request, "expertise/products/product_kept.html", context)


@require_POST
def product_keep(request: MemberRequest, slug: str) -> HttpResponse:
    """Keep it, or not any more; taking it from the list can be undone."""
    rows = KnowledgeProduct.objects.visible_to(request.user)
    product = get_permitted(request, rows, "expertise.note_use", slug=slug)
    if "not_any_more" in request.POST:
        keep_no_more(product=product, by=request.user)
        offer_undo(request, _("You do not keep it any more."), reverse("expertise:product_keep", args=[slug]))
    else:
        keep_product(product=product, by=request.user)
        messages.success(request, _("Kept. You find it in the knowledge base, at «Kept»."))
    return redirect_back(request, reverse("expertise:product_detail", args=[slug]))
