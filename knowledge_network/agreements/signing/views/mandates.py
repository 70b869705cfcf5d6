"""Who may sign for a party: proposed, confirmed by a director who shows again who they are, or by a paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.signing.actions import mandates
from knowledge_network.agreements.signing.entrance import ask_again, enter_mandate, is_fresh
from knowledge_network.agreements.signing.enums import MandateState
from knowledge_network.agreements.signing.forms import MandateForm, MandatePaperForm
from knowledge_network.agreements.signing.links import round_address
from knowledge_network.agreements.signing.models import Mandate
from knowledge_network.agreements.texts.entrance import enter_agreement, get_party, render_agreement
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent, serve_upload
from knowledge_network.members.people.requests import MemberRequest

RUN = "agreements.run_round"


@form_page
def mandate_propose(request: MemberRequest, public_id: str, party: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, RUN)
    row = get_party(agreement, party)
    form = MandateForm(sent(request)[0], party=row, initial=_suggest(row))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            mandates.propose_mandate(party=row, by=request.user, **form.cleaned_data)
            messages.success(request, _("Proposed. A director of the party confirms it, or you show a signed paper."))
            return HttpResponseRedirect(round_address(agreement))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "party": row, "has_people": form.fields["member"].queryset.exists()}  # type: ignore[attr-defined]
    return render_agreement(request, "agreements/signing/mandate_propose.html", agreement, context, status=status)


@form_page
def mandate_confirm(request: MemberRequest, public_id: str, mandate: str) -> HttpResponse:
    """A director of the party says yes; nothing counts without showing again who they are."""
    row = enter_mandate(request, public_id, mandate, "agreements.confirm_mandate")
    agreement = row.party.agreement
    refused = ""
    if request.method == "POST":
        if not is_fresh(request):
            return ask_again(request, reverse("agreements:mandate_confirm", args=[public_id, mandate]))
        try:
            mandates.confirm_mandate(mandate=row, by=request.user)
            messages.success(request, _say_confirmed(agreement))
            return HttpResponseRedirect(round_address(agreement))
        except RefusedError as refusal:
            refused = str(refusal)
    context = {"mandate": row, "is_fresh": is_fresh(request), "refused": refused}
    status = 409 if refused else 200
    return render_agreement(request, "agreements/signing/mandate_confirm.html", agreement, context, status=status)


def _say_confirmed(agreement: CollaborationAgreement) -> str:
    """What comes next: in a round that is open, the coordinator asks who was confirmed in the place of another."""
    if agreement.is_being_signed:
        return _("Confirmed. Who runs the network now asks them to sign.")
    return _("Confirmed. They can sign as soon as the document is up.")


@form_page
def mandate_paper(request: MemberRequest, public_id: str, mandate: str) -> HttpResponse:
    """A second person saw the signed paper that gives the mandate."""
    row = enter_mandate(request, public_id, mandate, "agreements.see_mandate_paper")
    agreement = row.party.agreement
    form = MandatePaperForm(*sent(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            mandates.confirm_mandate_by_scan(mandate=row, by=request.user, scan=form.cleaned_data["scan"])
            messages.success(request, _say_confirmed(agreement))
            return HttpResponseRedirect(round_address(agreement))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "mandate": row}
    return render_agreement(request, "agreements/signing/mandate_paper.html", agreement, context, status=status)


@require_POST
def mandate_withdraw(request: MemberRequest, public_id: str, mandate: str) -> HttpResponse:
    row = enter_mandate(request, public_id, mandate, RUN)
    try:
        mandates.withdraw_mandate(mandate=row, by=request.user)
        messages.success(request, _("The proposal is taken back."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(round_address(row.party.agreement))


@require_safe
def mandate_scan(request: MemberRequest, public_id: str, mandate: str) -> FileResponse:
    row = enter_mandate(request, public_id, mandate, RUN)
    return serve_upload(row.scan, name=f"machtiging-{row.party.organisation.slug}.pdf")


def _suggest(party: Party) -> dict[str, object]:
    """Who was to sign for this organisation the last time, and as what."""
    rows = Mandate.objects.filter(party__organisation=party.organisation_id, state__in=sorted(MandateState.STANDING))
    last = rows.exclude(party=party).select_related("member").order_by("-proposed_at").first()
    return {"member": last.member, "function": last.function} if last is not None else {}
