"""What a badge says as an Open Badges 3.0 credential, in two forms, and whether somebody's file holds.

Imports nothing of this project, so that a check needs no site: `scripts/verify_badge.py` runs it with three files.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# What is longer is no badge of anybody.
LONGEST = 60_000
ALGORITHM = "RS256"


class Verdict(StrEnum):
    VALID = "valid"
    OTHER_PERSON = "other_person"
    REVOKED = "revoked"
    EXPIRED = "expired"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Facts:
    """What one badge says; times are aware."""

    urn: str
    issuer: str
    issuer_name: str
    issuer_url: str
    class_url: str
    name: str
    description: str
    criterion: str
    salt: str
    address: str
    valid_from: dt.datetime
    valid_until: dt.datetime
    status_list: str
    status_number: int


@dataclass(frozen=True)
class Read:
    """A badge of which the signature is right: its document, and the number in the status list."""

    document: Mapping[str, Any]
    status_number: int | None

    @property
    def valid_until(self) -> dt.datetime | None:
        return read_moment(self.document.get("validUntil"))


def hash_address(address: str, salt: str) -> str:
    """As Open Badges hashes an identity: SHA-256 over the address and behind it the salt."""
    return "sha256$" + hashlib.sha256(f"{address.strip().lower()}{salt}".encode()).hexdigest()


def read_moment(text: object) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def build_credential(facts: Facts) -> Any:
    """The credential, as the library holds it. Of the person it says a hash only."""
    from openbadgeslib import ob3  # noqa: PLC0415 heavy, for the few who fetch or check one

    return ob3.OpenBadgeCredential(
        id=f"urn:uuid:{facts.urn}",
        name=facts.name,
        issuer=ob3.Issuer(id=facts.issuer, name=facts.issuer_name, url=facts.issuer_url),
        recipient_id=None,
        identifiers=[
            ob3.IdentityObject(
                identity_hash=hash_address(facts.address, facts.salt),
                identity_type="emailAddress",
                hashed=True,
                salt=facts.salt,
            )
        ],
        achievement=ob3.Achievement(
            id=facts.class_url,
            name=facts.name,
            description=facts.description,
            criteria_narrative=facts.criterion,
            achievement_type="Badge",
        ),
        issuance_date=facts.valid_from.astimezone(dt.UTC),
        expiration_date=facts.valid_until.astimezone(dt.UTC),
        credential_status=[ob3.status_entry(facts.status_list, "revocation", facts.status_number)],
    )


def sign_as_jwt(payload: Mapping[str, Any], private_pem: bytes, kid: str) -> str:
    """With the address of the key in its head, so that anybody finds the right one after a rotation."""
    import jwt  # noqa: PLC0415

    return jwt.encode(dict(payload), private_pem, algorithm=ALGORITHM, headers={"kid": kid})


def sign_as_linked_data(credential: Any, private_pem: bytes, kid: str, *, created: dt.datetime) -> str:
    from openbadgeslib import ob3  # noqa: PLC0415

    signer = ob3.OB3LdpSigner(private_pem, verification_method=kid)
    signed = signer.sign(credential, created=created.astimezone(dt.UTC))
    return json.dumps(signed, ensure_ascii=False, indent=2)


# Reading ----------------------------------------------------------------------------------------


def find_kid(text: str) -> str:
    """The address of the key with which a file says that it was signed; empty when it is no badge."""
    import jwt  # noqa: PLC0415

    text = text.strip()
    if not text or len(text) > LONGEST:
        return ""
    if not text.startswith("{"):
        try:
            return _take_kid(jwt.get_unverified_header(text).get("kid", ""))
        except (jwt.PyJWTError, RecursionError):
            return ""
    try:
        proof = json.loads(text).get("proof")
    except (ValueError, RecursionError, AttributeError):
        return ""
    return _take_kid(proof.get("verificationMethod", "") if isinstance(proof, dict) else "")


def _take_kid(told: object) -> str:
    """An address has plain signs only; others, as a NUL, no database even looks for."""
    return told if isinstance(told, str) and told.isascii() and told.isprintable() else ""


def read_signed(text: str, public_pem: bytes) -> Read | None:
    """The document when the signature of this key stands under every word of it, else nothing. Its days are not looked
    at."""
    import jwt  # noqa: PLC0415
    from openbadgeslib import ob3  # noqa: PLC0415

    text = text.strip()
    try:
        if text.startswith("{"):
            document = json.loads(text)
            ob3.verify_data_integrity_proof(document, public_pem)
            document = {key: value for key, value in document.items() if key != "proof"}
        else:
            document = jwt.decode(
                text,
                public_pem,
                algorithms=[ALGORITHM],
                options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False},
            )
    except Exception:  # noqa: BLE001 whatever a stranger's file makes the libraries stumble over
        return None
    return Read(document, _find_status_number(document)) if isinstance(document, dict) else None


def holds_as_badge(text: str, public_pem: bytes) -> bool:
    """Whether all of it is an Open Badges 3.0 credential that holds now: what is signed, and nothing beside it."""
    from openbadgeslib import ob3  # noqa: PLC0415

    text = text.strip()
    try:
        if text.startswith("{"):
            ob3.OB3LdpVerifier(public_pem).verify(text)
        else:
            ob3.OB3Verifier(public_pem).verify(text)
    except Exception:  # noqa: BLE001 as above
        return False
    return True


def is_given_to(document: Mapping[str, Any], address: str) -> bool:
    """Whether one of its identities is the hash of this address."""
    subject = document.get("credentialSubject")
    found = subject.get("identifier", []) if isinstance(subject, dict) else []
    rows = found if isinstance(found, list) else [found]
    return any(
        isinstance(row, dict)
        and row.get("hashed") is True
        and row.get("identityType") == "emailAddress"
        and row.get("identityHash") == hash_address(address, str(row.get("salt", "")))
        for row in rows
    )


def _find_status_number(document: Mapping[str, Any]) -> int | None:
    found = document.get("credentialStatus")
    rows = found if isinstance(found, list) else [found]
    for row in rows:
        if isinstance(row, dict) and row.get("statusPurpose") == "revocation":
            number = str(row.get("statusListIndex", ""))
            return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else None
    return None


def judge(text: str, public_pem: bytes, *, address: str, is_revoked: bool, now: dt.datetime) -> Verdict:
    """What a file is worth of which the key is known: the worst that can be said of it first."""
    read = read_signed(text, public_pem)
    if read is None:
        return Verdict.CHANGED
    if is_revoked:
        return Verdict.REVOKED
    if read.valid_until is None or read.valid_until <= now:
        return Verdict.EXPIRED
    if not holds_as_badge(text, public_pem):
        return Verdict.CHANGED
    return Verdict.VALID if is_given_to(read.document, address) else Verdict.OTHER_PERSON
