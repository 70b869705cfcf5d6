"""What a form says is wrong, for the summary above it: words that stand on the page, never the name of a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from knowledge_network.kit.together import MET_CODE


@dataclass(frozen=True)
class ErrorLine:
    """`target` is the field to jump to and `label` what it is called; both are empty where there is nothing to see."""

    text: str
    target: str = ""
    label: str = ""


def error_lines(form: forms.BaseForm) -> list[ErrorLine]:
    """What is wrong field by field; what is wrong with the form as a whole stands in its `non_field_errors`."""
    lines: list[ErrorLine] = []
    for field in form.visible_fields():
        # Without a label of its own Django makes one of the field's name.
        label = str(field.label) if field.field.label else ""
        target = field.id_for_label or field.auto_id
        lines += [ErrorLine(str(error), str(target), label) for error in field.errors]
    lines += [ErrorLine(text) for field in form.hidden_fields() for text in _about_hidden(field)]
    return list(dict.fromkeys(lines))


def say_errors(form: forms.BaseForm) -> str:
    """The same in one line, for a message on another page than that of the form."""
    whole = [str(error) for error in form.non_field_errors()]
    fields = [f"{line.label}: {line.text}" if line.label else line.text for line in error_lines(form)]
    return " ".join([*whole, *fields])


def say_met(form: forms.BaseForm) -> str:
    """As `say_errors`; where somebody else was first, what the fields hold is not on the page to which this leads."""
    if any(form.has_error(name, MET_CODE) for name in form.fields):
        return _("Somebody else changed the same things just now. Look again.")
    return say_errors(form)


def _about_hidden(field: BoundField) -> Iterator[str]:
    """Nobody filled it in, so «this field is required» tells nothing: unless the form itself says what it means."""
    standard = _standard_messages(field.field)
    for error in field.errors.as_data():
        if error.code in _OF_VALIDATORS or str(error.message) in standard:
            yield _("This page is out of date, or something in it was changed. Load it again and try once more.")
        else:
            yield from error.messages


_OF_VALIDATORS = {"max_length", "min_length", "max_value", "min_value", "null_characters_not_allowed", "surrogates"}


def _standard_messages(field: forms.Field) -> set[str]:
    """What Django says of fields of this kind."""
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
    return {str(text) for kind in kinds for text in getattr(kind, "default_error_messages", {}).values()}
