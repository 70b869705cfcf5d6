"""What who signs does: read, sign or refuse; and a signature on paper that somebody else saw."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.signing.actions import rounds
from knowledge_network.agreements.signing.entrance import ask_again, enter_signature, is_fresh
from knowledge_network.agreements.signing.enums import MandateState
from knowledge_network.agreements.signing.forms import RefuseForm, SignedPaperForm, SignForm
from knowledge_network.agreements.signing.links import round_address, signature_address
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.signing.presenters import Fingerprint
from knowledge_network.agreements.texts.entrance import render_agreement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent, serve_upload
from knowledge_network.members.people.requests import MemberRequest

SIGN = "agreements.sign"


@require_POST
def signature_read(request: MemberRequest, public_id: str, signature: str) -> HttpResponse:
    """Note that it was opened, and open it."""
    row = enter_signature(request, public_id, signature, SIGN)
    try:
        rounds.mark_read(signature=row, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(signature_address(row))
    return HttpResponseRedirect(reverse("agreements:document", args=[public_id]))


@form_page
def signature_sign(request: MemberRequest, public_id: str, signature: str) -> HttpResponse:
    """Read, show again who you are, sign. Nothing is signed without the second."""
    row = enter_signature(request, public_id, signature, SIGN)
    agreement, back = row.party.agreement, signature_address(row)
    if request.method == "POST" and not is_fresh(request):
        return ask_again(request, back)
    wants_to_sign = request.method == "POST" and "agrees" in request.POST
    form = SignForm(request.POST if wants_to_sign else None, initial={"document_sha256": agreement.document_sha256})
    status = 200
    if wants_to_sign and form.is_valid():
        try:
            rounds.sign(signature=row, by=request.user, document_sha256=form.cleaned_data["document_sha256"])
            messages.success(request, _("You signed for %(party)s. Thank you.") % {"party": row.party.name_as_signed})
            return HttpResponseRedirect(round_address(agreement))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {
        "form": form,
        "signature": row,
        "mandate": row.mandate,
        "is_open": agreement.is_being_signed and row.signed_at is None and _may_still(row),
        "has_read": row.read_at is not None,
        "is_fresh": is_fresh(request),
        "fingerprint": Fingerprint(agreement.document_sha256),
    }
    return render_agreement(request, "agreements/signing/signature_sign.html", agreement, context, status=status)


@form_page
def signature_refuse(request: MemberRequest, public_id: str, signature: str) -> HttpResponse:
    row = enter_signature(request, public_id, signature, SIGN)
    agreement = row.party.agreement
    form = RefuseForm(sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            rounds.refuse(signature=row, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("All parties read why you do not sign."))
            return HttpResponseRedirect(round_address(agreement))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "signature": row}
    return render_agreement(request, "agreements/signing/signature_refuse.html", agreement, context, status=status)


@form_page
def signature_paper(request: MemberRequest, public_id: str, signature: str) -> HttpResponse:
    """The party signed the printed document; who saw the original brings in its scan."""
    row = enter_signature(request, public_id, signature, "agreements.see_signature_paper")
    agreement = row.party.agreement
    form = SignedPaperForm(*sent(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            rounds.record_paper(signature=row, by=request.user, scan=data["scan"], signed_on=data["signed_on"])
            messages.success(request, _("The signature on paper counts."))
            return HttpResponseRedirect(round_address(agreement))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "signature": row}
    return render_agreement(request, "agreements/signing/signature_paper.html", agreement, context, status=status)


@require_safe
def signature_scan(request: MemberRequest, public_id: str, signature: str) -> FileResponse:
    row = enter_signature(request, public_id, signature, "agreements.run_round")
    return serve_upload(row.scan, name=f"handtekening-{row.party.organisation.slug}.pdf")


def _may_still(signature: Signature) -> bool:
    return signature.mandate is not None and signature.mandate.state == MandateState.CONFIRMED
