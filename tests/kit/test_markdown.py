import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.kit.markdown import render_markdown
from tests.pages import Page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>\n"),
        ("een\ntwee", "<p>een<br>\ntwee</p>\n"),
        ("~~weg~~", "<p><s>weg</s></p>\n"),
        ("3. drie\n4. vier", '<ol start="3">\n<li>drie</li>\n<li>vier</li>\n</ol>\n'),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_markdown_becomes_html(text, html):
    assert render_markdown(text) == html


def test_html_of_the_writer_is_shown_as_text():
    html = render_markdown("<script>alert(1)</script> <b onclick='x'>ha</b>")

    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "text",
    [
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "[klik](vbscript:x)",
        "<javascript:alert(1)>",
    ],
)
def test_no_link_runs_code(text):
    assert "href" not in render_markdown(text)


def test_an_image_is_no_more_than_a_link():
    html = render_markdown("![foto](https://example.org/spy.png)")

    assert "<img" not in html
    assert 'href="https://example.org/spy.png"' in html


def test_every_link_tells_search_engines_and_the_other_site_nothing():
    assert render_markdown("[school](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow noopener">school</a></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("Zie https://example.org/les.", "https://example.org/les", "."),
        ("(https://example.org/a_b)", "https://example.org/a_b", ")"),
        ("https://example.org/?q=1&amp;r=2 en", "https://example.org/?q=1&amp;r=2", " en"),
    ],
)
def test_a_web_address_in_running_text_becomes_a_link_without_the_punctuation(text, address, after):
    assert f'<a href="{address}" rel="nofollow noopener">{address}</a>{after}' in render_markdown(text)


def test_an_address_that_is_a_link_already_or_code_is_left_alone():
    html = render_markdown("[https://example.org](https://example.com) `https://example.net`")

    assert html.count("<a ") == 1
    assert "<code>https://example.net</code>" in html


def test_headings_begin_at_the_level_of_the_page_and_skip_none():
    assert render_markdown("# a\n\n#### b\n\n# c", top_heading=3) == "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>\n"
    assert render_markdown("### a\n\n###### b", top_heading=2) == "<h2>a</h2>\n<h3>b</h3>\n"


def test_headings_go_no_deeper_than_html_has_them():
    html = render_markdown("\n\n".join("#" * level + " kop" for level in range(1, 7)), top_heading=4)

    assert html.count("<h6>") == 4


@given(st.text(alphabet=st.sampled_from("<>\"'&[]()!*_`#:/\n javscriptonerhelg="), max_size=200))
def test_no_text_at_all_yields_a_tag_or_attribute_outside_the_list(text):
    html = render_markdown(text)

    assert "<script" not in html
    assert "<img" not in html
    page = Page(html)
    assert not [link["href"] for link in page.all("[href]") if link["href"].strip().lower().startswith("javascript:")]
    assert not [name for part in page.all("*") for name in part.attributes if name.startswith("on")]
