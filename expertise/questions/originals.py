"""The words of an original: never reworded. What is taken out leaves a mark, so that everybody sees that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

# Stands in the database where words were; always as long, so that it tells nothing of them. Only this mark may come
# in place of words: a trigger compares what was with what becomes.
BLOCK = "\u2588"
MARK = BLOCK * 5


def take_out(text: str, words: str) -> str:
    """`text` with the mark wherever `words` stand, however they are capitalised or spaced."""
    pieces = [re.escape(piece) for piece in words.split()]
    if not pieces or BLOCK in words:
        return text
    return re.sub(r"\s+".join(pieces), MARK, text, flags=re.IGNORECASE)


def show_words(text: str) -> str:
    """As readers see it: where something was taken out, that stands there in words."""
    return text.replace(MARK, f"[{_('blacked out')}]")


def without_mark(text: str) -> str:
    """For what is searched: nothing stands there."""
    return " ".join(text.replace(MARK, " ").split())


# What was taken out, for a database that is put back ------------------------------------------------

# The longest words that can be taken out at once.
LONGEST_TAKEN = 200


def sign_words(words: str) -> str:
    """A fingerprint of words that nobody can guess back without the secret of the installation."""
    return salted_hmac("expertise.questions.originals", _fold(words), algorithm="sha256").hexdigest()


def find_pieces(text: str) -> Iterator[str]:
    """Every piece of a text that could have been taken out, as it stands there; each spelling once."""
    seen: set[str] = set()
    for start, first in enumerate(text):
        if first.isspace():
            continue
        for stop in range(start + 1, min(start + LONGEST_TAKEN, len(text)) + 1):
            piece = text[start:stop]
            if piece[-1] == BLOCK:
                break
            if piece[-1].isspace() or (folded := _fold(piece)) in seen:
                continue
            seen.add(folded)
            yield piece


def _fold(words: str) -> str:
    return " ".join(words.split()).lower()
