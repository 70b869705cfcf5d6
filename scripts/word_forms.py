"""Write the inflected forms of the words in `words_nl.txt` and in the thesaurus: «lezen: gelezen lazen lees leest …».

simplemma knows them, but its Dutch dictionary takes 60 MB in every process; the few words of our field take none.

usage: python -m scripts.word_forms
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

SEARCH = Path(__file__).resolve().parent.parent / "knowledge_network" / "search"
DATA, MORE = SEARCH / "data", SEARCH / "understanding" / "data"
SHORTEST = 4


def plain(entry: str | bytes) -> str:
    return entry.decode() if isinstance(entry, bytes) else entry


def main() -> None:
    lines = (DATA / "words_nl.txt").read_text().splitlines()
    words = {line.rstrip("*").rpartition("=")[2] for line in lines if line and not line.startswith("#")}
    write(DATA / "forms_nl.txt", words, words)
    staff_room = {word for word in _of_thesaurus() if len(word) >= SHORTEST} - words
    write(MORE / "forms_more_nl.txt", staff_room, words | staff_room)


def _of_thesaurus() -> set[str]:
    with (MORE / "thesaurus_nl.csv").open(encoding="utf-8", newline="") as file:
        return {word for row in csv.DictReader(file, delimiter=";") for word in re.findall(r"[^\W\d_]+", row["word"])}


def write(path: Path, words: set[str], own: set[str]) -> None:
    """The forms of `words`; what is a word of its own is no form of another."""
    forms: dict[str, set[str]] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary("nl").items():
        written, meant = plain(form), plain(lemma)
        if meant in words and written not in own and written.isalpha():
            forms.setdefault(meant, set()).add(written)
    text = "".join(f"{lemma}: {' '.join(sorted(forms[lemma]))}\n" for lemma in sorted(forms))
    path.write_text(f"# Made by scripts/word_forms.py\n{text}")


if __name__ == "__main__":
    main()
