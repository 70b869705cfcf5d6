"""For everybody: is this the agreement as it was signed? And the keys with which that can be checked elsewhere."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.agreements.signing.checking import Checked, check_document, check_fingerprint
from knowledge_network.agreements.signing.forms import CheckForm
from knowledge_network.agreements.signing.keys import all_certificates
from knowledge_network.agreements.texts.presenters import say_state
from knowledge_network.kit.http import form_page, render_page, sent
from knowledge_network.kit.rate_limit import too_many


@login_not_required
@form_page
def agreement_verify(request: HttpRequest) -> HttpResponse:
    """A document that is sent is looked at and not kept."""
    form = CheckForm(*sent(request))
    checked: Checked | None = None
    status = 200
    if request.method == "POST":
        if too_many(request, "agreement_check"):
            return render_page(request, "429.html", status=429)
        if form.is_valid():
            document = form.cleaned_data["document"]
            checked = (
                check_document(document.read()) if document else check_fingerprint(form.cleaned_data["fingerprint"])
            )
        else:
            status = 422
    agreement = checked.agreement if checked else None
    state = say_state(agreement, timezone.localdate()) if agreement else ""
    context = {"form": form, "checked": checked, "state": state}
    return render_page(request, "agreements/signing/agreement_verify.html", context, status=status)


@login_not_required
@require_safe
def seal_certificates(request: HttpRequest) -> HttpResponse:
    """The public half of every key that ever sealed here, as PEM."""
    response = HttpResponse(b"".join(all_certificates()), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="zegel.pem"'
    return response
