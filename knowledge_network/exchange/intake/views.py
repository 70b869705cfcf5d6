"""Taking over products of others: offering a list or a catalogue, looking what would come of it, and undoing it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.intake import actions
from knowledge_network.exchange.intake.enums import IntakeState
from knowledge_network.exchange.intake.forms import HarvestForm, ListForm
from knowledge_network.exchange.intake.models import Intake
from knowledge_network.exchange.intake.presenters import present_intake, present_rows
from knowledge_network.exchange.intake.reading import list_columns
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_private, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest

PERMISSION = "exchange.manage_connections"
DIGITS = 6


def make_trail(*, inside: bool = True) -> list[tuple[str, str]]:
    trail = [(_("Connections"), reverse("exchange:connections"))]
    return [*trail, (_("Taking over products"), reverse("exchange:intake_list"))] if inside else trail


def enter_intake(request: HttpRequest, public_id: str) -> Intake:
    require(request, PERMISSION)
    rows = Intake.objects.visible_to(request.user).select_related("created_by")
    return get_permitted(request, rows, PERMISSION, public_id=public_id)


def _go(intake: Intake) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("exchange:intake_detail", args=[intake.public_id]))


@require_safe
def intake_list(request: MemberRequest) -> HttpResponse:
    """What was brought in before, and the two ways."""
    require(request, PERMISSION)
    # Who brought each in comes for all at once: joined in, PostgreSQL would read every member there is.
    rows = Intake.objects.visible_to(request.user).exclude(state=IntakeState.DISCARDED)
    page = paginate(rows, request.GET, by=("-created_at", "-public_id"))
    context = {"page": page, "lines": [present_intake(one) for one in page], "trail": make_trail(inside=False)}
    return render_private(request, "exchange/intake/intake_list.html", context)


@form_page
def intake_file(request: MemberRequest) -> HttpResponse:
    require(request, PERMISSION)
    data, files = sent(request)
    form = ListForm(data, files)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("source", "kind", "licence", "found")}
        return _go(actions.offer_list(by=request.user, **asked))
    context = {"form": form, "trail": make_trail(), "columns": list_columns()}
    status = 422 if request.method == "POST" else 200
    return render_private(request, "exchange/intake/intake_file.html", context, status=status)


@form_page
def intake_harvest(request: MemberRequest) -> HttpResponse:
    require(request, PERMISSION)
    form = HarvestForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            return _go(actions.ask_harvest(by=request.user, **form.cleaned_data))
        except RefusedError as error:
            form.add_error(None, str(error))
    context = {"form": form, "trail": make_trail(), "may_ask": settings.OUTGOING_REQUESTS}
    status = 422 if request.method == "POST" else 200
    return render_private(request, "exchange/intake/intake_harvest.html", context, status=status)


@require_safe
def intake_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """While it is read: how far that is. Then what would come of each; afterwards what came of it."""
    intake = enter_intake(request, public_id)
    rows = intake.rows.select_related("product").order_by("number")
    context = {
        "intake": intake,
        "line": present_intake(intake),
        "parts": [] if intake.is_at_work else present_rows(rows),
        "trail": make_trail(),
    }
    return render_private(request, "exchange/intake/intake_detail.html", context, partials=("intake",))


@require_POST
def intake_apply(request: MemberRequest, public_id: str) -> HttpResponse:
    intake = enter_intake(request, public_id)
    chosen = [int(text) for text in request.POST.getlist("row") if text.isdecimal() and len(text) <= DIGITS]
    try:
        made = actions.apply_intake(intake=intake, by=request.user, numbers=chosen)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        text = ngettext("One draft was made.", "%(count)s drafts were made.", made) % {"count": made}
        messages.success(request, text)
    return _go(intake)


@require_POST
def intake_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    intake = enter_intake(request, public_id)
    try:
        actions.undo_intake(intake=intake, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone."))
    return _go(intake)


@require_POST
def intake_discard(request: MemberRequest, public_id: str) -> HttpResponse:
    intake = enter_intake(request, public_id)
    try:
        actions.discard_intake(intake=intake, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
        return _go(intake)
    messages.success(request, _("Thrown away. Nothing was taken over."))
    return HttpResponseRedirect(reverse("exchange:intake_list"))
