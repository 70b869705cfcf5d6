"""A page for a visitor asks for the style of all that stands on it: most style comes only with signing in."""

from __future__ import annotations

import re

import pytest

from scripts.bundle_assets import classroom_css_bundle, css_bundle, guest_bundle, inside_bundle
from tests.access.world import World
from tests.pages import Page
from tests.quality.crawl import client_for
from tests.quality.pages import pages_for

CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
STYLE = re.compile(r"css/([\w-]+?)(?:\.[0-9a-f]{12})?\.css")


def classes_in(style: str) -> set[str]:
    return set(CLASS.findall(re.sub(r"url\([^)]*\)", "", style)))


def classes_on(page: Page) -> set[str]:
    return {name for part in page.all("[class]") for name in part["class"].split()}


def bare_classes(page: Page) -> set[str]:
    """What the style sheets of somebody who signed in know, and none that this page asks for."""
    made = {"bundle": css_bundle, "guest": guest_bundle, "classroom": classroom_css_bundle}
    styles = {name: classes_in(bundle()) for name, bundle in made.items()}
    asked = [STYLE.search(link["href"]) for link in page.all("link[rel=stylesheet]")]
    known: set[str] = set().union(*(styles.get(found[1], set()) for found in asked if found))
    return (classes_on(page) & classes_in(inside_bundle())) - known


@pytest.mark.django_db
def test_a_page_for_a_visitor_brings_the_style_of_all_that_stands_on_it(world: World):
    client = client_for(world, "anonymous")
    pages = {address: Page(client.get(address)) for address in pages_for(world, "anonymous")}
    assert sum("/gast/" in address for address in pages) >= 3
    bare = {address: sorted(names) for address, page in pages.items() if (names := bare_classes(page))}
    assert bare == {}


def test_the_rule_sees_a_class_without_its_style():
    html = '<link rel="stylesheet" href="/static/css/bundle.css"><ol class="talk-steps stack"></ol>'
    assert bare_classes(Page(html)) == {"talk-steps"}
    assert bare_classes(Page(html + html.replace("bundle", "guest"))) == set()
