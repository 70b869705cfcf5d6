"""What reaches the browser: up to date, our own, light, and allowed by the content security policy."""

import gzip
import json
import re

import pytest
from django.conf import settings
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template

from knowledge_network.kit.templatetags.kit import icon_names
from scripts import vendor_assets

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
# Mail, and the page inside the ZIP with somebody's data, are read outside the site and carry their style with them.
# The demo is installed only where it runs.
ELSEWHERE = {"demo/", "mail/", "members/privacy/my_data_export.html"}
PAGES = sorted(
    path for path in TEMPLATES.rglob("*.html") if not str(path.relative_to(TEMPLATES)).startswith(tuple(ELSEWHERE))
)
# An address that a page may link to, never load from.
LOADED = re.compile(
    r"(?:src|srcset|data|action)=\"(?:https?:)?//|url\([\"']?(?:https?:)?//|@import|<link[^>]+https?://"
)
# Two sorts of «script» are data that no browser runs: what our own scripts read, and what search engines read of a
# public page. The content policy blocks neither, for nothing is executed.
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))")


def test_the_sprite_holds_exactly_the_icons_of_the_list():
    assert icon_names() == set(vendor_assets.icon_names()), "run python scripts/vendor_assets.py"


def test_every_third_party_file_has_a_version_and_a_licence():
    packages = json.loads((STATIC / "vendor" / "versions.json").read_text())["packages"]

    for package, _, target in vendor_assets.COPIES:
        assert re.fullmatch(r"\d+\.\d+\.\d+", packages[package])
        assert (settings.BASE_DIR / target).stat().st_size > 0
    licensed = {package for package, source, _ in vendor_assets.COPIES if source == "LICENSE"}
    assert licensed == set(packages)


def test_no_script_points_to_a_source_map_that_is_not_there():
    for script in STATIC.rglob("*.js"):
        assert "sourceMappingURL" not in script.read_text(), script


def test_no_page_has_anything_inline_or_loads_anything_from_elsewhere():
    wrong = {}
    for path in PAGES:
        text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
        if found := INLINE.search(text) or LOADED.search(text):
            wrong[path.relative_to(TEMPLATES)] = found[0]
    assert len(PAGES) > 100
    assert wrong == {}


def test_every_template_compiles_and_names_only_icons_that_exist():
    """Also those parts that no test draws: an icon is looked up while its template is read."""
    broken = {}
    for path in PAGES:
        try:
            get_template(str(path.relative_to(TEMPLATES)))
        except TemplateSyntaxError as error:
            broken[path.relative_to(TEMPLATES)] = str(error)
    assert broken == {}


def test_an_icon_that_is_not_there_is_no_template():
    with pytest.raises(TemplateSyntaxError, match="no-such-icon"):
        engines["django"].from_string('{% load kit %}{% icon "no-such-icon" %}')


BUILT = (
    "css/bundle.css",
    "css/inside.css",
    "css/classroom.css",
    "css/guest.css",
    "js/bundle.js",
    "js/inside.js",
    "js/classroom.js",
)


@pytest.mark.parametrize("path", [*BUILT, "js/start.js"])
def test_our_style_and_script_load_nothing_from_elsewhere(path):
    assert not re.search(r"https?://|url\([\"']?//|\beval\(|new Function", (STATIC / path).read_text())


def test_every_file_that_the_style_sheet_names_exists():
    css = (STATIC / "css" / "bundle.css").read_text() + (STATIC / "css" / "inside.css").read_text()
    css += (STATIC / "css" / "classroom.css").read_text()
    named = re.findall(r"url\(\"([^\"]+)\"\)", css)

    assert len(named) >= 5
    for address in named:
        assert (STATIC / "css" / address).resolve().is_file(), address


def test_what_every_page_loads_leaves_room_for_the_page_itself():
    """Of the 60 kB (gzip) that a public page may weigh, fonts aside."""
    files = ["css/bundle.css", "js/start.js", "js/bundle.js", "vendor/htmx.min.js", "icons.svg", "img/favicon.svg"]

    assert sum(len(gzip.compress((STATIC / file).read_bytes(), 6)) for file in files) < 44_000
