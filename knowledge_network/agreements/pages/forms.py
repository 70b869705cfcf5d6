"""A partner's own words beside its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.models import Party

LONGEST = 2000


class ExplanationForm(forms.Form):
    """`read`: what stood there when the page was opened."""

    text = forms.CharField(
        label=_("What do the figures not show?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Every party reads this beside your figures, with your name and the day."),
    )
    read = forms.CharField(required=False, max_length=3 * LONGEST, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, party: Party) -> None:
        super().__init__(data, initial={"text": party.explanation, "read": party.explanation})
