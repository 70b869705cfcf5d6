"""The keys of the installation's seal, kept encrypted: who reads only the database cannot seal in its name."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from knowledge_network.agreements.signing.models import SealKey
from knowledge_network.agreements.signing.sealing import SealPair, make_seal_pair
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.network import read_network


def _boxes() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = (hashlib.sha256(f"seal of agreements:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


@transaction.atomic
def present_pair() -> SealPair:
    """The key that seals today; made at its first use. Refused when the secret of the installation was lost."""
    row = SealKey.objects.select_for_update().filter(retired_at__isnull=True).first()
    if row is None:
        return _make()
    try:
        private = _boxes().decrypt(row.private_key.encode())
    except InvalidToken as problem:
        raise RefusedError(
            "The key of the seal cannot be read with this SECRET_KEY. Add the former one to SECRET_KEY_FALLBACKS, or "
            "make a new key (manage.py rotate_seal)."
        ) from problem
    return SealPair(private, row.certificate.encode())


@transaction.atomic
def rotate_pair() -> SealPair:
    """Retire the present key and make a new one; what the old one sealed stays known as ours."""
    SealKey.objects.filter(retired_at__isnull=True).update(retired_at=timezone.now())
    return _make()


def all_certificates() -> list[bytes]:
    return [row.encode() for row in SealKey.objects.order_by("created_at").values_list("certificate", flat=True)]


def _make() -> SealPair:
    pair = make_seal_pair(read_network().title, at=timezone.now())
    SealKey.objects.create(
        private_key=_boxes().encrypt(pair.private_key).decode(), certificate=pair.certificate.decode()
    )
    return pair
