"""All settings on one page, what was changed about them, and the network's own texts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.network import presenters
from knowledge_network.members.network.actions import settings as actions
from knowledge_network.members.network.actions import setup
from knowledge_network.members.network.enums import SetupStep, TextPage
from knowledge_network.members.network.forms.beside import TextForm
from knowledge_network.members.network.models import NetworkChange, NetworkText
from knowledge_network.members.network.queries import find_open_steps, find_partnership
from knowledge_network.members.people.requests import MemberRequest

MOST_VERSIONS = 50

MANAGE = "members.manage_network"


def trail() -> list[tuple[str, str]]:
    return [(_("Settings of the network"), reverse("members:network_settings"))]


def open_steps() -> tuple[str, ...]:
    network = find_partnership()
    return find_open_steps(network) if network else tuple(SetupStep.values)


@require_safe
def network_settings(request: MemberRequest) -> HttpResponse:
    """What is set, what is still missing, and the way to each part."""
    require(request, MANAGE)
    network = find_partnership()
    steps = presenters.build_steps(request.user, open_steps())
    context = {
        "steps": steps,
        "missing": [step for step in steps if step.is_open],
        "later": presenters.build_later(),
        "texts": presenters.build_texts(network),
        "surroundings": presenters.show_surroundings(),
        "partnership": network,
    }
    return render_page(request, "members/network/network_settings.html", context)


@require_POST
def network_test_mail(request: MemberRequest) -> HttpResponse:
    """A mail to oneself."""
    require(request, MANAGE)
    setup.send_test_mail(by=request.user)
    messages.success(request, _("A test mail goes to %(address)s.") % {"address": request.user.email})
    return redirect((request.POST.get("terug") == "stap" and _mail_step()) or reverse("members:network_settings"))


def _mail_step() -> str:
    return f"{presenters.section_url('mail')}?opzet=ja"


@require_safe
def network_history(request: MemberRequest) -> HttpResponse:
    """Every change with what stood there before; each can be taken back while nothing stands on it."""
    require(request, MANAGE)
    changes = NetworkChange.objects.select_related("by")
    page = paginate(changes, request.GET, by=("-at", "public_id"))
    context = {"page": page, "changes": presenters.present_changes(page.rows), "trail": trail()}
    return render_page(request, "members/network/network_history.html", context)


@require_POST
def network_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, MANAGE)
    change = get_object_or_404(NetworkChange, public_id=public_id)
    try:
        actions.undo_change(change=change, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is as it was before."))
    return redirect("members:network_history")


@form_page
def network_text(request: MemberRequest, page: str, language: str) -> HttpResponse:
    """Write, look and save; an earlier version is opened with `?versie=` and saved again."""
    require(request, MANAGE)
    chosen = next((one for one in TextPage if one.address == page), None)
    if chosen is None or language not in dict(settings.LANGUAGES):
        raise Http404
    written = NetworkText.objects.filter(text_page=chosen, language=language).select_related("written_by")
    versions = cut(written.order_by("-version"), MOST_VERSIONS)
    asked = request.GET.get("versie", "")
    shown = next((row for row in versions if str(row.version) == asked), next(iter(versions), None))
    form = TextForm(request.POST or None, initial={"body": shown.body if shown else ""})
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            actions.write_text(page=chosen, language=language, body=form.cleaned_data["body"], by=request.user)
            messages.success(request, _("The text is saved."))
            return redirect("members:network_settings")
        preview = form.cleaned_data["body"]
    context = {
        "form": form,
        "text_page": chosen,
        "in_mail": chosen in TextPage.IN_MAIL,
        "language": dict(settings.LANGUAGES)[language],
        "versions": versions,
        "shown": shown,
        "preview": preview,
        "trail": trail(),
    }
    return render_page(request, "members/network/network_text.html", context, status=422 if form.errors else 200)
