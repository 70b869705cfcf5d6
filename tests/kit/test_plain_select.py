"""A select that is drawn without templates says what Django's says."""

from __future__ import annotations

import pytest
from django import forms

from knowledge_network.kit.forms import PlainSelect
from tests.pages import Page, Part

CHOICES = [("", "zoals <altijd>"), ("mail", "per mail & bel"), (3, "drie")]


def read_tag(part: Part) -> dict[str, str]:
    return {name: part[name] for name in part.attributes}


@pytest.mark.parametrize("value", ["", "mail", 3, "3", None, "onbekend"])
def test_a_plain_select_draws_what_django_draws(value):
    drawn = []
    for widget in (PlainSelect, forms.Select):
        select = widget(attrs={"class": "input small", "disabled": True, "hidden": False}, choices=CHOICES)
        page = Page(select.render("hoe", value, attrs={"id": "id_hoe"}))
        options = [(read_tag(option), option.words) for option in page.all("option")]
        drawn.append((read_tag(page.one("select")), options))
    assert drawn[0] == drawn[1]
