"""The keys of badges, kept encrypted: who reads only the database signs nothing in its name."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from knowledge_network.exchange.badges.enums import KeyKind
from knowledge_network.exchange.badges.models import BadgeKey
from knowledge_network.kit.errors import RefusedError


@dataclass(frozen=True)
class SigningKey:
    """The key that signs today (PEM), and what stands behind the «#» of its address."""

    fragment: str
    private_pem: bytes


def _boxes() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = (hashlib.sha256(f"keys of badges:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def find_present_key(kind: KeyKind) -> SigningKey | None:
    """None before the first badge was granted. Refused when the secret of the installation was lost."""
    row = BadgeKey.objects.filter(kind=kind, retired_at__isnull=True).first()
    if row is None:
        return None
    try:
        return SigningKey(row.fragment, _boxes().decrypt(row.private_key.encode()))
    except InvalidToken as problem:
        raise RefusedError(
            "The key of badges cannot be read with this SECRET_KEY. Add the former one to SECRET_KEY_FALLBACKS, or "
            "make new keys (manage.py rotate_badge_keys)."
        ) from problem


def read_present_key(kind: KeyKind) -> SigningKey:
    """For what was granted: then there are keys."""
    key = find_present_key(kind)
    if key is None:
        raise RefusedError("There is no key of badges. Make one (manage.py rotate_badge_keys).")
    return key


@transaction.atomic
def ensure_keys() -> None:
    """With the first badge that is granted: whoever only reads makes none. Of two at once the second waits and sees
    the keys of the first."""
    if len(_list_present_kinds()) == len(KeyKind):
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('keys of badges'))")
    present = _list_present_kinds()
    for kind in KeyKind:
        if kind not in present:
            _make(kind)


def _list_present_kinds() -> set[str]:
    return set(BadgeKey.objects.filter(retired_at__isnull=True).values_list("kind", flat=True))


@transaction.atomic
def rotate_keys() -> None:
    """Retire the present keys and make new ones; what the old ones signed still verifies."""
    BadgeKey.objects.filter(retired_at__isnull=True).update(retired_at=timezone.now())
    for kind in KeyKind:
        _make(kind)


def list_keys() -> list[BadgeKey]:
    """All that ever signed here, those of today first: who asks for none in particular takes the first."""
    rows = list(BadgeKey.objects.order_by("created_at", "pk"))
    return sorted(rows, key=lambda row: row.retired_at is not None)


def find_public_key(fragment: str) -> bytes | None:
    row = BadgeKey.objects.filter(fragment=fragment).values_list("public_key", flat=True).first()
    return row.encode() if row is not None else None


def _make(kind: KeyKind) -> BadgeKey:
    private: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
    if kind == KeyKind.RSA:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        private = ed25519.Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    number = BadgeKey.objects.filter(kind=kind).count() + 1
    return BadgeKey.objects.create(
        kind=kind,
        fragment=f"{kind.value}-{number}",
        private_key=_boxes().encrypt(pem).decode(),
        public_key=public.decode(),
    )
