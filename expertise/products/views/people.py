"""The people around a product: who used it, who can be asked, and asking them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from expertise.products.actions.contacts import set_contact, write_to_contact
from expertise.products.actions.uses import note_use, remove_use
from expertise.products.forms.products import UseForm
from expertise.products.models import KnowledgeProduct, ProductUse
from expertise.products.queries.reviews import people_found
from expertise.products.views.products import get_product
from expertise.products.views.writing import kept_product, trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.guarded_forms import ContactForm
from knowledge_network.kit.http import get_permitted, redirect_back, render_page, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest

REMOVED_USE = "expertise.removed_use"


def build_trail(product: KnowledgeProduct) -> list[tuple[str, str]]:
    return [*trail(), (product.title, reverse("expertise:product_detail", args=[product.slug]))]


# Who used it ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def product_use(request: MemberRequest, slug: str) -> HttpResponse:
    """«Ik heb dit gebruikt»: one's own note, to write and to change."""
    rows = KnowledgeProduct.objects.visible_to(request.user).select_related("contact_person")
    product = get_permitted(request, rows, "expertise.note_use", slug=slug)
    use = ProductUse.objects.filter(product=product, member=request.user).select_related("organisation").first()
    form = UseForm(sent(request)[0], instance=use, by=request.user)
    if request.method == "POST" and form.is_valid():
        note_use(product=product, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. Colleagues can learn from it now."))
        return redirect(f"{reverse('expertise:product_detail', args=[slug])}#used")
    context = {"form": form, "product": product, "use": use, "trail": build_trail(product)}
    return render_page(request, "expertise/products/product_use.html", context)


@require_POST
def product_use_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Take one's own note away. It is kept in the session for who presses «undo»."""
    product = get_product(request, slug)
    use = get_object_or_404(ProductUse.objects.select_related("organisation"), product=product, member=request.user)
    request.session[REMOVED_USE] = {
        "slug": slug,
        "note": use.note,
        "shows_name": use.shows_name,
        "used_on": use.used_on.isoformat(),
        "organisation": use.organisation.slug if use.organisation else "",
    }
    remove_use(use=use, by=request.user)
    offer_undo(request, _("Your note was taken away."), reverse("expertise:product_use_restore", args=[slug]))
    return redirect("expertise:product_detail", slug)


@require_POST
def product_use_restore(request: MemberRequest, slug: str) -> HttpResponse:
    product = get_product(request, slug)
    kept: dict[str, Any] = request.session.get(REMOVED_USE) or {}
    if kept.get("slug") != slug or not product.is_in_view:
        raise Http404
    del request.session[REMOVED_USE]
    note_use(
        product=product,
        by=request.user,
        organisation=Organisation.objects.filter(slug=kept["organisation"]).first(),
        note=kept["note"],
        shows_name=kept["shows_name"],
        used_on=dt.date.fromisoformat(kept["used_on"]),
    )
    messages.success(request, _("Your note is back."))
    return redirect_back(request, reverse("expertise:product_detail", args=[slug]))


# Who can be asked -----------------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def product_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """A message to the contact person; neither sees an address that the other did not give."""
    product = get_product(request, slug)
    contact = product.contact_person
    if contact is None or not contact.is_present:
        return redirect("expertise:product_detail", slug)
    form = ContactForm(sent(request)[0], sender=request.user)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "product_contact"):
            return render(request, "429.html", status=429)
        send_message(request, product, form)
        return redirect("expertise:product_detail", slug)
    context = {"product": product, "contact": contact, "form": form, "trail": build_trail(product)}
    return render_page(request, "expertise/products/product_contact.html", context)


def send_message(request: HttpRequest, product: KnowledgeProduct, form: ContactForm) -> None:
    """A message that a machine wrote goes nowhere, and the machine does not notice."""
    sender = request.user if request.user.is_authenticated else None
    data = form.cleaned_data
    try:
        if not form.looks_automatic():
            write_to_contact(
                product=product,
                by=sender,
                name=sender.get_full_name() if sender else data["name"],
                address=sender.email if sender else data["email"],
                message=data["message"],
            )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your message is on its way to %(name)s.") % {"name": product.contact_person})


@require_http_methods(["GET", "HEAD", "POST"])
def product_contact_change(request: MemberRequest, slug: str) -> HttpResponse:
    """Hand over to a colleague, who hears of it."""
    product = kept_product(request, slug)
    if request.method == "POST":
        person = get_object_or_404(Member.objects.active(), public_id=request.POST.get("member", "")[:10])
        set_contact(product=product, to=person, by=request.user)
        messages.success(request, _("%(name)s is the contact person now.") % {"name": person.get_full_name()})
        return redirect("expertise:product_detail", slug)
    text = request.GET.get("zoek", "")[:100]
    context = {
        "product": product,
        "text": text,
        "found": people_found(text, Member.objects.active().exclude(pk=product.contact_person_id)),
        "history": product.contacts.select_related("member").order_by("-start", "-pk"),
        "trail": build_trail(product),
        "group": product.group,
    }
    return render_page(request, "expertise/products/product_contact_change.html", context, partials=("found",))
