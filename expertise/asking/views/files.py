"""Files and pictures with a question: putting one there, getting it, taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.asking.actions import files as actions
from expertise.asking.forms.requests import QuestionFileForm
from expertise.asking.views.requests import enter, url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import serve_upload
from knowledge_network.members.people.requests import MemberRequest


@require_POST
def help_file_add(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who asked puts a file with the question; what cannot be taken is said in words."""
    help_request = enter(request, public_id, "expertise.end_help_request")
    form = QuestionFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(url("help_request_detail", help_request))
    try:
        actions.add_file(help_request=help_request, by=request.user, content=form.cleaned_data["content"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file stands with your question."))
    return HttpResponseRedirect(url("help_request_detail", help_request))


@require_safe
def help_file(request: MemberRequest, public_id: str, file: str) -> FileResponse:
    """As an attachment, for who sees the question; asked again each time."""
    help_request = enter(request, public_id)
    found = get_object_or_404(help_request.files, public_id=file)
    return serve_upload(found.content, name=found.file_name, media_type=found.media_type)


@require_POST
def help_file_remove(request: MemberRequest, public_id: str, file: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.end_help_request")
    found = get_object_or_404(help_request.files.select_related("help_request"), public_id=file)
    actions.remove_file(file=found, by=request.user)
    messages.success(request, _("The file is gone."))
    return HttpResponseRedirect(url("help_request_detail", help_request))
