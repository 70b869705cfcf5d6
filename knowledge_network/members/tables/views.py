"""Keeping a view of a table under a name and letting it go, and long lists: one address for all tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import redirect_back, render_private, serve_upload
from knowledge_network.members.tables import actions
from knowledge_network.members.tables.entrance import LONG
from knowledge_network.members.tables.export import look_again
from knowledge_network.members.tables.forms import SaveViewForm
from knowledge_network.members.tables.models import PreparedSheet, SavedView
from knowledge_network.members.trail.models import AuditEvent

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest


@require_POST
def view_save(request: MemberRequest) -> HttpResponse:
    form = SaveViewForm(request.POST)
    if form.is_valid():
        view = actions.save_view(by=request.user, **form.cleaned_data)
        messages.success(request, _("«%(name)s» is saved.") % {"name": view.name})
    else:
        messages.error(request, say_errors(form))
    return redirect_back(request, reverse("dashboards:start"))


@require_POST
def view_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), public_id=public_id)
    actions.remove_view(view=view, by=request.user)
    messages.success(request, _("«%(name)s» is gone from your views.") % {"name": view.name})
    return redirect_back(request, reverse("dashboards:start"))


# Long lists -------------------------------------------------------------------------------------


@require_safe
def sheet_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """How far a long list is; once it is there, the way to it."""
    sheet = get_object_or_404(PreparedSheet.objects.visible_to(request.user), public_id=public_id)
    until = timezone.localdate(sheet.made_at + actions.SHEET_KEPT) if sheet.made_at else None
    context = {"sheet": sheet, "until": until, "long": LONG}
    return render_private(request, "members/tables/sheet_detail.html", context)


@require_safe
def sheet_fetch(request: MemberRequest, public_id: str) -> FileResponse:
    """The list, for who asked for it and may still have it; each time it stands in the logbook."""
    found = PreparedSheet.objects.visible_to(request.user).select_related("member")
    sheet = get_object_or_404(found.exclude(file=""), public_id=public_id)
    if sheet.made_at is None or sheet.made_at < timezone.now() - actions.SHEET_KEPT:
        raise Http404
    if not look_again(sheet):
        raise PermissionDenied
    response = serve_upload(sheet.file, name=sheet.name)
    AuditEvent.objects.record("members.sheet_taken", None, by=request.user, file=sheet.name)
    return response
