"""How far the work on an import is, how long it still takes, and whether somebody wants it to stop.

The work is one open transaction, so how far it is goes through the cache: a cache that is away costs a progress bar and
nothing else. The wish to stop must never get lost and is a row.
"""

from __future__ import annotations

import re
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.members.imports.models import ImportRun, ImportStop

BEAT = 0.5  # seconds between two looks up from the work
_FIRST_GUESS = 2.0  # seconds; a guess at what is left says nothing before
_KEEP = 3600
_BLOCK = 1024 * 1024
_LAST_ROW = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d{1,7})"')


class ImportStoppedError(Exception):
    """Somebody asked to stop."""


class Progress(NamedTuple):
    """Rows done, rows in all (0: nobody knows), and seconds still to go (None: nobody knows yet)."""

    done: int = 0
    total: int = 0
    seconds_left: float | None = None


def watched[Item](run: ImportRun, items: Iterable[Item]) -> Iterator[Item]:
    """Raises ImportStoppedError within half a second after somebody asked for it."""
    due = 0.0
    for item in items:
        if time.monotonic() >= due:
            stop_if_asked(run)
            due = time.monotonic() + BEAT
        yield item


def reported[Item](run: ImportRun, items: Iterable[Item], total: int) -> Iterator[Item]:
    """As `watched`, and tells other processes how far it is."""
    start, due = time.monotonic(), 0.0
    for done, item in enumerate(items):
        now = time.monotonic()
        if now >= due:
            stop_if_asked(run)
            cache.set(_key(run), tuple(_progress(done, total, now - start)), _KEEP)
            due = now + BEAT
        yield item
    cache.delete(_key(run))


def forget(run: ImportRun) -> None:
    """After work that broke off."""
    cache.delete(_key(run))


def read_progress(run: ImportRun) -> Progress:
    return Progress(*(cache.get(_key(run)) or ()))


def _progress(done: int, total: int, passed: float) -> Progress:
    total = max(total, done)
    left = (total - done) * passed / done if done and total > done and passed >= _FIRST_GUESS else None
    return Progress(done, total, left)


def stop_if_asked(run: ImportRun) -> None:
    if ImportStop.objects.filter(run=run).exists():
        raise ImportStoppedError


def _key(run: ImportRun) -> str:
    return f"import-progress:{run.public_id}"


def time_left(seconds: float | None) -> str:
    """In words, and rather too long than too short."""
    if seconds is None:
        return ""
    if seconds < 10:
        return _("a few seconds left")
    if seconds <= 50:
        return _("about %(seconds)s seconds left") % {"seconds": -int(-seconds // 10) * 10}
    minutes = max(1, -int(-seconds // 60))
    text = ngettext("about %(minutes)s minute left", "about %(minutes)s minutes left", minutes)
    return text % {"minutes": minutes}


def expected_rows(source: IO[bytes]) -> int:
    """About how many rows the file holds, without reading them: only for a progress bar. 0 when it does not say."""
    source.seek(0)
    if source.read(2) == b"PK":
        return _rows_of_workbook(source)
    source.seek(0)
    lines = 0
    while block := source.read(_BLOCK):
        lines += block.count(b"\n")
    return max(lines - 1, 0)


def _rows_of_workbook(source: IO[bytes]) -> int:
    """What the first sheet says about its own size."""
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
            found = _LAST_ROW.search(sheet.read(4096))
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError, EOFError):
        return 0
    return max(int(found[1]) - 1, 0) if found else 0
