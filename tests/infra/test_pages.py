"""The helper that reads pages says when there is not exactly one of what a test looks for."""

import pytest

from tests.pages import Page

PAGE = Page("<main><h1>Lezen  om\n te <mark>we</mark>ten</h1><p hidden>een</p><p>twee</p></main>")


def test_words_are_apart_where_elements_are_and_together_where_asked():
    assert PAGE.one("h1").words == "Lezen om te we ten"
    assert PAGE.one("h1").marked == "Lezen om te weten"
    assert "te we ten een twee" in PAGE


@pytest.mark.parametrize(("path", "found"), [("p", 2), ("table", 0)])
def test_none_or_several_is_not_one(path, found):
    with pytest.raises(AssertionError, match=f"{found} elements at '{path}' in: Lezen om"):
        PAGE.one(path)


def test_an_attribute_that_stands_alone_is_empty_and_a_missing_one_an_error():
    assert PAGE.all("p")[0]["hidden"] == ""
    with pytest.raises(KeyError):
        PAGE.all("p")[1]["hidden"]
