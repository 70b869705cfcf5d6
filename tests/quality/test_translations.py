"""Dutch and English are complete: every message is translated, and no page mixes the two."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from django.conf import settings

from scripts.messages import CATALOG, collected, extract, load
from tests.access.world import World
from tests.quality.crawl import client_for, walk
from tests.quality.pages import READERS, pages_for

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w*)\}|<(/?\w+)")
# The name of the network, of each language in that language, and of a meeting in the world of these tests.
NAMES = {"Kennisnetwerk", "Nederlands", "English", "Bijeenkomst"}
READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-label")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def texts(message: Message) -> tuple[list[str], list[str]]:
    """What it says in English and in Dutch; more than one each when it counts."""
    one = not isinstance(message.id, tuple)
    return ([message.id] if one else list(message.id)), ([message.string] if one else list(message.string))


def test_every_message_is_in_the_catalog_and_no_other(catalog):
    asked = {(message.context, message.id) for message in extract() if message.id}
    known = {(message.context, message.id) for message in catalog if message.id}
    assert asked - known == set(), "run `make messages`"
    assert known - asked == set(), "run `make messages`"


def test_every_message_has_a_dutch_text(catalog):
    assert [m.id for m in catalog if m.id and (m.fuzzy or not all(text.strip() for text in texts(m)[1]))] == []


def test_a_translation_fills_in_the_same_values_with_the_same_markup(catalog):
    wrong = []
    for message in catalog:
        if message.id:
            english, dutch = texts(message)
            allowed = {frozenset(PLACEHOLDER.findall(text)) for text in english}
            wrong += [text for text in dutch if frozenset(PLACEHOLDER.findall(text)) not in allowed]
    assert wrong == []


def test_what_django_reads_was_made_from_the_catalog(catalog):
    made = io.BytesIO()
    write_mo(made, catalog)
    assert CATALOG.with_suffix(".mo").read_bytes() == made.getvalue(), "run `make messages`"


def test_collecting_again_changes_nothing():
    """No file, line or date stands in the catalog, and every text wraps in one way."""
    assert CATALOG.read_bytes() == collected(), "run `make messages`"


# Pages ----------------------------------------------------------------------------------------


class Texts(HTMLParser):
    """Everything that people read or hear on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        self.found |= {" ".join((value or "").split()) for name, value in attrs if name in READ_ALOUD}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.add(" ".join(data.split()))


def texts_of_pages(world: World, role: str, language: str) -> dict[str, str]:
    """Every text that `role` meets, with one of the pages where it stands."""
    client = client_for(world, role)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    found: dict[str, str] = {}
    for visit in walk(client, pages_for(world, role), limit=160):
        # What a link in a mail leads to speaks the language of the mail.
        if visit.is_page and visit.body and not visit.address.startswith("/mail/"):
            assert "<html" not in visit.text or f'<html lang="{language}"' in visit.text, visit.address
            reader = Texts()
            reader.feed(visit.text)
            found |= dict.fromkeys(reader.found, visit.address)
    return found


# Words of one language that are no words of the other, and stand in nearly every sentence.
ENGLISH = re.compile(r"\b(the|your|you|this|have|with|which|nobody|everybody)\b", re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_no_dutch_page_speaks_english(world, role, catalog):
    english = {text for m in catalog if m.id for text in texts(m)[0]} - {
        text for m in catalog if m.id for text in texts(m)[1]
    }
    found = texts_of_pages(world, role, "nl")
    assert found.keys() & {"Contact"}, "the walk read nothing"
    assert {
        text: page for text, page in found.items() if text not in NAMES and (text in english or ENGLISH.search(text))
    } == {}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "group_lead", "coordinator"])
def test_no_english_page_speaks_dutch(world, role, catalog):
    dutch = {text for m in catalog if m.id for text in texts(m)[1]} - {
        text for m in catalog if m.id for text in texts(m)[0]
    }
    found = texts_of_pages(world, role, "en")
    assert {text: page for text, page in found.items() if text in dutch - NAMES} == {}
