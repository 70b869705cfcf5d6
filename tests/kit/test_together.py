"""What the second of two writers reads beside the field that both changed."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from knowledge_network.kit.together import StoredForm


class NameForm(StoredForm):
    """About a name that stands in the database."""

    name = forms.CharField(max_length=40)


def fill_in(mine: str) -> NameForm:
    sent = QueryDict(mutable=True)
    sent.update({"name": mine, "initial-name": "Vroeger"})
    return NameForm(sent, initial={"name": "Van een ander"})


@pytest.mark.parametrize("looked_at_before", [True, False])
def test_what_another_wrote_stands_beside_the_field(looked_at_before):
    form = fill_in("De mijne")
    if looked_at_before:
        assert form["name"].value() == "De mijne"
    assert not form.is_valid()
    assert "Van een ander" in str(form["name"].help_text)
    assert form["name"].value() == "De mijne"


def test_who_writes_what_another_wrote_meets_nobody():
    form = fill_in("Van een ander")
    assert form.is_valid()
    assert "Van een ander" not in str(form["name"].help_text)


class WishForm(StoredForm):
    """About choices that stand in the database."""

    wishes = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B"), ("c", "C")])


def test_a_page_that_says_twice_what_was_chosen_makes_nobody_a_second_writer():
    sent = QueryDict(mutable=True)
    sent.setlist("wishes", ["a", "b", "c"])
    sent.setlist("initial-wishes", ["b", "a", "b", "a"])
    assert WishForm(sent, initial={"wishes": ["a", "b"]}).is_valid()
    sent.setlist("initial-wishes", ["a"])
    assert not WishForm(sent, initial={"wishes": ["a", "b"]}).is_valid()
