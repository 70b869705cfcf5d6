"""Fields and forms that every part asks with: a day, a file, a form that counts once."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.uploads import ACCEPT, SafeFile, check_upload

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NOTE = 200
FILE_HELP = _("PDF, Word, Excel, PowerPoint, OpenDocument, images or plain text. 25 MB at most.")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def check_year(day: dt.date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Choose a day between 2000 and 2100."), code="year")


def new_key() -> str:
    """What makes a form that is sent twice count once."""
    return secrets.token_urlsafe(18)


class OnceForm(forms.Form):
    """A form that carries a key of its own, so that pressing the button twice does the deed once."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", new_key())


class SafeFileField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> SafeFile:
        if not data:
            raise ValidationError(_("Choose a file first."), code="required")
        return check_upload(data)


class AddVersionForm(forms.Form):
    """The next version of a file, and what is new in it."""

    content = SafeFileField(
        label=_("File"), help_text=FILE_HELP, widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "drop-zone"})
    )
    note = forms.CharField(label=_("What did you change?"), max_length=LONGEST_NOTE, required=False)
