"""What the network publishes of its badges: who issues them with which keys, the files, and which are revoked."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from knowledge_network.exchange.badges.enums import BadgeForm, KeyKind
from knowledge_network.exchange.badges.keys import find_present_key, list_keys, read_present_key
from knowledge_network.exchange.badges.models import STATUS_BITS, Badge, BadgeKey, StatusBit
from knowledge_network.exchange.badges.sealing import Facts, build_credential, sign_as_jwt, sign_as_linked_data
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network

CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"]
# A copy of the list that is older than this says nothing any more.
LIST_HOLDS = dt.timedelta(days=2)


def name_issuer() -> str:
    """«did:web:kennisnetwerk.example», with a port where there is one."""
    return f"did:web:{quote(urlsplit(settings.PUBLIC_URL).netloc, safe='.-')}"


def name_key(fragment: str) -> str:
    return f"{name_issuer()}#{fragment}"


def build_did_document() -> dict[str, Any]:
    """The keys with which badges are signed, and were: a retired one still verifies what it signed."""
    issuer = name_issuer()
    methods = [_describe_key(issuer, row) for row in list_keys()]
    return {
        "@context": CONTEXTS,
        "id": issuer,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _describe_key(issuer: str, row: BadgeKey) -> dict[str, Any]:
    from openbadgeslib import ob3  # noqa: PLC0415 heavy
    from openbadgeslib.keys import public_jwk_from_pem  # noqa: PLC0415

    described = {"id": f"{issuer}#{row.fragment}", "controller": issuer}
    if row.kind == KeyKind.ED25519:
        return described | {"type": "Multikey", "publicKeyMultibase": ob3.multikey_from_pem(row.public_key)}
    return described | {"type": "JsonWebKey", "publicKeyJwk": public_jwk_from_pem(row.public_key.encode())}


def sign_badge(badge: Badge, form: BadgeForm) -> str:
    """The file of a badge that was granted, for the address that its holder has today. Signed anew each time: nothing
    of it is stored."""
    credential = build_credential(collect_facts(badge))
    if form == BadgeForm.JWT:
        key = read_present_key(KeyKind.RSA)
        return sign_as_jwt(credential.to_jwt_payload(), key.private_pem, name_key(key.fragment))
    key = read_present_key(KeyKind.ED25519)
    return sign_as_linked_data(credential, key.private_pem, name_key(key.fragment), created=timezone.now())


def collect_facts(badge: Badge) -> Facts:
    network = read_network()
    assert badge.status_bit is not None  # noqa: S101  # nosec B101  # a constraint sees to it
    assert badge.valid_from is not None  # noqa: S101  # nosec B101
    assert badge.valid_until is not None  # noqa: S101  # nosec B101
    return Facts(
        urn=str(badge.urn),
        issuer=name_issuer(),
        issuer_name=network.title,
        issuer_url=absolute_url("/"),
        class_url=absolute_url(badge.badge_class.get_absolute_url()),
        name=badge.name,
        description=badge.description,
        criterion=badge.criterion,
        salt=badge.salt,
        address=badge.member.email,
        valid_from=badge.valid_from,
        valid_until=badge.valid_until,
        status_list=absolute_url(reverse("exchange:badge_status")),
        status_number=badge.status_bit.number,
    )


def sign_status_list(form: BadgeForm) -> str | None:
    """Which badges are revoked: one bit each, that says nothing of whom. None as long as there is no key: before the
    first badge was granted."""
    from openbadgeslib import ob3  # noqa: PLC0415 heavy

    key = find_present_key(KeyKind.RSA if form == BadgeForm.JWT else KeyKind.ED25519)
    if key is None:
        return None
    now = timezone.now()
    revoked = StatusBit.objects.filter(revoked_at__isnull=False).values_list("number", flat=True)
    url = absolute_url(reverse("exchange:badge_status"))
    listed = ob3.build_status_list_credential(
        name_issuer(), url, "revocation", list(revoked), STATUS_BITS, issued=now, valid_until=now + LIST_HOLDS
    )
    if form == BadgeForm.JWT:
        claims = {"iss": listed["issuer"], "jti": listed["id"], "nbf": int(now.timestamp())}
        return sign_as_jwt({**listed, **claims}, key.private_pem, name_key(key.fragment))
    signed = ob3.add_data_integrity_proof(listed, key.private_pem, name_key(key.fragment), created=now)
    return json.dumps(signed)
