"""Plain-text helpers."""

import unicodedata


def folded(text: str) -> str:
    """Lower case without accents: the key on which names are sorted («Özgür» next to «Ozgur»)."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().strip()
