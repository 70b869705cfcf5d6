"""What Django says stands on our pages, so it says it in the language of the page."""

from __future__ import annotations

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from knowledge_network.members.people.models import Member

# Of the parts whose words people read; the rest of Django is the admin and the site framework.
PARTS = ("conf", "contrib/auth", "contrib/postgres")
BEHIND_CONTEXT = "\x04"
OURS = Path(__file__).resolve().parents[2] / "locale" / "nl" / "LC_MESSAGES" / "django.mo"


def read_catalogue(path: Path) -> set[str]:
    """The texts that it translates; of one with a plural the singular."""
    with path.open("rb") as file:
        catalogue: dict[str | tuple[str, int], str] = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    texts = (key if isinstance(key, str) else key[0] for key, text in catalogue.items() if text)
    return {text.rpartition(BEHIND_CONTEXT)[2] for text in texts}


def read_texts(path: Path) -> set[str]:
    """All texts of a catalogue in source form, translated or not."""
    found = re.findall(r'^msgid ((?:".*"\n?)+)', path.read_text(encoding="utf-8"), re.MULTILINE)
    return {"".join(ast.literal_eval(line) for line in text.strip().split("\n")) for text in found} - {""}


def find_untranslated(part: str, ours: set[str]) -> set[str]:
    folder = Path(django.__file__).parent / part / "locale"
    dutch = read_catalogue(folder / "nl" / "LC_MESSAGES" / "django.mo")
    return read_texts(folder / "en" / "LC_MESSAGES" / "django.po") - dutch - ours


@pytest.mark.parametrize("part", PARTS)
def test_what_django_has_not_put_into_dutch_we_did(part):
    assert find_untranslated(part, read_catalogue(OURS)) == set()


def test_django_lacks_some_so_that_the_test_above_looks_at_something():
    assert any(find_untranslated(part, set()) for part in PARTS)


def test_every_refusal_of_a_password_is_dutch():
    member = Member(given_name="Annemarijn", family_name="Bakker", email="annemarijn@example.org")
    with translation.override("nl"):
        said = list(password_validators_help_texts())
        for password in ("annemarijn", "123", "wachtwoord", "1234567890"):
            with pytest.raises(ValidationError) as refused:
                validate_password(password, member)
            said += refused.value.messages
    assert [text for text in said if re.search(r"\b(This|Your|password|must)\b", text)] == []
