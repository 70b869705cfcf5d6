"""Changes of what was signed: written here, signed on the pages of a signing round."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.agreements.texts.actions import amending
from knowledge_network.agreements.texts.entrance import WRITE, enter_agreement, get_article, render_agreement
from knowledge_network.agreements.texts.forms import AmendForm, AmendmentForm
from knowledge_network.agreements.texts.models import Amendment, CollaborationAgreement
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent
from knowledge_network.members.people.requests import MemberRequest


@form_page
def agreement_amend(request: MemberRequest, public_id: str) -> HttpResponse:
    """A change beside the signed text; `artikel` in the address fills in the text that stands there."""
    agreement = enter_agreement(request, public_id, WRITE)
    if not agreement.is_in_force or agreement.is_change:
        raise PermissionDenied
    asked = request.GET.get("artikel", "")
    article = agreement.articles.filter(public_id=asked[:10]).first() if asked.isalnum() else None
    form = AmendForm(sent(request)[0], agreement=agreement, article=article)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        chosen = data.pop("article")
        try:
            made = amending.amend_agreement(
                agreement=agreement, by=request.user, article=get_article(agreement, chosen) if chosen else None, **data
            )
            messages.success(request, _("The change is there. Say who signs it for each party, and put it up."))
            answer = HttpResponseRedirect(made.paper.get_absolute_url())
            return forget_drafts(answer, f"amend-{public_id}-")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "back": agreement.get_absolute_url(), "key": public_id}
    return render_agreement(request, "agreements/texts/agreement_amend.html", agreement, context, status=status)


@form_page
def amendment_change(request: MemberRequest, public_id: str, amendment: str) -> HttpResponse:
    """Write a change otherwise before it is put up for signing."""
    agreement = enter_agreement(request, public_id, WRITE)
    row = _enter_draft(agreement, amendment)
    form = AmendmentForm(sent(request)[0], row=row)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            amending.change_amendment(amendment=row, by=request.user, **form.cleaned_data)
            answer = HttpResponseRedirect(row.paper.get_absolute_url())
            return forget_drafts(answer, f"amend-{row.public_id}-")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "back": row.paper.get_absolute_url(), "key": row.public_id, "amendment": row}
    return render_agreement(request, "agreements/texts/agreement_amend.html", agreement, context, status=status)


@require_POST
def amendment_discard(request: MemberRequest, public_id: str, amendment: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, WRITE)
    row = _enter_draft(agreement, amendment)
    try:
        amending.discard_amendment(amendment=row, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(row.paper.get_absolute_url())
    messages.success(request, _("The change was thrown away."))
    return HttpResponseRedirect(f"{agreement.get_absolute_url()}#wijzigingen")


def _enter_draft(agreement: CollaborationAgreement, amendment: str) -> Amendment:
    """403 for what was put up for signing already."""
    rows = Amendment.objects.select_related("paper", "article")
    row: Amendment = get_object_or_404(rows, agreement=agreement, public_id=amendment)
    if not row.paper.is_draft:
        raise PermissionDenied
    return row
