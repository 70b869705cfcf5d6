"""«Mijn dossier»: what one can show of oneself, as a page, PDF, JSON and ZIP. For oneself alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.exchange.dossier.forms import DossierForm
from knowledge_network.exchange.dossier.presenters import bundle_dossier, draw_dossier, write_dossier
from knowledge_network.exchange.dossier.queries import Dossier, build_dossier, list_dossier_years
from knowledge_network.kit.http import render_private
from knowledge_network.members.people.requests import MemberRequest


def read_dossier(request: MemberRequest) -> tuple[Dossier, DossierForm]:
    """What the address asks for; without a word about it everything."""
    form = DossierForm(request.GET, years=list_dossier_years(request.user))
    return build_dossier(request.user, year=form.chosen_year, parts=form.chosen_parts), form


@require_safe
def my_dossier(request: MemberRequest) -> HttpResponse:
    dossier, form = read_dossier(request)
    context = {"dossier": dossier, "form": form, "query": request.GET.urlencode()}
    return render_private(request, "exchange/dossier/my_dossier.html", context)


def _as_file(content: bytes | str, media_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="dossier-{timezone.localdate()}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def my_dossier_pdf(request: MemberRequest) -> HttpResponse:
    return _as_file(draw_dossier(read_dossier(request)[0]), "application/pdf", "pdf")


@require_safe
def my_dossier_json(request: MemberRequest) -> HttpResponse:
    return _as_file(write_dossier(read_dossier(request)[0]), "application/json", "json")


@require_safe
def my_dossier_zip(request: MemberRequest) -> HttpResponse:
    return _as_file(bundle_dossier(read_dossier(request)[0]), "application/zip", "zip")
