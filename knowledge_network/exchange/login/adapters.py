"""What allauth does with whom a federation sends: nobody becomes a member by it."""

from __future__ import annotations

import secrets
from typing import Any

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from knowledge_network.exchange.login.enums import Problem
from knowledge_network.exchange.login.facts import is_pupil
from knowledge_network.exchange.login.federations import FederationProvider, list_apps
from knowledge_network.exchange.login.saml_federations import SamlFederation
from knowledge_network.exchange.login.sessions import stash_pending
from knowledge_network.members.people.models import Member

logger = structlog.get_logger(__name__)


class FederationAdapter(DefaultSocialAccountAdapter):
    """Nobody becomes a member by it: an identity is tied to an account by who logged in there another way."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        app = self.get_app(request, provider, client_id)
        made = SamlFederation if app.provider == SamlFederation.id else FederationProvider
        return made(request, app=app)

    def list_providers(self, request: HttpRequest) -> list[Any]:
        return [self.get_provider(request, app.provider_id) for app in list_apps()]

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        return [
            app
            for app in list_apps()
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known: logged in. Not known: the way to tie it. A pupil, a foreign account or a closed one: told so."""
        expected = sociallogin.state.get("nonce")
        if not expected or not secrets.compare_digest(str(sociallogin.federation_nonce or ""), expected):
            raise to_problem(Problem.FAILED)
        account = sociallogin.account
        if is_pupil(account.provider, sociallogin.claims):
            raise to_problem(Problem.PUPIL)
        is_signed_in = request.user.is_authenticated
        if not sociallogin.is_existing:
            stash_pending(request.session, account.provider, account.uid, sociallogin.claims)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("exchange:identity_bind")))
        if is_signed_in and request.user.pk != sociallogin.user.pk:
            raise to_problem(Problem.OTHER_ACCOUNT)
        if not Member.objects.active().filter(pk=sociallogin.user.pk).exists():
            raise to_problem(Problem.CLOSED)
        if is_signed_in:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("exchange:my_identities")))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        why = type(exception).__name__ if exception else str(error)
        logger.info("federation refused", reason=why, detail=str(exception or "")[:200])
        raise to_problem(Problem.CANCELLED if error == AuthError.CANCELLED else Problem.FAILED)


def to_problem(problem: Problem) -> ImmediateHttpResponse:
    url = reverse("exchange:federation_problem", query={"reden": problem.address})
    return ImmediateHttpResponse(HttpResponseRedirect(url))
