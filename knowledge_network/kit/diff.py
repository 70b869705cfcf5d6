"""What changed between two texts, word by word, for people; and the texts of two writers laid together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WORDS = re.compile(r"\s+|[^\s]+")
# Beyond this the comparison would take seconds; then the texts are compared line by line.
MOST_WORDS = 6_000
# Pairs of equal words in two texts, blanks included; two thousand ordinary letters have half of it.
MOST_PAIRS = 200_000


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces as («same» | «removed» | «added», text), in reading order; the new text is same + added."""
    pattern = WORDS
    if len(old) + len(new) > MOST_WORDS * 6:
        pattern = re.compile(r"[^\n]*\n|[^\n]+")
    before, after = pattern.findall(old), pattern.findall(new)
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pieces: list[tuple[str, str]] = []
    for is_same, i1, i2, j1, j2 in _held_by_words(opcodes, after, shortest=4):
        if is_same:
            pieces.append(("same", "".join(after[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(("added", "".join(after[j1:j2])))
    return pieces


def _held_by_words(
    opcodes: Iterable[tuple[str, int, int, int, int]], after: list[str], *, shortest: int
) -> list[tuple[bool, int, int, int, int]]:
    """Opcodes as (is same, i1, i2, j1, j2), where what stayed the same between two changes has to be worth a stop.

    Blanks are equal everywhere, and so are «de» and «is»: a sentence that was written anew would be shown as old and
    new words by turns. One word alone counts from `shortest` letters.
    """
    found: list[tuple[bool, int, int, int, int]] = []
    codes = list(opcodes)
    for number, (kind, i1, i2, j1, j2) in enumerate(codes):
        is_same = kind == "equal"
        if is_same and 0 < number < len(codes) - 1:
            words = [word for word in after[j1:j2] if not word.isspace()]
            is_same = len(words) > 1 or any(len(word) >= shortest for word in words)
        if not is_same and found and not found[-1][0]:
            _same, start, _end, new_start, _new_end = found.pop()
            found.append((False, start, i2, new_start, j2))
        else:
            found.append((is_same, i1, i2, j1, j2))
    return found


def as_html(old: str, new: str) -> SafeString:
    """The changes with `<del>` and `<ins>`, safe to show."""
    tags = {"removed": "del", "added": "ins"}
    return mark_safe(  # noqa: S308  # nosec B703 - each piece is escaped
        "".join(
            f"<{tags[kind]}>{conditional_escape(text)}</{tags[kind]}>" if kind in tags else conditional_escape(text)
            for kind, text in changes(old, new)
        )
    )


@dataclass(frozen=True)
class LaidTogether:
    """`text` has the words of both; `is_clean` is False where both changed the same place, and there stand both."""

    text: str
    is_clean: bool


@dataclass(frozen=True)
class _Change:
    """In the words of the base `start` up to `end` are replaced by `words`."""

    start: int
    end: int
    words: list[str]


def lay_together(base: str, mine: str, theirs: str) -> LaidTogether:
    """Two texts that both started from `base` as one, with what either changed.

    No word that one of the two wrote is lost. Where both changed the same words, or added something at the same place,
    one's own stands before the other's.
    """
    if theirs in (mine, base):
        return LaidTogether(mine, is_clean=True)
    if mine == base:
        return LaidTogether(theirs, is_clean=True)
    words = WORDS.findall(base)
    own, other = _changes_of(words, mine), _changes_of(words, theirs)
    pieces: list[str] = []
    at, is_clean = 0, True
    while own or other:
        first = min([*own[:1], *other[:1]], key=lambda change: (change.start, change.end))
        start, end = first.start, first.end
        ours, others = [], []
        # Whatever touches belongs together, and what touches that.
        while True:
            if own and own[0].start <= end:
                ours.append(own.pop(0))
                end = max(end, ours[-1].end)
            elif other and other[0].start <= end:
                others.append(other.pop(0))
                end = max(end, others[-1].end)
            else:
                break
        pieces += words[at:start]
        left, right = _replaced(words, start, end, ours), _replaced(words, start, end, others)
        if not ours or not others or left == right:
            pieces += left if ours else right
        else:
            is_clean = False
            pieces.append(_beside("".join(left), "".join(right)))
        at = end
    return LaidTogether("".join([*pieces, *words[at:]]), is_clean=is_clean)


def _changes_of(words: list[str], text: str) -> list[_Change]:
    after = WORDS.findall(text)
    there, here = Counter(words), Counter(after)
    # Words that come back again and again would cost seconds: then those are no hold any more.
    is_repetitive = sum(count * here[word] for word, count in there.items()) > MOST_PAIRS
    opcodes = SequenceMatcher(None, words, after, autojunk=is_repetitive).get_opcodes()
    found = _held_by_words(opcodes, after, shortest=1)
    return [_Change(i1, i2, after[j1:j2]) for is_same, i1, i2, j1, j2 in found if not is_same]


def _replaced(words: list[str], start: int, end: int, changed: list[_Change]) -> list[str]:
    """The words of the base from `start` up to `end` with these changes."""
    found: list[str] = []
    for change in changed:
        found += words[start : change.start] + change.words
        start = change.end
    return found + words[start:end]


def _beside(mine: str, theirs: str) -> str:
    """Both, parted by a blank; once when one of them begins or ends with the other."""
    for long, short in ((mine, theirs), (theirs, mine)):
        if short.strip() and _is_in(WORDS.findall(short.strip()), WORDS.findall(long)):
            return long
    if not mine.strip() or not theirs.strip():
        return mine if mine.strip() else theirs
    is_parted = mine[-1:].isspace() or theirs[:1].isspace()
    return mine + ("" if is_parted else " ") + theirs


def _is_in(short: list[str], long: list[str]) -> bool:
    return short in (long[: len(short)], long[-len(short) :])
