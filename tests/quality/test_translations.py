"""Dutch and English are complete: every message is translated, and no page mixes the two."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings

from scripts.messages import CATALOG, collected, extract, load
from tests.access.test_access import declared_rows
from tests.quality.crawl import client_for, names_of, open_address, real_day, table_addresses
from tests.quality.texts import only_dutch, read_texts, texts

# In as many days every page is opened in English; in the drill «everything» all of them at once.
PARTS = 3
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w*)\}|<(/?\w+)")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


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


def test_texts_are_marked_under_names_that_are_collected():
    """`gettext as __` translates while it runs, and is collected by nothing: its texts would stay English."""
    alias = re.compile(r"import .*gettext\w* as (?!_\b)\w+")
    folders = ("knowledge_network", "plg", "expertise", "lesson_study")
    sources = [path for folder in folders for path in (settings.BASE_DIR / folder).rglob("*.py")]
    assert [str(path) for path in sources if alias.search(path.read_text())] == []


def test_what_django_reads_was_made_from_the_catalog(catalog):
    made = io.BytesIO()
    write_mo(made, catalog)
    assert CATALOG.with_suffix(".mo").read_bytes() == made.getvalue(), "run `make messages`"


def test_collecting_again_changes_nothing():
    """No file, line or date stands in the catalog, and every text wraps in one way."""
    assert CATALOG.read_bytes() == collected(), "run `make messages`"


# Pages ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "group_lead", "coordinator"])
def test_no_english_page_of_the_day_speaks_dutch(world, role, catalog):
    """The other way round it is asked in `test_everything_read.py`."""
    assert find_dutch(world, role, catalog, names_of(real_day(), PARTS)) == {}


@pytest.mark.drill(name="everything")
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "group_lead", "coordinator"])
def test_no_english_page_speaks_dutch(world, role, catalog):
    assert find_dutch(world, role, catalog) == {}


def test_each_page_has_its_day_in_english():
    days = [real_day() + dt.timedelta(days=number) for number in range(PARTS)]
    assert set().union(*(names_of(day, PARTS) for day in days)) == {row.name for row in declared_rows()}


def find_dutch(world, role, catalog, names=None) -> dict[str, str]:
    """By text the page on which it stands."""
    client = client_for(world, role)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    found: dict[str, str] = {}
    for address in table_addresses(world, role, names):
        visit = open_address(client, address)
        # What a link in a mail leads to speaks the language of the mail.
        if visit.is_page and visit.body and not address.startswith("/mail/"):
            assert "<html" not in visit.text or '<html lang="en"' in visit.text, address
            found |= dict.fromkeys(read_texts(visit.text), address)
    assert found.keys() & {"Contact"}, "nothing was read"
    dutch = only_dutch(catalog)
    return {text: page for text, page in found.items() if text in dutch}
