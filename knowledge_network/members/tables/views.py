"""Keeping a view of a table under a name, and letting it go: one address for all tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import redirect_back
from knowledge_network.members.tables import actions
from knowledge_network.members.tables.forms import SaveViewForm
from knowledge_network.members.tables.models import SavedView

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
