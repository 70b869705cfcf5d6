"""Which letters the bytes of a list stand for: UTF-8, Windows, an old Mac, DOS, or UTF-8 that was encoded twice.

Nothing in a file of one byte per letter says which of them it is, so names decide: «NoÃ«lle» and «V‚rit‚» are no
names, «Noëlle» and «Vérité» are. Where that leaves a doubt, a person is asked with the names in sight.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from knowledge_network.members.imports.enums import Letters

_SAMPLE = 64 * 1024
_SHOWN = 4
_ENOUGH = 2_000_000  # bytes in which the names of a list show themselves
_READS_AS = {
    Letters.UTF8: "utf-8-sig",
    Letters.WINDOWS: "cp1252",
    Letters.MAC: "mac_roman",
    Letters.DOS: "cp850",
    Letters.UTF16: "utf-16",
    Letters.UTF16_LITTLE: "utf-16-le",
    Letters.UTF16_BIG: "utf-16-be",
    Letters.BROKEN: "utf-8-sig",
    Letters.TWICE: "utf-8-sig",
}
# A letter of two or three bytes that was taken for Windows' western letters and encoded again: «Ã«», «Å‚», «â€™».
_LATER = "\u0080-\u00bf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0))
_TWICE = re.compile(f"[\u00c2-\u00df][{_LATER}]|[\u00e0-\u00ef][{_LATER}]{{2}}")
# What stands in names of people and schools in the Netherlands, besides the letters of ASCII.
_USUAL = frozenset("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿßœæÀÁÂÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜžšŽŠ’‘–—“”«»…•€°´`")
_WORD = re.compile(r"[^\s;,\t|\"()]*[^\x00-\x7f][^\s;,\t|\"()]*")
_REPLACED = "\ufffd"


class NoTextError(Exception):
    """These bytes are no text in any letters."""


@dataclass(frozen=True)
class Reading:
    """One way to read the letters, with the words that tell it from the others."""

    letters: Letters
    words: tuple[str, ...]

    @property
    def sample(self) -> str:
        return ", ".join(self.words)


@dataclass(frozen=True)
class Guess:
    """The likeliest letters; `readings` holds the ways to read them where there is doubt, the likeliest first."""

    letters: Letters
    readings: tuple[Reading, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return bool(self.readings)


def open_text(source: IO[bytes], letters: Letters) -> Iterator[str]:
    """The lines of the file, whatever is wrong with single bytes of it; UnicodeError when nothing can be made of it."""
    source.seek(0)
    borrowed = _Borrowed(source)
    errors = _TAKE_WINDOWS if letters == Letters.BROKEN else "strict"
    text = io.TextIOWrapper(borrowed, encoding=_READS_AS[letters], errors=errors, newline="")  # type: ignore[type-var]
    return map(read_once, text) if letters == Letters.TWICE else iter(text)


def read_once(text: str) -> str:
    """«NoÃ«lle» as «Noëlle»: what was encoded twice, read as it was meant."""
    return _TWICE.sub(_decode_again, text)


def _decode_again(match: re.Match[str]) -> str:
    try:
        return b"".join(_byte(letter) for letter in match.group()).decode()
    except UnicodeError:
        return match.group()


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if letter < "\u0100" else letter.encode("cp1252")


def is_twice(text: str) -> bool:
    return read_once(text) != text


def take_for_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 in a file that is, read as Windows does: one cell was pasted from elsewhere."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


_TAKE_WINDOWS = "knowledge_network.take_for_windows"
codecs.register_error(_TAKE_WINDOWS, take_for_windows)


def guess_letters(source: IO[bytes]) -> Guess:
    """UTF-16 by its mark or its many zeros, UTF-8 when the whole file is valid UTF-8, else what gives names."""
    source.seek(0)
    sample = source.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Guess(Letters.UTF16)
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 5:
        return Guess(Letters.UTF16_LITTLE if odd > even else Letters.UTF16_BIG)
    if even or odd:
        raise NoTextError
    source.seek(0)
    content = source.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guess_bytes(content)
    if is_twice(text):
        return Guess(Letters.TWICE, _compare(content, (Letters.TWICE, Letters.UTF8)))
    return Guess(Letters.UTF8)


def _guess_bytes(content: bytes) -> Guess:
    """Not UTF-8: with a few bad bytes in it all the same, or one byte a letter."""
    content = content[:_ENOUGH]
    broken = content.decode("utf-8-sig", "replace")
    good = sum(1 for letter in broken if letter > "\x7f" and letter != _REPLACED)
    candidates = [Letters.WINDOWS, Letters.MAC, Letters.DOS]
    if good > broken.count(_REPLACED):
        return Guess(Letters.BROKEN, _compare(content, (Letters.BROKEN, Letters.WINDOWS)))
    strangeness = {letters: _count_strange(content, letters) for letters in candidates}
    candidates.sort(key=lambda letters: strangeness[letters])
    best = candidates[0]
    if best == Letters.WINDOWS and strangeness[best] == 0 and strangeness[candidates[1]] > 0:
        return Guess(best)
    return Guess(best, _compare(content, tuple(candidates)))


def _words(content: bytes, letters: Letters) -> Iterator[str]:
    for line in open_text(io.BytesIO(content), letters):
        yield from _WORD.findall(line)


def _count_strange(content: bytes, letters: Letters) -> int:
    """How many letters stand where no name has them: a sign inside a word, a capital after a small letter."""
    try:
        return sum(_strange_in(word) for word in _words(content, letters))
    except UnicodeError:
        return len(content)


def _strange_in(word: str) -> int:
    strange = 0
    for before, letter, after in zip(" " + word, word, word[1:] + " ", strict=False):
        if letter <= "\x7f":
            continue
        outside = letter not in _USUAL
        shouted = letter.isupper() and before.islower()
        sign = not letter.isalpha() and letter not in "’‘´`–“”«»" and after.isalpha()
        strange += outside or shouted or sign
    return strange


def _compare(content: bytes, candidates: tuple[Letters, ...]) -> tuple[Reading, ...]:
    """The same words under each way of reading, only those that differ."""
    columns = []
    for letters in candidates:
        try:
            columns.append((letters, _lines_with_signs(content, letters)))
        except UnicodeError:
            continue
    count = min((len(lines) for _letters, lines in columns), default=0)
    differing = [n for n in range(count) if len({lines[n] for _letters, lines in columns}) > 1]
    chosen = _spread(differing, columns)
    return tuple(Reading(letters, tuple(_shorten(lines[n]) for n in chosen)) for letters, lines in columns)


def _lines_with_signs(content: bytes, letters: Letters) -> list[str]:
    return [line.strip() for line in open_text(io.BytesIO(content), letters)]


def _spread(differing: list[int], columns: list[tuple[Letters, list[str]]]) -> list[int]:
    """A few lines, and none whose words were shown by an earlier one."""
    chosen: list[int] = []
    seen: set[str] = set()
    for number in differing:
        words = "".join(_WORD.findall(columns[0][1][number]))
        if words and words not in seen:
            seen.add(words)
            chosen.append(number)
        if len(chosen) == _SHOWN:
            break
    return chosen


def _shorten(line: str) -> str:
    """The words with letters beyond ASCII of one line: the names that people recognise."""
    words = _WORD.findall(line)
    return " ".join(words)[:60] if words else line[:60]


class _Borrowed(io.BufferedIOBase):
    """Reads from somebody else's file without closing it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._source.read(-1 if size is None else size)

    def read1(self, size: int = -1, /) -> bytes:
        return self._source.read(size)
