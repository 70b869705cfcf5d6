"""The words of an original: never reworded. What is taken out leaves a mark, so that everybody sees that it was."""

from __future__ import annotations

import re

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
