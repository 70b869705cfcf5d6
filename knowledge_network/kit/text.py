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


# Signs that nobody sees: they make two names look like one, or a name that is not there.
UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Joins letters of Persian and of scripts of India, and stands in their names.
JOINERS = frozenset("\u200c\u200d")
TAG = re.compile(r"<\s*[/!?a-z]", re.IGNORECASE)
NO_SIGN_OF_A_PERSON = frozenset("<>{}[]|\\^~#$%*+=;_")


def holds_unseen(text: str) -> bool:
    """Whether a sign stands in it that is not drawn: of no width, turning the direction, or of control."""
    for before, sign in zip(f" {text}", text, strict=False):
        is_joined = sign in JOINERS and before.isalpha() and not before.isascii()
        if sign in UNSEEN or (unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} and not is_joined):
            return True
    return False


def find_fault_of_name(text: str, *, is_person: bool = False) -> str:
    """Why this cannot be a name of somebody or something, in words for who typed it; nothing where it can."""
    if is_person and holds_address(text):
        return str(NO_NAME)
    if holds_unseen(text):
        return str(_("A sign that nobody can see stands in this name. Type it by hand, without copying it."))
    if is_person and not any(sign.isalpha() for sign in text):
        return str(_("A name has at least one letter."))
    if not any(sign.isalnum() for sign in text):
        return str(_("Signs alone are no name. Write a word."))
    if TAG.search(text) or (is_person and NO_SIGN_OF_A_PERSON & set(text)):
        return str(_("Signs as < > { } do not belong in a name."))
    return ""


def check_name(text: str) -> None:
    """A validator for names of what a network has: itself, its groups, schools and topics."""
    if text and (fault := find_fault_of_name(text)):
        raise ValidationError(fault, code="name")


def check_person_name(text: str) -> None:
    """A validator for names of people, and for what stands beside them in mails."""
    if text and (fault := find_fault_of_name(text, is_person=True)):
        raise ValidationError(fault, code="name")
