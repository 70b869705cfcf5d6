"""How we talk with a federation by SAML 2.0: by redirect there, by a form back, and what of the answer is kept."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from knowledge_network.exchange.login.enums import Federation
from knowledge_network.exchange.login.facts import Claims, trim_claims
from knowledge_network.exchange.login.saml import PERSISTENT, SamlError, Told, build_settings, describe_request

# How somebody is known by this way is never taken for how they are known by the other.
PREFIX = "saml:"
LONGEST_UID = 180
# What federations call by a number, and by another word than in OpenID Connect.
ATTRIBUTES = {
    "urn:oid:1.3.6.1.4.1.5923.1.1.1.1": "eduPersonAffiliation",
    "urn:oid:1.3.6.1.4.1.25178.1.2.9": "schac_home_organization",
    "urn:oid:0.9.2342.19200300.100.1.3": "email",
    "schacHomeOrganization": "schac_home_organization",
    "mail": "email",
}


class SamlFederation(SAMLProvider):
    """The same door as OpenID Connect: what is done with whom it lets in stands in the adapter."""

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("exchange:federation_login", args=[self.app.provider_id], query=kwargs or None)

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """The number of the question is what the answer has to name, and waits in the session of this browser."""
        from onelogin.saml2.auth import OneLogin_Saml2_Auth  # noqa: PLC0415 an extra

        word = self.app.provider_id
        auth = OneLogin_Saml2_Auth(describe_request(word), build_settings(word))
        there = auth.login(return_to="")
        asked = auth.get_last_request_id()
        self.stash_redirect_state(request, process, next_url, data, state_id=asked, nonce=asked, **kwargs)
        return HttpResponseRedirect(there)

    def complete_login(self, request: HttpRequest, answer: str) -> SocialLogin:
        """Whom the answer tells of; SamlError. The question is used up, whatever the answer is worth."""
        from knowledge_network.exchange.login.saml_answers import read_answer, read_question  # noqa: PLC0415 an extra

        word = self.app.provider_id
        try:
            asked = read_question(word, answer)
            state = self.unstash_redirect_state(request, asked)
            told = read_answer(word, answer, asked)
        except PermissionDenied as error:
            raise SamlError("This browser did not ask that, or long ago.") from error
        login: SocialLogin = self.sociallogin_from_response(request, told)
        login.state, login.federation_nonce, login.claims = state, asked, self.read_claims(told)
        return login

    def read_claims(self, told: Told) -> Claims:
        """Some federations tell the same under two names."""
        merged: dict[str, list[str]] = {}
        for name, values in told.attributes.items():
            merged.setdefault(name_attribute(name), []).extend(values)
        return trim_claims(merged)

    def extract_uid(self, data: Told) -> str:
        return PREFIX + find_number(self.app.provider_id, data)

    def extract_extra_data(self, data: Told) -> dict[str, Any]:
        return self.read_claims(data).as_stored()

    def extract_common_fields(self, data: Told) -> dict[str, Any]:
        """No name and no address: the account has its own."""
        return {}


def name_attribute(raw: str) -> str:
    """As the same is called in OpenID Connect: by its number, or the last part of its name."""
    if raw in ATTRIBUTES:
        return ATTRIBUTES[raw]
    last = raw.rpartition(":")[2]
    return ATTRIBUTES.get(last, last)


def find_number(word: str, told: Told) -> str:
    """By what the federation knows somebody the next time as well; SamlError when it tells nothing of the kind.

    Entree gives `uid`, a number with a realm. At SURFconext an attribute of that name is of the institute and not of
    the federation, so there only a lasting NameID counts: one that is new each time would ask to connect each time.
    """
    uids = [value for name, values in told.attributes.items() if name_attribute(name) == "uid" for value in values]
    if word == Federation.ENTREE and len(set(uids)) == 1 and "@" in uids[0]:
        found = uids[0]
    elif told.name_format == PERSISTENT:
        found = told.name_id
    else:
        raise SamlError("There is no lasting number.")
    if not 0 < len(found) <= LONGEST_UID:
        raise SamlError("The number is too long.")
    return found
