"""What makes a page worth a look in the browser: a fault in one state of one template is never passed by."""

import pytest

from tests.quality.shapes import fewest, traits

PAGE = """<html lang="nl"><head><title>Leden</title></head><body>
<header><nav aria-label="Menu"><a href="/">Start</a></nav></header>
<main><h1>Leden</h1><section><h2>Jouw leden</h2><ul class="list">{rows}</ul>{more}</section></main></body></html>"""
ROW = """<li class="row"><a href="/leden/{0}/"><img src="/foto/{0}/" alt="Foto"> Lid {0}</a>
<span data-name="{0}">{0}</span></li>"""


def page(*names: str, more: str = "", row: str = ROW) -> str:
    return PAGE.format(rows="".join(row.format(name) for name in names), more=more)


PLAIN = traits(page("an"))


@pytest.mark.parametrize(
    "other",
    [page("piet"), page("an", "piet", "mies"), page("an").replace("Jouw leden", "Alle")],
    ids=["another name", "more rows", "other words"],
)
def test_data_alone_is_no_reason_to_look_again(other):
    assert traits(other) == PLAIN
    assert fewest({"first": PLAIN, "second": traits(other)}) == ["first"]


# Each is what a state of a template could hold, and what axe would call a fault.
FAULTS = {
    "picture without alternative": page("an", row=ROW.replace(' alt="Foto"', "")),
    "link without words": page(
        "an", row='<li class="row"><a href="/leden/{0}/"></a> <span data-name="{0}">{0}</span></li>'
    ),
    "pale class": page("an", row=ROW.replace("<span", '<span class="pale"')),
    "pale class of an ancestor": page("an").replace('<ul class="list"', '<ul class="list dark"'),
    "field without label": page("an", more="<form><input type=text name=q></form>"),
    "button without words": page("an", more='<button type="button"></button>'),
    "skipped heading": page("an", more="<h4>Meer</h4>"),
    "second main heading": page("an", more="<h1>Nog eens</h1>"),
    "unknown role": page("an", more='<p role="buton">Meer</p>'),
    "wrong child of a list": page("an").replace("</ul>", "<p>Meer</p></ul>"),
    "the same id twice": page("an", more='<p id="a">x</p><p id="a">y</p>'),
    "reference that leads nowhere": page("an", more='<p aria-describedby="gone">x</p>'),
    "two landmarks of one name": page("an", more='<nav aria-label="Menu"><a href="/">Start</a></nav>'),
    "wrong value for a screen reader": page("an", more='<button type="button" aria-expanded="perhaps">x</button>'),
    "no language": page("an").replace(' lang="nl"', ""),
    "no title": page("an").replace("Leden</title>", "</title>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_state_with_a_fault_is_looked_at(fault):
    """Also beside many pages of the same template in other states."""
    others = {f"plain {name}": traits(page(name)) for name in ("an", "piet", "mies")}
    assert "faulty" in fewest(others | {"faulty": traits(FAULTS[fault])})


def test_what_the_style_sheet_asks_for_by_value_is_another_state():
    ok, bad = (traits(page("an", more=f'<p data-tone="{tone}">x</p>')) for tone in ("ok", "bad"))
    assert ok != bad


def test_every_template_and_every_trait_is_among_the_fewest():
    pages = {
        "a": traits(page("an"), ["list.html"]),
        "b": traits(page("an", more="<p>Meer</p>"), ["list.html"]),
        "c": traits(page("an"), ["list.html", "_row.html"]),
        "d": traits(page("piet"), ["list.html"]),
    }
    chosen = fewest(pages)
    assert chosen == ["b", "c"]
    assert set().union(*(pages[name] for name in chosen)) == set().union(*pages.values())


def test_nothing_to_choose_from_is_nothing():
    assert fewest({}) == []
