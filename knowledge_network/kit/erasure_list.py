"""The list of what was erased, in a file beside the uploads: a database that is put back does not know it any more.

One line per erasure, `{"at": …, "kind": …, "mark": …}`. The mark is a fingerprint of the number that the thing had: it
says nothing by itself, and finds the thing again in a database that still holds it. A back-up puts the list beside
itself, and a restore lays what it finds there to the one that is here (scripts/backup.sh, scripts/restore.sh).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

LIST = ".erasures"
# Stands there from a restore until the list has been gone through.
RESTORED = ".put-back"


@dataclass(frozen=True, order=True)
class ErasedLine:
    """`kind` says who knows how to erase it once more, `mark` which one; `at` is the moment in ISO."""

    at: str
    kind: str
    mark: str


def make_mark(kind: str, key: str) -> str:
    """The fingerprint of one thing; the number itself stands nowhere after it is erased."""
    return hashlib.sha256(f"{kind}:{key}".encode()).hexdigest()


def find_list() -> Path:
    return Path(settings.MEDIA_ROOT) / LIST


def find_mark() -> Path:
    return Path(settings.MEDIA_ROOT) / RESTORED


def write_lines(lines: Iterable[ErasedLine]) -> None:
    """Add them at the end, whole, and on the disk when this returns."""
    text = "".join(f"{json.dumps(asdict(line), sort_keys=True)}\n" for line in lines)
    if not text:
        return
    path = find_list()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def read_lines() -> list[ErasedLine]:
    """Each once, by moment. A line that was cut off half-way says nothing; the row in the database writes it anew."""
    path = find_list()
    found: set[ErasedLine] = set()
    for text in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            told = json.loads(text)
            found.add(ErasedLine(str(told["at"]), str(told["kind"]), str(told["mark"])))
        except (ValueError, KeyError, TypeError):
            continue
    return sorted(found)
