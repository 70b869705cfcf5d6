"""Plain-text helpers."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# «https://», «www.», «x@y», and a word with a dot and an ending as websites have: «win-nu.example.com/gratis».
ENDINGS = "com|net|org|nl|be|de|eu|info|io|biz|shop|xyz|ru|top|site|online"
ADDRESS = re.compile(rf"://|\bwww\.|@|\b[\w-]+\.[a-z]{{2,}}/|\b[\w-]{{2,}}\.(?:{ENDINGS})\b", re.IGNORECASE)


def folded(text: str) -> str:
    """Lower case without accents: the key on which names are sorted («Özgür» next to «Ozgur»)."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().strip()


NO_NAME = _("Write a name here, not the address of a website or of mail.")


def holds_address(text: str) -> bool:
    """Whether the address of a website or of mail stands in it: in a name that is advertising."""
    return bool(ADDRESS.search(text))


def refuse_address(text: str) -> None:
    """A validator for names of people and what stands beside them in mails."""
    if holds_address(text):
        raise ValidationError(NO_NAME, code="address")
