"""What the list of notices can be asked."""

from __future__ import annotations

from django import forms
from django.utils.dateparse import parse_datetime


class UntilForm(forms.Form):
    """Up to which moment everything is read: what was not on the screen yet stays new."""

    until = forms.CharField(required=False)

    def clean_until(self):
        try:
            moment = parse_datetime(self.cleaned_data["until"])
        except ValueError:
            moment = None
        return moment if moment is not None and moment.tzinfo is not None else None
