"""Pupils have no names here: the list of invented ones, and what in a free text looks like a real one.

It is a warning, never a ban: «Roos» is a girl, and a flower on the table.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.db import connection

from knowledge_network.kit.text import folded

# Names for case pupils: invented, so that everybody knows that they are nobody's.
ALIASES = (
    "Bo", "Noor", "Sem", "Mees", "Yara", "Ilias", "Fenne", "Tijn", "Saar", "Kaj", "Lotte", "Rafi",
    "Mila", "Daan", "Zoë", "Amir", "Jip", "Wout",
)  # fmt: skip

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# «J.B.», «J. de V.», «Lotte V.»; a single letter is a case pupil.
INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,}|\b[A-Z][a-zà-ÿ]+ [A-Z]\.(?=\s|$)")
# «12-3-2016», «12 maart 2016», «2016-03-12»: a day in the life of a child.
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
BIRTH_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20)?[0-2]\d|20[0-2]\d-\d{{2}}-\d{{2}}|\d{{1,2}} (?:{MONTHS}) 20[0-2]\d)\b",
    re.IGNORECASE,
)
# Longer texts are not written here; what is beyond is not looked at.
LONGEST = 200_000
MOST_CANDIDATES = 500
BORNE_BY_SOMEBODY = """
SELECT word FROM unnest(%s::text[]) AS word
WHERE EXISTS (SELECT FROM members_present WHERE given_name = word)
"""


@cache
def first_names() -> frozenset[str]:
    """Common Dutch first names, folded; without the aliases."""
    text = (Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8")
    return frozenset(folded(name) for name in text.split()) - frozenset(map(folded, ALIASES))


def find_possible_names(text: str) -> list[str]:
    """What in `text` may say who a child is: names, initials, a date of birth; each once, in the order of the text.

    Names are capitalised words that are a common first name or that of a member. One query at most.
    """
    text = text[:LONGEST]
    aliases = set(map(folded, ALIASES))
    words = {match.start(): match.group() for match in WORD.finditer(text) if match.group()[0].isupper()}
    candidates = {word for word in words.values() if len(word) > 1 and folded(word) not in aliases}
    known = {word for word in candidates if folded(word) in first_names()}
    known |= _names_of_members(candidates - known)
    found = {place: word for place, word in words.items() if word in known}
    for pattern in (INITIALS, BIRTH_DATE):
        found |= {match.start(): match.group().strip() for match in pattern.finditer(text)}
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def _names_of_members(words: set[str]) -> set[str]:
    """Each word is looked up by itself: of a common name one bearer is enough."""
    if not words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(BORNE_BY_SOMEBODY, [sorted(words)[:MOST_CANDIDATES]])
        return {word for (word,) in cursor.fetchall()}
