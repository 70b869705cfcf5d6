"""The page about privacy names every cookie that the site sets."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from knowledge_network.kit.cookies import list_cookies
from tests.pages import Page

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("knowledge_network", "plg", "expertise", "lesson_study")
# What a module sets; one that is not here sets a cookie that nobody told of.
SET_BY = {
    "knowledge_network/exchange/login/sessions.py": "saml-answer",
    "knowledge_network/insight/surveys/views/answering.py": "scan-…",
    "knowledge_network/kit/appearance.py": "theme",
    "knowledge_network/kit/drafts.py": "sent-draft",
    "knowledge_network/kit/replicas.py": "written",
}
IN_BROWSER = re.compile(r"document\.cookie\s*=\s*[`\"']([\w-]+)=")


def find_setters() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"set_cookie", "set_signed_cookie"}
    }


def told() -> set[str]:
    return {cookie.name for cookie in list_cookies()}


def test_every_cookie_that_our_own_code_sets_is_told():
    assert find_setters() == SET_BY.keys()
    assert set(SET_BY.values()) <= told()


def test_every_cookie_that_a_script_sets_is_told():
    scripts = [
        path for folder in ("src", "classroom", "offline") for path in (ROOT / "static/js" / folder).glob("*.js")
    ]
    names = {name for path in scripts for name in IN_BROWSER.findall(path.read_text())}
    assert names == {"theme", "sent-draft"}
    assert names <= told()


@pytest.mark.django_db
def test_the_page_about_privacy_shows_each_with_what_it_is_for_and_how_long(client):
    rows = Page(client.get(reverse("dashboards:privacy"))).all("table tbody tr")
    assert [row.one("code").words for row in rows] == [cookie.name for cookie in list_cookies()]
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"} <= told()
