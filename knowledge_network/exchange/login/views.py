"""To the federation and back, tying an identity to an account, and one's own identities."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import structlog
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.login import actions, saml
from knowledge_network.exchange.login.enums import Federation, Problem
from knowledge_network.exchange.login.facts import Claims, find_place
from knowledge_network.exchange.login.federations import FederationTokens, list_federations
from knowledge_network.exchange.login.sessions import (
    PENDING,
    Pending,
    drop_pending,
    read_pending,
    stash_answer,
    take_answer,
)
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest

logger = structlog.get_logger(__name__)

# In base64; a large one of an institute is a tenth of it.
LARGEST_ANSWER = 200_000


def require_federation(word: str) -> str:
    if word not in [one.value for one in list_federations()]:
        raise Http404
    return word


def require_saml(word: str) -> str:
    if word not in settings.SAML_FEDERATIONS:
        raise Http404
    return require_federation(word)


@login_not_required
@never_cache
@require_safe
def federation_login(request: HttpRequest, federation: str) -> HttpResponse:
    """To the federation. Nothing is stored but what waits for the answer."""
    provider = get_adapter(request).get_provider(request, require_federation(federation))
    if too_many(request, "federation_login"):
        return render_private(request, "429.html", status=429)
    target = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    try:
        response: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=target if is_ours else None)
    except OSError as error:
        return _tell_unreachable(error)
    return response


@login_not_required
@never_cache
@require_safe
def federation_return(request: HttpRequest, federation: str) -> HttpResponse:
    """Back from the federation, with a code."""
    if federation in settings.SAML_FEDERATIONS:
        raise Http404
    view = OAuth2CallbackView.adapter_view(FederationTokens(request, require_federation(federation)))
    try:
        response: HttpResponse = view(request)
    except OSError as error:
        return _tell_unreachable(error)
    return response


@login_not_required
@require_safe
def saml_metadata(request: HttpRequest, federation: str) -> HttpResponse:
    """What the federation asks of us."""
    text = saml.build_metadata(require_saml(federation))
    return HttpResponse(text, content_type="application/samlmetadata+xml")


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def saml_return(request: HttpRequest, federation: str) -> HttpResponse:
    """Back from the federation, with a form that its page sent: nothing is done with it but to keep it for a moment."""
    require_saml(federation)
    if too_many(request, "federation_login"):
        return render_private(request, "429.html", status=429)
    answer = request.POST.get("SAMLResponse", "")
    if not 0 < len(answer) <= LARGEST_ANSWER:
        return HttpResponseRedirect(reverse("exchange:federation_problem"))
    return stash_answer(federation, answer)


@login_not_required
@never_cache
@require_safe
def saml_finish(request: HttpRequest, federation: str) -> HttpResponse:
    """The same person a moment later, with the cookies of this site: now the answer is read."""
    adapter = get_adapter(request)
    provider = adapter.get_provider(request, require_saml(federation))
    try:
        login = provider.complete_login(request, take_answer(request))
    except saml.SamlError as error:
        return _tell_refused(request, provider, error)
    response: HttpResponse = complete_social_login(request, login)
    return response


def _tell_refused(request: HttpRequest, provider: Any, error: saml.SamlError) -> HttpResponse:
    try:
        get_adapter(request).on_authentication_error(
            request, provider, error=AuthError.CANCELLED if error.is_cancelled else None, exception=error
        )
    except ImmediateHttpResponse as answer:
        response: HttpResponse = answer.response
        return response
    return HttpResponseRedirect(reverse("exchange:federation_problem"))


def _tell_unreachable(error: OSError) -> HttpResponse:
    """All that `requests` raises is an OSError; allauth asks how a federation works outside where it expects any."""
    logger.warning("federation unreachable", reason=type(error).__name__)
    return HttpResponseRedirect(reverse("exchange:federation_problem"))


@login_not_required
@require_safe
def federation_problem(request: HttpRequest) -> HttpResponse:
    problem = Problem.by_address().get(request.GET.get("reden", ""), Problem.FAILED)
    return render_private(request, "exchange/login/federation_problem.html", {"problem": problem, "problems": Problem})


def is_fresh(request: HttpRequest, member: Member) -> bool:
    """Whether one logged in here a few minutes ago, by a way of this account itself."""
    records = [row for row in get_authentication_records(request, member) if row.get("method") != "socialaccount"]
    return bool(records) and time.time() - records[-1]["at"] <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask_again(request: HttpRequest, member: Member) -> HttpResponse:
    back = reverse("exchange:identity_bind")
    messages.info(request, _("Show first that it is you. Then you come back here."))
    if get_reauthentication_flows(member):
        return HttpResponseRedirect(reverse("account_reauthenticate", query={"next": back}))
    pending = request.session.get(PENDING)
    logout(request)
    request.session[PENDING] = pending
    return redirect_to_login(back, resolve_url(settings.LOGIN_URL))


def _bind(request: HttpRequest, pending: Pending) -> HttpResponse:
    member = request.user
    if not isinstance(member, Member):
        return redirect_to_login(request.path, resolve_url(settings.LOGIN_URL))
    if not is_fresh(request, member):
        return ask_again(request, member)
    try:
        actions.bind_identity(member=member, pending=pending)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Connected. From now on you log in with %(name)s.") % {"name": pending.name})
    drop_pending(request.session)
    return HttpResponseRedirect(reverse("exchange:my_identities"))


@login_not_required
@form_page
def identity_bind(request: HttpRequest) -> HttpResponse:
    """Known elsewhere, not here yet: log in once the way one is used to, and tie the two."""
    pending = read_pending(request.session)
    if pending is None:
        drop_pending(request.session)
        url = "exchange:my_identities" if request.user.is_authenticated else "account_login"
        return HttpResponseRedirect(reverse(url))
    if request.method == "POST":
        if "drop" in request.POST:
            drop_pending(request.session)
            messages.info(request, _("Nothing was connected."))
            return HttpResponseRedirect(reverse("account_login"))
        return _bind(request, pending)
    context = {"pending": pending, "place": find_place(pending.claims)}
    return render_private(request, "exchange/login/identity_bind.html", context)


@dataclass(frozen=True)
class IdentityLine:
    """An identity of one's own, as the page tells it."""

    account: SocialAccount
    name: str
    label: str
    place: str


def _tell(account: SocialAccount) -> IdentityLine:
    claims = Claims.from_stored(account.extra_data)
    label = dict(Federation.choices).get(account.provider, account.provider)
    place = claims.organisation_name or claims.organisation
    return IdentityLine(account, actions.name_identity(account), str(label), place)


@require_safe
def my_identities(request: MemberRequest) -> HttpResponse:
    rows = SocialAccount.objects.filter(user=request.user).order_by("date_joined", "pk")
    context = {
        "lines": [_tell(row) for row in rows],
        "federations": list_federations(),
        "pending": read_pending(request.session),
    }
    return render_private(request, "exchange/login/my_identities.html", context)


@require_POST
def identity_unbind(request: MemberRequest, name: str) -> HttpResponse:
    """Every account has an address that was confirmed, so there is always another way in."""
    account = actions.find_identity(request.user, name)
    if account is None:
        raise Http404
    actions.unbind_identity(member=request.user, account=account)
    messages.success(request, _("Taken off. You log in with your e-mail address, as before."))
    return HttpResponseRedirect(reverse("exchange:my_identities"))
