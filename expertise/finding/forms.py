"""Keeping a search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expertise.finding.asked import MOST_IN_ADDRESS, of_query
from expertise.finding.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ("name", "tells")
        help_texts = {"tells": _("Once a day, only when somebody new fits.")}


class KeepSearchForm(SavedSearchForm):
    query = forms.CharField(max_length=MOST_IN_ADDRESS, widget=forms.HiddenInput)

    def clean_query(self) -> Any:
        asked = of_query(self.cleaned_data["query"])
        if not asked.is_asked:
            raise forms.ValidationError(_("There is nothing to keep: look for something first."))
        return asked.query
