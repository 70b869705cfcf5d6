"""What changed between two texts, word by word, for people."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WORDS = re.compile(r"\s+|[^\s]+")
# Beyond this the comparison would take seconds; then the texts are compared line by line.
MOST_WORDS = 6_000


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces as («same» | «removed» | «added», text), in reading order; the new text is same + added."""
    pattern = WORDS
    if len(old) + len(new) > MOST_WORDS * 6:
        pattern = re.compile(r"[^\n]*\n|[^\n]+")
    before, after = pattern.findall(old), pattern.findall(new)
    pieces: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(after[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(("added", "".join(after[j1:j2])))
    return pieces


def as_html(old: str, new: str) -> SafeString:
    """The changes with `<del>` and `<ins>`, safe to show."""
    tags = {"removed": "del", "added": "ins"}
    return mark_safe(  # noqa: S308  # nosec B703 - each piece is escaped
        "".join(
            f"<{tags[kind]}>{conditional_escape(text)}</{tags[kind]}>" if kind in tags else conditional_escape(text)
            for kind, text in changes(old, new)
        )
    )
