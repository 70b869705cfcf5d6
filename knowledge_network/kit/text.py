"""Plain-text helpers."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# «https://», «www.», «x@y», and a word with a dot and an ending as websites have: «win-nu.example.com/gratis».
ENDINGS = "com|net|org|nl|be|de|eu|info|io|biz|shop|xyz|ru|top|site|online"
ADDRESS = re.compile(rf"://|\bwww\.|@|\b[\w-]+\.[a-z]{{2,}}/|\b[\w-]{{2,}}\.(?:{ENDINGS})\b", re.IGNORECASE)


# Letters that are no letter with an accent, and signs that stand for another: as `unaccent` of the database has them.
_LETTERS = str.maketrans(
    {
        **dict(zip("ðøđħıĸłŋŧ", "dodhiqlnt", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŀ": "l",
        "Ŀ": "l",
        **dict.fromkeys("‘’‛ʹʻʼ", "'"),
        **dict.fromkeys("“”‟ʺ", '"'),
        **dict.fromkeys("‐‑‒–—―", "-"),
    }
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'`´"))
_NO_WORDS = re.compile(r"[\s.,;()\0]+")
MOST_WORDS = 6


def folded(text: str) -> str:
    """Lower case without accents: «Özgür» and «Ozgur», «Łukasz» and «Lukasz» are the same. The database does it alike
    (`kit.models.UnaccentedLower`)."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return plain.translate(_LETTERS).strip()


def fold_name(text: str) -> str:
    """How names of people are sorted and found: folded, and «O'Brien» as «obrien»."""
    return folded(text.translate(_APOSTROPHES)).translate(_APOSTROPHES)


def list_name_words(text: str) -> list[str]:
    """What is looked for in names: folded words, at most six («v.d. Berg» is v, d and berg)."""
    return [word for word in _NO_WORDS.split(fold_name(text)) if word][:MOST_WORDS]


# What no XML may hold, nor a calendar: a vertical tab that came along out of slides, say.
_UNSPEAKABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make_speakable(text: str) -> str:
    """The text without what other programs refuse."""
    return _UNSPEAKABLE.sub("", text)


NO_NAME = _("Write a name here, not the address of a website or of mail.")


def holds_address(text: str) -> bool:
    """Whether the address of a website or of mail stands in it: in a name that is advertising."""
    return bool(ADDRESS.search(text))


def refuse_address(text: str) -> None:
    """A validator for names of people and what stands beside them in mails."""
    if holds_address(text):
        raise ValidationError(NO_NAME, code="address")
