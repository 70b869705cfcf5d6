"""Write the inflected forms of the words in `words_nl.txt` beside it: «lezen: gelezen lazen lees leest …».

simplemma knows them, but its Dutch dictionary takes 60 MB in every process; the few words of our field take none.

usage: python -m scripts.word_forms
"""

from __future__ import annotations

from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

DATA = Path(__file__).resolve().parent.parent / "knowledge_network" / "search" / "data"


def plain(entry: str | bytes) -> str:
    return entry.decode() if isinstance(entry, bytes) else entry


def main() -> None:
    lines = (DATA / "words_nl.txt").read_text().splitlines()
    words = {line.rstrip("*").rpartition("=")[2] for line in lines if line and not line.startswith("#")}
    forms: dict[str, set[str]] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary("nl").items():
        written, meant = plain(form), plain(lemma)
        # What is a word of its own in the list is no form of another.
        if meant in words and written not in words and written.isalpha():
            forms.setdefault(meant, set()).add(written)
    text = "".join(f"{lemma}: {' '.join(sorted(forms[lemma]))}\n" for lemma in sorted(forms))
    (DATA / "forms_nl.txt").write_text(f"# Made by scripts/word_forms.py\n{text}")


if __name__ == "__main__":
    main()
