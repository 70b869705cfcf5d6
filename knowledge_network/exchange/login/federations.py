"""How we talk with a federation: by the code flow with PKCE and a nonce, and with signed tokens only.

allauth trusts an id_token that it fetched itself, sends no nonce, takes further parameters and scopes from the address,
and keeps all that it was told. None of that holds here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount import app_settings
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from jwt import PyJWTError, get_unverified_header

from knowledge_network.exchange.login import saml
from knowledge_network.exchange.login.enums import Federation, SamlTrouble, Way
from knowledge_network.exchange.login.facts import trim_claims
from knowledge_network.kit.emails import absolute_url

ALGORITHM = "RS256"


@dataclass(frozen=True)
class Connection:
    """A federation that the operator set up, by which way, and what is in the way of it."""

    federation: Federation
    way: Way
    trouble: SamlTrouble | None = None


def list_connections() -> list[Connection]:
    by_oidc = {app.provider_id for app in _list_oidc_apps()}
    found = {word: Connection(Federation(word), Way.OPENID_CONNECT) for word in by_oidc}
    found |= {
        word: Connection(Federation(word), Way.SAML, saml.find_trouble(word)) for word in settings.SAML_FEDERATIONS
    }
    return [found[one.value] for one in Federation if one.value in found]


def list_federations() -> list[Federation]:
    """Those that can be used, in their order."""
    return [one.federation for one in list_connections() if one.trouble is None]


def list_apps() -> list[SocialApp]:
    """As allauth knows them. Those of the settings only: a row in the database adds no federation."""
    return _list_oidc_apps() + saml.list_apps()


def _list_oidc_apps() -> list[SocialApp]:
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [SocialApp(provider="openid_connect", **app) for app in apps]


class FederationTokens(OpenIDConnectOAuth2Adapter):
    """What comes back: an id_token with a right signature, of this federation, for us, and told of one person."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("There is no id_token.")
        told = self._decode_id_token(app, id_token)
        userinfo = self._fetch_user_info(token.token)
        if not isinstance(userinfo, dict) or userinfo.get("sub") != told.get("sub"):
            raise OAuth2Error("The userinfo is about somebody else.")
        if not 0 < len(str(told["sub"])) <= app_settings.UID_MAX_LENGTH:
            raise OAuth2Error("The number is too long.")
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, told | userinfo)
        login.federation_nonce = told.get("nonce")
        login.claims = trim_claims(told | userinfo)
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Its signature too, although it came over TLS: unsigned and otherwise signed is refused."""
        try:
            if get_unverified_header(id_token).get("alg") != ALGORITHM:
                raise OAuth2Error("The id_token is not signed with RS256.")
            told: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (PyJWTError, KeyError, ValueError) as error:
            raise OAuth2Error("The id_token cannot be read.") from error
        return told

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return absolute_url(reverse("exchange:federation_return", args=[self.provider_id]))


class FederationProvider(OpenIDConnectProvider):
    """What is sent, and what of the answer is kept."""

    oauth2_adapter_class = FederationTokens

    def get_pkce_params(self) -> dict[str, str]:
        return dict(generate_code_challenge())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return {}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = {"nonce": nonce}
        response: HttpResponse = super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        return response

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("exchange:federation_login", args=[self.app.provider_id], query=kwargs or None)

    def get_callback_url(self) -> str:
        return reverse("exchange:federation_return", args=[self.app.provider_id])

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return trim_claims(data).as_stored()

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """No name and no address: the account has its own."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        return []
