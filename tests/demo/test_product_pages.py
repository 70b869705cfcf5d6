"""Each of the sixty products of the demo is a document that somebody could use: two or three pages, about itself."""

from __future__ import annotations

import io

import pypdf
import pytest

from expertise.products.enums import ProductKind, ProductLicence
from expertise.products.models import KnowledgeProduct
from knowledge_network.demo.seed.product_pages import PAGES, find_plate, read_pages, set_pages
from knowledge_network.demo.seed.product_texts import PRODUCTS, DemoProduct
from plg.groups.models import Group

TEXTS = [(group, text) for group, texts in PRODUCTS.items() for text in texts]


def unsaved(group: str, text: DemoProduct) -> KnowledgeProduct:
    return KnowledgeProduct(
        title=text.title,
        kind=text.kind,
        group=Group(name=group),
        summary=text.summary,
        for_whom=text.for_whom,
        minutes=text.minutes,
        licence=ProductLicence.CC_BY,
    )


def test_every_product_has_pages_and_no_pages_are_left_over():
    assert set(read_pages()) == {text.title for _group, text in TEXTS}
    headings = sum(path.read_text().count("\n# ") + 1 for path in PAGES.glob("*.txt"))
    assert headings == len(TEXTS) == 60


@pytest.mark.parametrize("group", PRODUCTS)
def test_a_product_is_two_or_three_pages_that_bear_its_own_words(group):
    for text in PRODUCTS[group]:
        pages = pypdf.PdfReader(io.BytesIO(set_pages(unsaved(group, text), text.result))).pages
        assert 2 <= len(pages) <= 3, text.title
        said = " ".join("".join(page.extract_text() for page in pages).split())
        assert len(said.split()) >= 180, text.title
        assert group.split()[0] in said


def test_no_two_products_say_the_same():
    sentences = [line for body in read_pages().values() for line in body.splitlines() if len(line.split()) > 8]
    assert len(set(sentences)) == len(sentences)


def test_a_plate_is_drawn_of_the_steps_of_its_text():
    assert find_plate("== Kop\n+ Schetsen: teken het\n+ Kies er één, en zeg waarom\ntekst") == [
        "Schetsen",
        "Kies er één",
    ]
    plates = [text for _group, text in TEXTS if text.kind == ProductKind.PICTURE]
    assert all(4 <= len(find_plate(read_pages()[text.title])) <= 8 for text in plates)
