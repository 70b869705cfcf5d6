"""For everybody: is this badge real and of who shows it? And for programs: the keys, and which are revoked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from knowledge_network.exchange.badges.checking import Checked, check_badge, check_number
from knowledge_network.exchange.badges.document import build_did_document, sign_status_list
from knowledge_network.exchange.badges.enums import BadgeForm, BadgeVerdict
from knowledge_network.exchange.badges.forms import CheckForm
from knowledge_network.exchange.badges.models import BadgeKey
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.kit.rate_limit import too_many

# Long enough to spare us, short enough to hear of a revocation.
LIST_CACHED = 300


@login_not_required
@form_page
def badge_check(request: HttpRequest) -> HttpResponse:
    """What is sent is looked at and not kept."""
    form = CheckForm(*sent(request), initial={"number": request.GET.get("nummer", "")[:20]})
    checked: Checked | None = None
    status = 200
    if request.method == "POST":
        if too_many(request, "badge_check"):
            return render_private(request, "429.html", status=429)
        if form.is_valid():
            address, number = form.cleaned_data["address"], form.cleaned_data["number"]
            checked = check_number(number, address) if number else check_badge(form.shown, address)
        else:
            status = 422
    may_withdraw = checked is not None and request.user.has_perm("exchange.withdraw_badge", checked.badge)
    context = {
        "form": form,
        "checked": checked,
        "may_withdraw": may_withdraw,
        "verdicts": BadgeVerdict,
        "has_keys": BadgeKey.objects.exists(),
    }
    return render_private(request, "exchange/badges/badge_check.html", context, status=status)


@login_not_required
@require_safe
@cache_control(public=True, max_age=LIST_CACHED)
def did_document(request: HttpRequest) -> HttpResponse:
    return _for_all(JsonResponse(build_did_document(), content_type="application/did+json"))


@login_not_required
@require_safe
@cache_control(public=True, max_age=LIST_CACHED)
def badge_status(request: HttpRequest) -> HttpResponse:
    """Signed in both forms: as JWT for who asks for that, else as linked data. Not there before the first badge."""
    asks_jwt = any(kind in request.headers.get("Accept", "") for kind in ("application/vc+jwt", "application/jwt"))
    signed = sign_status_list(BadgeForm.JWT if asks_jwt else BadgeForm.LINKED_DATA)
    if signed is None:
        raise Http404
    response = HttpResponse(signed, content_type="application/vc+jwt" if asks_jwt else "application/vc+ld+json")
    response["Vary"] = "Accept"
    return _for_all(response)


def _for_all(response: HttpResponse) -> HttpResponse:
    """Wallets and checkers in a browser ask from sites of their own; there is nothing here of anybody."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
