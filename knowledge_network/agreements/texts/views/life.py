"""What happens to an agreement after signing: amendments, a party that leaves, an early end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.agreements.texts.actions import life
from knowledge_network.agreements.texts.entrance import WRITE, enter_agreement, get_article, get_party, render_agreement
from knowledge_network.agreements.texts.forms import AmendForm, ReasonForm, SignedOnForm
from knowledge_network.agreements.texts.models import Amendment
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, require, sent
from knowledge_network.members.people.requests import MemberRequest


@form_page
def agreement_amend(request: MemberRequest, public_id: str) -> HttpResponse:
    """A change beside the signed text; `artikel` in the address fills in the text that stands there."""
    agreement = enter_agreement(request, public_id, WRITE)
    if not agreement.is_in_force:
        raise PermissionDenied
    asked = request.GET.get("artikel", "")
    article = agreement.articles.filter(public_id=asked[:10]).first() if asked.isalnum() else None
    form = AmendForm(sent(request)[0], agreement=agreement, article=article)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        chosen = data.pop("article")
        try:
            life.amend_agreement(
                agreement=agreement, by=request.user, article=get_article(agreement, chosen) if chosen else None, **data
            )
            messages.success(request, _("The change stands beside the agreement. All parties are told."))
            answer = HttpResponseRedirect(f"{agreement.get_absolute_url()}#wijzigingen")
            return forget_drafts(answer, f"amend-{public_id}-")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render_agreement(request, "agreements/texts/agreement_amend.html", agreement, {"form": form}, status=status)


@require_POST
def amendment_signed(request: MemberRequest, public_id: str, amendment: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, WRITE)
    row = get_object_or_404(Amendment, agreement=agreement, public_id=amendment)
    form = SignedOnForm(request.POST)
    try:
        if form.is_valid():
            life.note_amendment_signed(amendment=row, by=request.user, on=form.cleaned_data["signed_on"])
        else:
            messages.error(request, _("Choose a day that was."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{agreement.get_absolute_url()}#wijzigingen")


@form_page
def party_leave(request: MemberRequest, public_id: str, party: str) -> HttpResponse:
    """Notice of a party: a director of it, or the coordinator who got the letter."""
    agreement = enter_agreement(request, public_id)
    row = get_party(agreement, party)
    require(request, "agreements.give_notice", row)
    refused = ""
    if request.method == "POST":
        try:
            last_day = life.give_notice(party=row, by=request.user)
            words = {"party": row.name_as_signed, "day": nice_date(last_day)}
            messages.success(request, _("Noted. %(party)s leaves; the last day is %(day)s.") % words)
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            refused = str(refusal)
    context = {"party": row, "last_day": life.last_day_after_notice(agreement), "refused": refused}
    status = 409 if refused else 200
    return render_agreement(request, "agreements/texts/party_leave.html", agreement, context, status=status)


@form_page
def agreement_terminate(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, WRITE)
    form = ReasonForm(sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            life.terminate_agreement(agreement=agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("The agreement is terminated. All parties are told."))
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render_agreement(
        request, "agreements/texts/agreement_terminate.html", agreement, {"form": form}, status=status
    )
