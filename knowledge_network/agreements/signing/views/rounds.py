"""The page of a signing round, what its coordinator does, and its documents."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.signing.actions import rounds
from knowledge_network.agreements.signing.actions.rounds import find_obstacles
from knowledge_network.agreements.signing.actions.withdrawing import withdraw_round
from knowledge_network.agreements.signing.checking import chain_holds
from knowledge_network.agreements.signing.document import draw_agreement
from knowledge_network.agreements.signing.entrance import enter_signature
from knowledge_network.agreements.signing.forms import PartlyForm, WithdrawForm
from knowledge_network.agreements.signing.links import round_address
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.signing.presenters import shown_round, shown_steps
from knowledge_network.agreements.texts.entrance import enter_agreement, get_party, render_agreement
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.presenters import build_amendment, say_term
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent, serve_upload
from knowledge_network.members.people.requests import MemberRequest

RUN = "agreements.run_round"


def go_back_to(agreement: CollaborationAgreement) -> HttpResponseRedirect:
    return HttpResponseRedirect(round_address(agreement))


@require_safe
def signature_list(request: MemberRequest) -> HttpResponse:
    """Who was asked to sign in any round and did not answer yet, the longest waiting first."""
    require(request, RUN)
    waiting = Signature.objects.waiting().select_related("party__organisation", "party__agreement")
    rows = list(waiting.order_by("asked_at", "pk"))
    trail = [(_("Agreements"), reverse("agreements:agreement_list"))]
    return render_page(request, "agreements/signing/signature_list.html", {"rows": rows, "trail": trail})


@require_safe
def signing_round(request: MemberRequest, public_id: str) -> HttpResponse:
    """Your own step first, then how far every party is; for who runs it, what is missing and what can be done."""
    agreement = enter_agreement(request, public_id)
    shown = shown_round(agreement, request.user)
    context = {
        "round": shown,
        "term": say_term(agreement),
        "obstacles": find_obstacles(agreement) if agreement.is_draft and shown.runs else [],
        "can_start_partly": shown.runs and agreement.is_being_signed and 2 <= shown.done < shown.total,
        "can_withdraw": shown.runs and agreement.is_being_signed,
        "change": build_amendment(agreement.amendment) if agreement.is_change else None,
        "can_write_change": shown.runs and agreement.is_change and agreement.is_draft,
        "can_view_log": request.user.has_perm("agreements.view_log", agreement) and not agreement.is_draft,
    }
    return render_agreement(request, "agreements/signing/signing_round.html", agreement, context)


@require_POST
def round_open(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, RUN)
    try:
        rounds.open_round(agreement=agreement, by=request.user)
        messages.success(request, _("The document is up for signing. Everybody who signs gets a mail."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return go_back_to(agreement)


@form_page
def round_start_partly(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, RUN)
    form = PartlyForm(sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            rounds.start_partly(agreement=agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("The agreement is sealed and in force for the parties that signed."))
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render_agreement(
        request, "agreements/signing/round_start_partly.html", agreement, {"form": form}, status=status
    )


@form_page
def round_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, RUN)
    form = WithdrawForm(sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_round(agreement=agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("Nobody signs it any more. All parties are told why."))
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "is_open": agreement.is_being_signed}
    return render_agreement(request, "agreements/signing/round_withdraw.html", agreement, context, status=status)


@require_POST
def signature_remind(request: MemberRequest, public_id: str, signature: str) -> HttpResponse:
    row = enter_signature(request, public_id, signature, RUN)
    try:
        rounds.remind_signatory(signature=row, by=request.user)
        messages.success(request, _("They get a mail."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return go_back_to(row.party.agreement)


@require_POST
def signatory_replace(request: MemberRequest, public_id: str, party: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, RUN)
    try:
        rounds.replace_signatory(party=get_party(agreement, party), by=request.user)
        messages.success(request, _("The new signatory gets a mail."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return go_back_to(agreement)


@require_safe
def signing_log(request: MemberRequest, public_id: str) -> HttpResponse:
    """Every step of the chain with its fingerprint, for who runs the network and for directors of the parties."""
    agreement = enter_agreement(request, public_id, "agreements.view_log")
    context = {"steps": shown_steps(agreement), "holds": chain_holds(agreement)}
    return render_agreement(request, "agreements/signing/signing_log.html", agreement, context)


# Documents ------------------------------------------------------------------------------------


@require_safe
def document(request: MemberRequest, public_id: str) -> HttpResponse | FileResponse:
    """The exact document that is put up for signing; of a draft, how it would look now."""
    agreement = enter_agreement(request, public_id)
    name = f"{_name_file(agreement)}.pdf"
    if agreement.document:
        return serve_upload(agreement.document, name=name, attachment=False)
    response = HttpResponse(draw_agreement(agreement, made_at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="concept-{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def sealed(request: MemberRequest, public_id: str) -> FileResponse:
    """The document with its evidence and the seal."""
    agreement = enter_agreement(request, public_id)
    return serve_upload(agreement.sealed_document, name=f"{_name_file(agreement)}-getekend.pdf")


def _name_file(agreement: CollaborationAgreement) -> str:
    if agreement.amends is not None:
        return f"overeenkomst-versie-{agreement.amends.version}-wijziging-{agreement.version}"
    return f"overeenkomst-versie-{agreement.version}"
