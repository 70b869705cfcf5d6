"""Whose products are brought in, from a sheet or from a catalogue, and what holds where the source says nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductKind, ProductLicence
from knowledge_network.exchange.intake.candidates import Found
from knowledge_network.exchange.intake.reading import read_list
from knowledge_network.exchange.outgoing.client import OutgoingError, check_address
from knowledge_network.members.imports.reading import UnreadableTableError

LARGEST_LIST = 2 * 1024 * 1024


class SourceForm(forms.Form):
    source = forms.CharField(
        label=_("Whose products are these?"),
        max_length=120,
        help_text=_("The name that stands with each of them, for instance «Kennisnetwerk Achterhoek»."),
    )
    kind = forms.ChoiceField(
        label=_("What are most of them?"),
        choices=ProductKind.choices,
        initial=ProductKind.LESSON_MATERIAL,
        help_text=_("Holds for what does not say so itself."),
    )
    licence = forms.ChoiceField(
        label=_("Licence, when one does not say it"),
        required=False,
        choices=[("", _("leave those out")), *ProductLicence.choices],
        help_text=_("Choose one only when the source told you so."),
    )


class ListForm(SourceForm):
    """That it can be read and has the columns it needs is known before anything is kept; the file itself is not."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), at most 2 MB and 300 products."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    field_order = ("file", "source", "kind", "licence")

    def clean_file(self) -> File[bytes]:
        upload: File[bytes] = self.cleaned_data["file"]
        if upload.size > LARGEST_LIST:
            raise ValidationError(_("This file is larger than %(size)s MB.") % {"size": 2})
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("file") and cleaned.get("source"):
            try:
                cleaned["found"] = self._read(cleaned["file"], cleaned["source"])
            except UnreadableTableError as error:
                self.add_error("file", str(error))
        return cleaned

    def _read(self, content: File[bytes], source: str) -> list[Found]:
        found = read_list(content, source)
        if not found:
            raise UnreadableTableError(_("There are no products in this list."))
        return found


class HarvestForm(SourceForm):
    url = forms.CharField(
        label=_("Address of the catalogue"),
        max_length=300,
        help_text=_("Who looks after that catalogue knows it (OAI-PMH). It begins with https://."),
        widget=forms.URLInput,
    )
    of_set = forms.CharField(
        label=_("Only this part"),
        max_length=120,
        required=False,
        help_text=_("A catalogue can have parts («sets»). Leave empty for everything."),
    )

    field_order = ("url", "source", "of_set", "kind", "licence")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            check_address(url)
        except OutgoingError as error:
            raise ValidationError(str(error)) from None
        if "?" in url or "#" in url:
            raise ValidationError(_("Leave out what stands behind the question mark."))
        return url
