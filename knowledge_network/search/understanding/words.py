"""The general Dutch words: what is one of these, or is made of them, is no typing error."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
# Pieces shorter than this explain too much.
SHORTEST_PIECE = 4


@cache
def _list() -> bytes:
    """All words between line ends, sorted: one block of memory instead of a hundred thousand texts."""
    return b"\n" + (DATA / "words_general_nl.txt").read_bytes()


def is_listed(word: str) -> bool:
    """Whether the (folded) word stands in the list, by halving it."""
    words, asked = _list(), word.encode()
    low, high = 0, len(words) - 1
    while low < high:
        begin = words.rfind(b"\n", 0, (low + high) // 2 + 1)
        end = words.find(b"\n", begin + 1)
        here = words[begin + 1 : end]
        if here == asked:
            return True
        if here < asked:
            low = end
        elif begin == 0:
            return False
        else:
            high = begin
    return False


@lru_cache(maxsize=10_000)
def is_dutch(word: str) -> bool:
    """Whether a (folded) word is in the list or is a compound of two words that are."""
    if not word.isascii():
        return False
    if is_listed(word):
        return True
    for place in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
        first, second = word[:place], word[place:]
        if is_listed(second) and (is_listed(first) or (first.endswith("s") and is_listed(first[:-1]))):
            return True
    return False
