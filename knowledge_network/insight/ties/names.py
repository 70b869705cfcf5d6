"""The key of a round, and the pseudonyms that are made with it.

Answers about ties bear a pseudonym in place of a name. It is worked out from the member and the key of that round; who
has the database, or a back-up of it, cannot tell whose it is without the key. The key is a file in the store that no
back-up holds (`kit/passing.py`), readable by the site alone; in S3 in the bucket of what passes, for every machine asks
for it. Twelve months after the round it is destroyed: then
nobody can tell any more, whatever copies there are.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile

from knowledge_network.kit.passing import FOLDER
from knowledge_network.kit.storage import find_store

if TYPE_CHECKING:
    from knowledge_network.insight.ties.models import NetworkRound

KEYS = "keys"
KEY_BYTES = 32
# Of the 64 hexadecimal digits so many are kept.
PSEUDONYM_LENGTH = 32


def _find_name(network_round: NetworkRound) -> str:
    return f"{FOLDER}/{KEYS}/ties-{network_round.public_id}"


def _find_path(network_round: NetworkRound) -> Path:
    return Path(settings.MEDIA_ROOT) / _find_name(network_round)


def make_key(network_round: NetworkRound) -> bytes:
    """A new one; what is there already stays."""
    if settings.FILES_S3_URL:
        return _make_shared_key(network_round)
    path = _find_path(network_round)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    key = secrets.token_bytes(KEY_BYTES)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def _make_shared_key(network_round: NetworkRound) -> bytes:
    name, store = _find_name(network_round), find_store()
    if known := read_key(network_round):
        return known
    if (saved := store.save(name, ContentFile(secrets.token_bytes(KEY_BYTES)))) != name:
        # Another machine was first.
        store.delete(saved)
    return read_key(network_round) or b""


def read_key(network_round: NetworkRound) -> bytes | None:
    """Nothing when it was destroyed, or when the database was restored on a machine that does not have it."""
    try:
        if settings.FILES_S3_URL:
            with find_store().open(_find_name(network_round)) as stream:
                key: bytes = stream.read()
                return key
        return _find_path(network_round).read_bytes()
    except FileNotFoundError:
        return None


def destroy_key(network_round: NetworkRound) -> None:
    """Written over, then removed. Destroying twice is destroying once."""
    if settings.FILES_S3_URL:
        find_store().delete(_find_name(network_round))
        return
    path = _find_path(network_round)
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def make_pseudonym(key: bytes, member: int) -> str:
    return hmac.digest(key, str(member).encode(), hashlib.sha256).hex()[:PSEUDONYM_LENGTH]


def make_pseudonyms(key: bytes, members: Iterable[int]) -> dict[str, int]:
    """Pseudonym → member."""
    return {make_pseudonym(key, member): member for member in members}
