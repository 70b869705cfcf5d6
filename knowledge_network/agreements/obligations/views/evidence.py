"""What shows that an obligation was met: adding it, opening a file, taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.obligations.actions import work
from knowledge_network.agreements.obligations.entrance import build_trail, enter_obligation
from knowledge_network.agreements.obligations.forms import EvidenceForm
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent, serve_upload
from knowledge_network.members.people.requests import MemberRequest


@form_page
def evidence_add(request: MemberRequest, public_id: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id)
    form = EvidenceForm(*sent(request), member=request.user)
    if request.method == "POST" and form.is_valid():
        work.add_evidence(obligation=obligation, by=request.user, **form.cleaned_data)
        messages.success(request, _("It stands with the obligation now. Is it met? Then note that too."))
        return HttpResponseRedirect(obligation.get_absolute_url())
    page = FormPage(
        heading=_("What shows it?"),
        button=_("Add it"),
        lede=obligation.rule.evidence_required or obligation.rule.title,
        trail=build_trail(obligation),
    )
    return render_form(request, form, page)


@require_safe
def evidence_file(request: MemberRequest, public_id: str, evidence: str) -> FileResponse:
    """As an attachment. Whether the reader may have it is asked again each time."""
    obligation = enter_obligation(request, public_id, "agreements.read_obligation")
    found = get_object_or_404(obligation.evidence.exclude(content=""), public_id=evidence)
    return serve_upload(found.content, name=found.file_name, media_type=found.media_type)


@require_POST
def evidence_remove(request: MemberRequest, public_id: str, evidence: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id)
    found = get_object_or_404(obligation.evidence.select_related("obligation__rule__article"), public_id=evidence)
    try:
        work.remove_evidence(evidence=found, by=request.user)
        messages.success(request, _("It is taken away."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(obligation.get_absolute_url())
