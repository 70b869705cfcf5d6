"""Bringing in school holidays, and days on which a board or school is closed besides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned, DateInput, ModelForm, check_year
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.school_year import files as holiday_files
from knowledge_network.school_year.calendar import HOME_REGION
from knowledge_network.school_year.models import ClosedDay, SchoolHoliday


class HolidayForm(forms.Form):
    """The official list as a file, an address, or (after the look at what it changes) its text."""

    file = forms.FileField(label=_("File"), required=False)
    url = forms.CharField(label=_("Or the address of the official list"), required=False, max_length=300)
    content = forms.CharField(required=False, max_length=holiday_files.LARGEST, widget=forms.HiddenInput)

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        if not any(data.get(name) for name in ("file", "url", "content")) and not self.errors:
            raise forms.ValidationError(_("Choose a file, or fill in an address."))
        return data

    def list_as_bytes(self) -> bytes:
        """What was brought. Raises UnreadableHolidays when an address cannot be read."""
        data = self.cleaned_data
        text: str = data.get("content") or ""
        if text:
            return text.encode()
        if data.get("file"):
            content: bytes = data["file"].read(holiday_files.LARGEST + 1)
            return content
        return holiday_files.fetch(data["url"].strip())


class ClosedDayForm(ModelForm[ClosedDay]):
    class Meta:
        model = ClosedDay
        fields = ["organisation", "name", "start", "end", "instead_of"]
        widgets = {"start": DateInput(), "end": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.current().participating().order_by("name")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["organisation"].empty_label = _("Choose a board or school")  # type: ignore[attr-defined]
        advisory = SchoolHoliday.objects.filter(is_compulsory=False, region=HOME_REGION).order_by("-start")
        self.fields["instead_of"].queryset = advisory  # type: ignore[attr-defined]
        self.fields["instead_of"].empty_label = _("none: a day besides the holidays")  # type: ignore[attr-defined]
        for name in ("start", "end"):
            self.fields[name].validators.append(check_year)
