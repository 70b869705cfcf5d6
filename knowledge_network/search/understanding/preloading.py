"""What understanding a question keeps in memory, all at once: web processes made after that share it."""

from __future__ import annotations

from knowledge_network.search import language
from knowledge_network.search.understanding import places, thesaurus, words


def preload_words() -> None:
    """Six megabytes, no query: forms of words, general Dutch words, the shipped thesaurus and the places."""
    language.lemma("")
    language.parts("")
    words.is_listed("")
    thesaurus.words_by_theme()
    places.is_place("")
