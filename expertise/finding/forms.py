"""Keeping a search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from expertise.finding.asked import MOST_IN_ADDRESS, of_query
from expertise.finding.models import SavedSearch
from knowledge_network.kit.forms import ModelForm


class SavedSearchForm(ModelForm[SavedSearch]):
    class Meta:
        model = SavedSearch
        fields = ("name", "tells")
        help_texts = {"tells": _("Once a day, only when somebody new fits.")}


class KeepSearchForm(SavedSearchForm):
    query = forms.CharField(max_length=MOST_IN_ADDRESS, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        asked = of_query(self.cleaned_data["query"])
        if not asked.is_asked:
            raise forms.ValidationError(_("There is nothing to keep: look for something first."))
        return asked.query
