"""Making a product and keeping it: from «leg opbrengst vast» to «nog actueel» and the archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.products.actions import products as actions
from expertise.products.actions.files import add_version
from expertise.products.enums import ProductStatus
from expertise.products.forms.products import ProductForm, RemoveProductForm, find_edited_groups
from expertise.products.models import KnowledgeProduct
from expertise.products.views.products import Card, present_card, visible_products
from knowledge_network.kit.cut import cut
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, redirect_back, render_page, require, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import Group
from plg.space.models import GroupResult

MOST_MINE = 100

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

CHANGE = "expertise.change_product"


def kept_product(request: HttpRequest, slug: str, permission: str = CHANGE) -> KnowledgeProduct:
    """The product when the reader has `permission` on it: 404 when it is hidden from them, 403 when it is not."""
    rows = visible_products(request).select_related("group", "review_group", "contact_person")
    return get_permitted(request, rows, permission, slug=slug)


def trail() -> list[tuple[str, str]]:
    return [(_("Knowledge base"), reverse("expertise:product_list"))]


@require_safe
def product_mine(request: MemberRequest) -> HttpResponse:
    """What I keep: my drafts, what is being reviewed, and what I am the contact person of."""
    rows = KnowledgeProduct.objects.kept_by(request.user).select_related("group").prefetch_related("topics")
    by_status: dict[str, list[Card]] = {}
    shown = cut(rows.order_by("-changed_at", "-pk"), MOST_MINE)
    for product in shown:
        by_status.setdefault(product.status, []).append(present_card(product))
    order = (
        ProductStatus.TO_REVISE,
        ProductStatus.DRAFT,
        ProductStatus.REVIEW,
        ProductStatus.PUBLISHED,
        ProductStatus.HISTORICAL,
    )
    labels = dict(ProductStatus.choices)
    parts = [(labels[status], by_status[status]) for status in order if status in by_status]
    return render_page(
        request, "expertise/products/product_mine.html", {"parts": parts, "shown": shown, "trail": trail()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def product_add(request: MemberRequest) -> HttpResponse:
    """One form, one press: a draft, and sent in at once if one wants. From a group most of it is filled in already."""
    require(request, "expertise.add_product")
    group, result = find_origin(request)
    form = ProductForm(*sent(request), by=request.user, group=group, initial=prefilled(request.user, group, result))
    if request.method == "POST" and form.is_valid():
        product = actions.create_product(
            by=request.user, topics=form.cleaned_data["topics"], from_result=result, **form.changes()
        )
        content = form.cleaned_data["content"] or find_file(result)
        if content is not None:
            add_version(product=product, by=request.user, content=content)
        return forget_drafts(after_saving(request, product), "product-new")
    context = {"form": form, "group": group, "result": result, "trail": trail(), "key": "product-new"}
    return render_page(request, "expertise/products/product_form.html", context)


def find_origin(request: MemberRequest) -> tuple[Group | None, GroupResult | None]:
    """The group and result that a product is made from, as the address or the form says; 404 for those of others."""
    # In the address a Dutch word, in the form that one fills in the name of the field.
    key = request.POST.get("result", "") if request.method == "POST" else request.GET.get("opbrengst", "")
    mine = Group.objects.visible_to(request.user) if request.user.is_coordinator else find_edited_groups(request.user)
    result = None
    if key:
        rows = GroupResult.objects.shown().filter(group__in=mine, product__isnull=True).select_related("group", "file")
        result = get_object_or_404(rows, public_id=key[:10])
    if result is not None:
        return result.group, result
    slug = request.GET.get("groep", "")
    return (get_object_or_404(mine, slug=slug[:120]) if slug else None), None


def prefilled(member: Member, group: Group | None, result: GroupResult | None) -> dict[str, object]:
    """What is known already: of the group its question, topics, sectors and contact person; of the result its text."""
    found: dict[str, object] = {"contact_person": member.public_id, "sectors": [Sector.PRIMARY], "language": "nl"}
    if group is not None:
        contact = group.contact_person
        shown = group.memberships.current().of_present().filter(shown_publicly=True).select_related("member")
        found |= {
            "group": group.slug,
            "practice_question": group.question[:300],
            "topics": list(group.topics.values_list("pk", flat=True)),
            "sectors": group.sectors,
            "makers": ", ".join(row.member.get_full_name() for row in shown.order_by("member__sort_name"))[:300],
        }
        if contact is not None and contact.is_present:
            found["contact_person"] = contact.public_id
    if result is not None:
        found |= {"title": result.title, "summary": result.summary, "link": result.link}
    return found


def find_file(result: GroupResult | None) -> SafeFile | None:
    """The file that the group made public with its result: it was checked when it came in."""
    file = result.file if result is not None else None
    version = file.versions.order_by("-number").first() if file is not None and file.removed_at is None else None
    if version is None:
        return None
    content = version.content.open("rb")
    return SafeFile(version.file_name, version.media_type, content, version.size, version.sha256)


def after_saving(request: MemberRequest, product: KnowledgeProduct) -> HttpResponseRedirect:
    """Send it in when that was asked; what is missing is told and the draft is kept."""
    if request.POST.get("do") == "submit":
        try:
            actions.submit_for_review(product=product, by=request.user)
            messages.success(request, _("It is sent in. Two colleagues look at it and you hear what they say."))
        except RefusedError as refusal:
            messages.warning(request, _("Your draft is saved. %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("Saved. Only you, your group and the coordinator see the draft."))
    return redirect("expertise:product_detail", product.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def product_edit(request: MemberRequest, slug: str) -> HttpResponse:
    product = kept_product(request, slug)
    stored = KnowledgeProduct.objects.get(pk=product.pk)
    form = ProductForm(*sent(request), instance=stored, by=request.user, with_file=False)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_product(
                product=product, by=request.user, changes=form.changes(), topics=form.cleaned_data["topics"]
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return forget_drafts(redirect("expertise:product_detail", slug), f"product-{product.public_id}")
    context = {"form": form, "product": product, "trail": trail(), "key": f"product-{product.public_id}"}
    return render_page(request, "expertise/products/product_form.html", context)


def deed(request: MemberRequest, slug: str, act: Callable[..., object], text: str) -> HttpResponse:
    """Carry out `act` and say `text`, or why not; back to the product."""
    product = kept_product(request, slug)
    try:
        act(product=product, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, text)
    return redirect_back(request, reverse("expertise:product_detail", args=[slug]))


@require_POST
def product_submit(request: MemberRequest, slug: str) -> HttpResponse:
    text = _("It is sent in. Two colleagues look at it and you hear what they say.")
    return deed(request, slug, actions.submit_for_review, text)


@require_POST
def product_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    return deed(request, slug, actions.withdraw_from_review, _("It is a draft again. Change it and send it in again."))


@require_POST
def product_confirm(request: MemberRequest, slug: str) -> HttpResponse:
    return deed(request, slug, actions.confirm_still_right, _("Thank you. We ask you again in a year."))


@require_POST
def product_historical(request: MemberRequest, slug: str) -> HttpResponse:
    product = kept_product(request, slug)
    try:
        actions.mark_historical(product=product, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("«%(title)s» is kept as historical.") % {"title": product.title}
        offer_undo(request, text, reverse("expertise:product_confirm", args=[slug]))
    return redirect("expertise:product_detail", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def product_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """By the coordinator, with a reason that the makers read."""
    product = kept_product(request, slug, "expertise.manage_products")
    form = RemoveProductForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.remove_product(product=product, by=request.user, reason=form.cleaned_data["reason"])
        text = _("«%(title)s» was taken out of the knowledge base.") % {"title": product.title}
        offer_undo(request, text, reverse("expertise:product_restore", args=[slug]))
        return redirect("expertise:product_list")
    context = {"form": form, "product": product, "trail": trail()}
    return render_page(request, "expertise/products/product_remove.html", context)


@require_POST
def product_restore(request: MemberRequest, slug: str) -> HttpResponse:
    if not request.user.has_perm("expertise.manage_products"):
        kept_product(request, slug, "expertise.manage_products")
        raise Http404
    product = get_object_or_404(KnowledgeProduct.objects.filter(removed_at__isnull=False), slug=slug)
    actions.restore_product(product=product, by=request.user)
    messages.success(request, _("«%(title)s» is back.") % {"title": product.title})
    return redirect("expertise:product_detail", slug)
