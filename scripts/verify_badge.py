"""Check a badge without the site: only its file, the keys of the network and the list of what was withdrawn are needed.

usage: python -m scripts.verify_badge BADGE --keys did.json --address E-MAIL [--list LIST]

`did.json` is what /.well-known/did.json gave, LIST what /badges/lijst/ gave, in either form: its signature is checked.
Without a list nothing is known of a badge that was withdrawn, and the output says so. Asks nothing of a network.

The last line says valid, other_person, revoked, expired, changed or unknown; it ends with 0 only for valid.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

from knowledge_network.exchange.badges.sealing import Verdict, find_kid, judge, read_moment, read_signed

MOST_BYTES = 1024 * 1024


def find_key(document: dict[str, Any], kid: str) -> bytes | None:
    """The public key (PEM) at the address `kid` in the document of the issuer."""
    from openbadgeslib import ob3

    if not kid.startswith(f"{document.get('id')}#") or kid not in document.get("assertionMethod", []):
        return None
    return ob3.resolve_verification_method(kid, download=lambda *_args, **_kwargs: json.dumps(document).encode())


def is_listed(listed: str, document: dict[str, Any], number: int, now: dt.datetime) -> bool:
    """Whether the bit is set in the list. Raises ValueError for a list that is not signed by the issuer, or too old."""
    key = find_key(document, find_kid(listed))
    read = read_signed(listed, key) if key is not None else None
    if read is None:
        raise ValueError("the list is not signed by this issuer")
    until = read_moment(read.document.get("validUntil"))
    if until is None or until <= now:
        raise ValueError("the list is too old: fetch it again")
    encoded = str(read.document["credentialSubject"]["encodedList"])
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-(len(encoded) - 1) % 4))
    bits = gzip.GzipFile(fileobj=io.BytesIO(packed)).read(MOST_BYTES)
    return number // 8 >= len(bits) or bool(bits[number // 8] >> (7 - number % 8) & 1)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("badge", type=Path)
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--address", required=True)
    parser.add_argument("--list", type=Path)
    given = parser.parse_args(arguments)
    try:
        text, document = given.badge.read_text(), json.loads(given.keys.read_text())
        listed = given.list.read_text() if given.list else ""
    except (OSError, ValueError) as error:
        parser.error(str(error))
    now = dt.datetime.now(dt.UTC)
    key = find_key(document, find_kid(text))
    if key is None:
        print(Verdict.UNKNOWN.value)
        return 1
    read = read_signed(text, key)
    is_revoked = False
    if listed and read is not None and read.status_number is not None:
        try:
            is_revoked = is_listed(listed, document, read.status_number, now)
        except (ValueError, KeyError) as error:
            parser.error(str(error))
    elif not listed:
        print("without a list: whether it was withdrawn is not known")
    verdict = judge(text, key, address=given.address, is_revoked=is_revoked, now=now)
    if verdict == Verdict.VALID and read is not None:
        print(f"badge: {read.document.get('name')}, until {read.document.get('validUntil')}")
    print(verdict.value)
    return 0 if verdict == Verdict.VALID else 1


if __name__ == "__main__":
    sys.exit(main())
