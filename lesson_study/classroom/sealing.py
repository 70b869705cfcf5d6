"""Notes are sealed on the device to the public key of their lesson; only the server opens them.

Format 1: the device makes a key pair of its own for each record (P-256), agrees with the key of the lesson, derives a
key (HKDF-SHA-256, salt: both public keys, info: `INFO`) and encrypts with AES-256-GCM. What is sent is its public key
(65 bytes), the nonce (12 bytes) and the encrypted text. Which note it is, of which lesson, is bound in: a record that
is passed off as another one does not open.

The private key of a lesson is stored encrypted under a key that is derived from SECRET_KEY: a copy of the database
alone opens nothing.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORMAT = 1
INFO = b"lesson study, sealed note, format 1"
STORED_KEY = b"lesson study, private key of a lesson"
POINT, NONCE = 65, 12  # bytes


class NotSealedForUsError(ValueError):
    """A sealed record that does not open with the key of its lesson."""


@dataclass(frozen=True)
class LessonKeys:
    """`public`: the point, base64; `private`: encrypted, base64."""

    public: str
    private: str


def make_lesson_keys() -> LessonKeys:
    private = ec.generate_private_key(ec.SECP256R1())
    raw = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    nonce = secrets.token_bytes(NONCE)
    stored = nonce + AESGCM(_storing_key(settings.SECRET_KEY)).encrypt(nonce, raw, STORED_KEY)
    return LessonKeys(public=_written(_point(private.public_key())), private=_written(stored))


def name_record(lesson_id: str, uuid: str, revision: int) -> bytes:
    """What a record is tied to beside its text."""
    return f"{lesson_id}|{uuid}|{revision}".encode()


def open_sealed(stored_private_key: str, sealed: str, about: bytes) -> bytes:
    """The text of a sealed record; raises `NotSealedForUsError` for what was made for another lesson or note."""
    try:
        data = base64.b64decode(sealed, validate=True)
        point, nonce, encrypted = data[:POINT], data[POINT : POINT + NONCE], data[POINT + NONCE :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        ours = _opened_key(stored_private_key)
        key = sealing_key(ours.exchange(ec.ECDH(), theirs), point, _point(ours.public_key()))
        return AESGCM(key).decrypt(nonce, encrypted, about)
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise NotSealedForUsError from error


def seal(public_key: str, text: bytes, about: bytes) -> str:
    """As a device does it."""
    theirs_raw = base64.b64decode(public_key)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs_raw)
    mine = ec.generate_private_key(ec.SECP256R1())
    point, nonce = _point(mine.public_key()), secrets.token_bytes(NONCE)
    key = sealing_key(mine.exchange(ec.ECDH(), theirs), point, theirs_raw)
    return _written(point + nonce + AESGCM(key).encrypt(nonce, text, about))


def sealing_key(shared: bytes, device_point: bytes, lesson_point: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=device_point + lesson_point, info=INFO).derive(shared)


def _opened_key(stored: str) -> ec.EllipticCurvePrivateKey:
    data = base64.b64decode(stored)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            raw = AESGCM(_storing_key(secret)).decrypt(data[:NONCE], data[NONCE:], STORED_KEY)
        except InvalidTag:
            continue
        key = serialization.load_der_private_key(raw, password=None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key
    raise NotSealedForUsError


def _storing_key(secret: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=STORED_KEY).derive(secret.encode())


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()
