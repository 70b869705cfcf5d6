"""A template that asks for what its view does not give fails its test, whatever ran before."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.template import Origin, Template, engines
from django.template.context import Context
from django.test import override_settings

# What tests set, and Django answers by making its template engines anew.
MADE_ANEW = [("DEBUG", False), ("INSTALLED_APPS", settings.INSTALLED_APPS), ("TEMPLATES", settings.TEMPLATES)]


def drawn(source: str, folder: str = "templates") -> str:
    name = str(settings.BASE_DIR / folder / "made-up.html")
    return Template(source, origin=Origin(name), engine=engines["django"].engine).render(Context({"known": "ja"}))


def is_refused(source: str) -> bool:
    try:
        drawn(source)
    except AssertionError as error:
        return "unheard_of" in str(error)
    return False


def test_what_the_view_does_not_give_is_refused():
    assert is_refused("{{ unheard_of }}")
    assert is_refused("{% if known %}{{ known.unheard_of|default:3 }}{% endif %}")
    assert drawn("{{ known }}") == "ja"


def test_templates_of_packages_may_ask_for_what_is_not_there():
    assert drawn("{{ unheard_of }}", folder=".venv") == ""


@pytest.mark.parametrize(("setting", "value"), MADE_ANEW, ids=[name for name, _value in MADE_ANEW])
def test_it_is_refused_after_a_test_that_made_the_engines_anew(settings: Any, setting: str, value: object):
    setattr(settings, setting, value)
    assert is_refused("{{ unheard_of }}")


def test_it_is_refused_once_that_test_put_the_setting_back():
    with override_settings(DEBUG=False):
        assert is_refused("{{ unheard_of }}")
    assert is_refused("{{ unheard_of }}")
