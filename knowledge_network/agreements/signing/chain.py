"""The chain of a signing round: each event holds the fingerprint of the one before, so that none can be changed alone.

What is hashed is plain and canonical (of RFC 8785 the little that is needed: sorted keys, no blanks, text as it is), so
that anybody can compute it again. Of people it holds salted hashes only: their names and salts stand in a table beside
it that may be emptied after its term, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# Of 256 bits, in hexadecimal.
SALT_LENGTH = 64


@dataclass(frozen=True)
class Link:
    """One event as it is checked: its place, what is hashed, and the two fingerprints that it claims."""

    number: int
    facts: Mapping[str, Any]
    before_sha256: str
    sha256: str


@dataclass(frozen=True)
class Broken:
    """The first place at which a chain does not hold, and why: gap, before, or changed."""

    number: int
    why: str


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed. Only text, whole numbers, True, False and None, and lists and mappings of these."""
    _check(facts)
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                msg = f"A key in the chain is text, not {key!r}."
                raise TypeError(msg)
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif value is not None and not isinstance(value, str | int):
        msg = f"The chain holds text and whole numbers, not {type(value).__name__}."
        raise TypeError(msg)


def hash_link(number: int, facts: Mapping[str, Any], before_sha256: str) -> str:
    """SHA-256 over number, fingerprint of the link before (empty for the first) and facts."""
    return hashlib.sha256(canonical({"number": number, "before": before_sha256, "facts": facts})).hexdigest()


def new_salt() -> str:
    return secrets.token_hex(SALT_LENGTH // 2)


def hash_person(name: str, function: str, salt: str) -> str:
    """What stands in the chain for somebody: without the salt no list of names finds it."""
    return hashlib.sha256(canonical({"function": function, "name": name, "salt": salt})).hexdigest()


def find_broken(links: Iterable[Link]) -> Broken | None:
    """Where the chain does not hold; None when it does. Links in their order, from the first."""
    before, expected = "", 1
    for link in links:
        if link.number != expected:
            return Broken(expected, "gap")
        if link.before_sha256 != before:
            return Broken(link.number, "before")
        if hash_link(link.number, link.facts, link.before_sha256) != link.sha256:
            return Broken(link.number, "changed")
        before, expected = link.sha256, expected + 1
    return None
