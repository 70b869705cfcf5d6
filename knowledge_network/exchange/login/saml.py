"""What the operator set up for logging in by SAML 2.0, the second way beside OpenID Connect.

It needs python3-saml, which is an extra. Without it, or with metadata that cannot be read, this way is off and
«Koppelingen» says why; everything else works.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.urls import reverse

from knowledge_network.exchange.login.enums import Federation, SamlTrouble
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.environment import is_loopback

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


class SamlError(Exception):
    """Why an answer is not believed; for the log."""

    def __init__(self, reason: str, *, is_cancelled: bool = False) -> None:
        super().__init__(reason)
        self.is_cancelled = is_cancelled


@dataclass(frozen=True)
class Told:
    """What an answer says, after everything about it was right."""

    name_id: str
    name_format: str
    attributes: Mapping[str, list[str]] = field(default_factory=dict)


def has_library() -> bool:
    return find_spec("onelogin") is not None


# What the operator set up --------------------------------------------------------------------------


def find_trouble(word: str) -> SamlTrouble | None:
    """Why this way is off although it was set up."""
    if not has_library():
        return SamlTrouble.NO_LIBRARY
    return None if _read_side(word) else SamlTrouble.NO_METADATA


def list_apps() -> list[SocialApp]:
    """As allauth knows them; those that can be used."""
    return [
        SocialApp(provider=SAMLProvider.id, provider_id=word, client_id=word, name=Federation(word).label)
        for word in settings.SAML_FEDERATIONS
        if find_trouble(word) is None
    ]


def _read_side(word: str) -> dict[str, Any]:
    """The side of the federation, as its metadata tell; read again when the file changed: a new certificate counts."""
    path = Path(settings.SAML_FEDERATIONS[word])
    try:
        return _parse_metadata(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=8)
def _parse_metadata(path: Path, _changed: int) -> dict[str, Any]:
    """Of exactly one identity provider: of a list with hundreds the first would be as good as a stranger."""
    from onelogin.saml2.errors import OneLogin_Saml2_Error  # noqa: PLC0415 an extra
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser  # noqa: PLC0415 an extra

    text = path.read_bytes()
    if len(re.findall(rb"<(?:\w+:)?IDPSSODescriptor\b", text)) != 1:
        return {}
    try:
        side = OneLogin_Saml2_IdPMetadataParser.parse(text, required_sso_binding=REDIRECT).get("idp", {})
    except (OneLogin_Saml2_Error, ValueError, SyntaxError):
        return {}
    url = side.get("singleSignOnService", {}).get("url", "")
    has_certificate = side.get("x509cert") or side.get("x509certMulti", {}).get("signing")
    is_safe = url.startswith("https://") or settings.DEBUG or is_loopback(url)
    return side if side.get("entityId") and has_certificate and is_safe else {}


def build_settings(word: str) -> dict[str, Any]:
    """For python3-saml: nothing of its defaults that is not strict."""
    has_key = bool(settings.SAML_KEY_FILE)
    return {
        "strict": True,
        "idp": _read_side(word),
        "sp": {
            "entityId": absolute_url(reverse("exchange:saml_metadata", args=[word])),
            "assertionConsumerService": {"url": address_of_answers(word), "binding": POST},
            "NameIDFormat": UNSPECIFIED if word == Federation.ENTREE else PERSISTENT,
            "x509cert": Path(settings.SAML_CERTIFICATE_FILE).read_text() if has_key else "",
            "privateKey": Path(settings.SAML_KEY_FILE).read_text() if has_key else "",
        },
        "security": {
            "authnRequestsSigned": has_key,
            "wantAssertionsSigned": True,
            "wantNameId": True,
            "wantAttributeStatement": False,
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": False,
            "allowRepeatAttributeName": True,
            "signatureAlgorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "digestAlgorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
        },
    }


def address_of_answers(word: str) -> str:
    return absolute_url(reverse("exchange:saml_return", args=[word]))


def build_metadata(word: str) -> bytes:
    """What the federation asks of us: who we are, where answers go, and by what we sign."""
    from onelogin.saml2.settings import OneLogin_Saml2_Settings  # noqa: PLC0415 an extra

    text = OneLogin_Saml2_Settings(build_settings(word), sp_validation_only=True).get_sp_metadata()
    return text if isinstance(text, bytes) else text.encode()


def describe_request(word: str) -> dict[str, Any]:
    """Where we stand, by what the operator set and not by what a browser says."""
    scheme, _colon, rest = address_of_answers(word).partition("://")
    host, _slash, path = rest.partition("/")
    return {"https": "on" if scheme == "https" else "off", "http_host": host, "script_name": f"/{path}", "get_data": {}}
