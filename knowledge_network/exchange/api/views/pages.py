"""The pages for people: what the API is, its description for programs, and one's keys."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.api import actions
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.exchange.api.forms import KeyForm
from knowledge_network.exchange.api.models import ApiKey
from knowledge_network.exchange.api.views.door import describe_problems
from knowledge_network.exchange.api.views.endpoints import api
from knowledge_network.kit.cut import cut
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, render_private, require, sent
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.requests import MemberRequest

# Keys that ended stand below for as long as they are kept.
SHOWN_AT_MOST = 50
LABELS = dict(ApiScope.choices)


@login_not_required
@require_safe
def api_help(request: HttpRequest) -> HttpResponse:
    """What makers of programs need to begin, with examples."""
    context = {
        "base": absolute_url("/api/v1/"),
        "description": absolute_url(reverse("exchange:api_description")),
        "scopes": ApiScope.choices,
        "feeds": [absolute_url(reverse(name)) for name in ("exchange:product_feed", "exchange:agenda_feed")],
        "harvest": absolute_url(reverse("exchange:oai")),
    }
    return render_page(request, "exchange/api/api_help.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def api_description(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, from which a program can be made."""
    described = dict(api.get_openapi_schema(path_prefix="/api/v1"))
    describe_problems(described)
    described["info"] = {**described["info"], "title": read_network().title}
    described["servers"] = [{"url": absolute_url("/")}]
    response = JsonResponse(described)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@form_page
def key_list(request: MemberRequest) -> HttpResponse:
    """One's keys, and a new one; the key itself is shown this once."""
    require(request, "exchange.make_key")
    form = KeyForm(sent(request)[0])
    status = 200
    if request.method == "POST":
        if form.is_valid():
            given = form.cleaned_data
            try:
                made, key = actions.make_key(
                    by=request.user, name=given["name"], scopes=given["scopes"], days=int(given["term"])
                )
            except RefusedError as error:
                form.add_error(None, str(error))
            else:
                shown = {"key": key, "made": made, "trail": [(_("Keys for programs"), reverse("exchange:key_list"))]}
                return render_private(request, "exchange/api/key_made.html", shown)
        status = 422
    keys = cut(ApiKey.objects.visible_to(request.user).order_by("-created_at", "-pk"), SHOWN_AT_MOST)
    rows = [(key, [LABELS[scope] for scope in key.scopes if scope in LABELS]) for key in keys]
    context = {
        "form": form,
        "keys": keys,
        "holding": [row for row in rows if not row[0].is_ended],
        "ended": [row for row in rows if row[0].is_ended],
    }
    return render_private(request, "exchange/api/key_list.html", context, status=status)


@require_POST
def key_end(request: MemberRequest, public_id: str) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.visible_to(request.user), public_id=public_id)
    actions.end_key(key=key, by=request.user)
    messages.success(request, _("This key does not work any more."))
    return HttpResponseRedirect(reverse("exchange:key_list"))
