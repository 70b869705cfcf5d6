"""What a field is called is a translated text: Django makes «Article» of a model field that has no name in words."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise

from tests.kit.test_optional_files import forms_of_the_project

OURS = ("knowledge_network.", "plg.", "expertise.", "lesson_study.")


def is_called_by_its_name(form: type[forms.BaseForm], name: str, field: forms.Field) -> bool:
    shown = not field.widget.is_hidden and not isinstance(field.widget, forms.MultipleHiddenInput)
    # Without any label (None) the template of the page says what it is: filters do.
    return shown and isinstance(field.label, str) and not isinstance(field.label, Promise) and field.label != ""


def test_every_field_that_is_shown_has_a_label_in_words():
    found = sorted(
        {
            f"{form.__module__}.{form.__name__}.{name}"
            for form in forms_of_the_project()
            if form.__module__.startswith(OURS)
            for name, field in getattr(form, "base_fields", {}).items()
            if is_called_by_its_name(form, name, field)
        }
    )
    assert found == []
