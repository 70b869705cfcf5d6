"""Where a form asks for no file, none is fine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from knowledge_network.kit.forms import SafeFileField


def forms_of_the_project(base: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    get_resolver().url_patterns  # noqa: B018 - imports the views with their forms
    for form in base.__subclasses__():
        yield form
        yield from forms_of_the_project(form)


def file_fields() -> list[tuple[str, forms.FileField]]:
    return [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in forms_of_the_project()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField)
    ]


def test_no_form_insists_on_a_file_that_it_does_not_ask_for():
    found = file_fields()
    insisting = []
    for name, field in found:
        try:
            field.clean(None)
        except ValidationError:
            if not field.required:
                insisting.append(name)
    assert len(found) > 4, "the forms are found"
    assert insisting == []


def test_a_file_that_is_asked_for_is_missed():
    with pytest.raises(ValidationError):
        SafeFileField().clean(None)
