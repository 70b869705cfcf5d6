"""What is kept of the pages that tests get, and that a state that no page shows is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.template import Context, Engine
from django.template.base import Origin, Template
from django.test import RequestFactory

from tests.quality.test_pace import Item, made_up
from tests.states import branches
from tests.states.branches import Seen, branches_of
from tests.states.keeper import Keeper, kept, of_clients
from tests.states.parts import PARTS, Part, missing_of, of_the_day
from tests.states.unseen import NO_PAGE, missing

SOURCE = """{% if many %}
  many
{% elif one %}
  one
{% else %}
  none
{% endif %}
{% for name in names %}<b>{{ name }}</b>{% empty %}nobody{% endfor %}
{% if quiet %}   {% endif %}"""
NAMES = ["x.html", "x.html:1 if", "x.html:3 elif", "x.html:5 else", "x.html:8 for", "x.html:8 empty"]


def compiled(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> Template:
    monkeypatch.setattr(Template, "compile_nodelist", Template.compile_nodelist)
    seen.watch()
    return Template(SOURCE, Origin(str(branches.TEMPLATES / "x.html")), "x.html", Engine())


def test_each_branch_that_shows_something_has_a_name():
    template = Template(SOURCE, Origin(str(branches.TEMPLATES / "x.html")), "x.html", Engine())
    assert [name for name, _nodes in branches_of(template, template.nodelist)] == NAMES


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"many": True, "names": ["An"]}, {"x.html", "x.html:1 if", "x.html:8 for"}),
        ({"one": True, "names": []}, {"x.html", "x.html:3 elif", "x.html:8 empty"}),
        ({}, {"x.html", "x.html:5 else", "x.html:8 empty"}),
    ],
)
def test_what_is_drawn_is_told_and_nothing_else(given, shown, monkeypatch):
    seen = Seen()
    template = compiled(seen, monkeypatch)
    text = template.render(Context(given))
    assert seen.take() == shown
    assert seen.take() == set()
    assert text == Template(SOURCE, Origin("elsewhere"), "y.html", Engine()).render(Context(given))


def test_templates_of_packages_are_left_alone():
    template = Template(SOURCE, Origin("/somewhere/else.html"), "else.html", Engine())
    assert list(branches_of(template, template.nodelist)) == []


def test_a_page_is_kept_for_a_state_that_no_page_showed_before(tmp_path):
    keeper = Keeper(tmp_path)
    for number, (states, html) in enumerate(
        [
            ({"a"}, "<html><p class='x'>Een</p></html>"),
            ({"a"}, "<html><p class='x'>Twee</p></html>"),
            ({"a", "b"}, "<html><p class='x'>Drie</p></html>"),
            ({"a"}, "<html><p class='y'>Vier</p></html>"),
        ]
    ):
        response = HttpResponse(html)
        response.wsgi_request = RequestFactory().get(f"/{number}/")  # type: ignore[attr-defined]
        keeper.keep(response, states)
    assert [page.address for page in kept(tmp_path)] == ["/0/", "/2/", "/3/"]


def test_who_has_pages_elsewhere_or_shows_nothing_new_is_not_asked():
    browser = Item(pytest.mark.real_clock(reason="its own clock"), asks=("page",))
    items = [Item(), Item(pytest.mark.slow), Item(obj=made_up), Item(pytest.mark.drill(name="mail")), browser]
    assert of_clients(items) == items[:2]


def test_a_template_that_no_page_shows_is_named_unless_it_says_why():
    excused = {f"{start}x.html" if start.endswith("/") else start for start in NO_PAGE}
    every = {"a.html", "a.html:1 if", *excused}
    assert list(missing(every, {"a.html", "a.html:1 if"})) == []
    assert next(iter(missing(every, {"a.html:1 if"}))).startswith("no page shows a.html")
    assert "  a.html:1 if" in list(missing(every, {"a.html"}))
    assert "which is gone" in next(iter(missing(every - {"500.html"}, {"a.html", "a.html:1 if"})))


TESTS = Path(__file__).resolve().parent.parent
# Of what runs beside the site, or of the tests themselves: they ask for no page.
NO_PAGES = {"assets", "benchmarks", "growth", "states"}


def test_every_folder_of_tests_has_its_part_and_every_part_its_day():
    folders = {path.parent.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")}
    in_parts = [folder.removeprefix("tests/") for part in PARTS for folder in part.tests]
    assert sorted(in_parts) == sorted(folders - NO_PAGES)
    days = [dt.date(2026, 12, 30) + dt.timedelta(days=number) for number in range(len(PARTS))]
    assert {of_the_day(day) for day in days} == {part for part in PARTS if part.takes_turns}


def test_a_part_that_shows_less_than_before_says_so():
    part = Part("x", ("tests/x",), ("x/",), 66)
    every = {"x/a.html", "x/a.html:1 if", "x/a.html:3 else", "x/b.html:1 for", "y/a.html:1 if"}
    assert list(missing_of(part, every, {"x/a.html:1 if", "x/a.html:3 else"})) == []
    assert "33.3 of 100" in next(iter(missing_of(part, every, {"x/a.html:1 if", "y/a.html:1 if"})))
