"""Page texts say what stands on a page, whatever the form of its template."""

import pytest

from scripts.page_texts import PageText, generalise


def text_of(html: str) -> list[str]:
    page = PageText()
    page.feed(html)
    return page.lines


def test_the_form_of_the_source_is_left_out():
    dense = '<p class="a  b" id="x">Dag <b>Tessa</b></p><input name="csrfmiddlewaretoken" value="one">'
    airy = '<p id="x"\n   class="a b">\n  Dag\n  <b>Tessa</b>\n</p>\n<input value="two"\n  name="csrfmiddlewaretoken">'
    assert text_of(dense) == text_of(airy)


@pytest.mark.parametrize("other", ["<p>Dag!</p>", "<p id=x>Dag</p>", "<div>Dag</div>", "<p>Dag</p><p></p>"])
def test_what_stands_there_is_not(other):
    assert text_of("<p>Dag</p>") != text_of(other)


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("/groepen/rekenen/besloten/", "/groepen/*/besloten/"),
        ("/groepen/", "/groepen/"),
        ("/bijeenkomsten/a2b3c4d5e6/verslag/", "/bijeenkomsten/*/verslag/"),
        ("/leden/?q=anna&bestuur=x", "/leden/?bestuur&q"),
    ],
)
def test_pages_of_one_sort(path, sort):
    assert generalise(path) == sort
