"""What is asked in a signing round, and by who checks a document."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.forms import day_field, past_day
from knowledge_network.agreements.texts.models import Party
from knowledge_network.agreements.texts.people import find_staff
from knowledge_network.kit.forms import Cleaned, SafeFileField
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.forms.picking import PersonField
from knowledge_network.members.people.models import Member

PAPER = ("application/pdf", "image/png", "image/jpeg")
PAPER_HELP = _("A PDF or a photo. 25 MB at most.")
LARGEST_CHECKED = 10 * 1024 * 1024


class MandateForm(forms.Form):
    member = PersonField(Member.objects.none(), label=_("Who signs"))
    function = forms.CharField(
        label=_("Function, as it stands under the agreement"),
        max_length=100,
        help_text=_("For instance «Algemeen directeur a.i.». It stays as you write it."),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = find_staff(party)  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    scan = SafeFileField(
        label=_("Scan of the paper"),
        help_text=PAPER_HELP,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg", "class": "drop-zone"}),
    )

    def clean_scan(self) -> SafeFile:
        scan: SafeFile = self.cleaned_data["scan"]
        if scan.media_type not in PAPER:
            raise ValidationError(_("Choose a PDF or a photo."))
        return scan


class SignedPaperForm(PaperForm):
    signed_on = day_field(label=_("Signed on"))
    seen = forms.BooleanField(label=_("I saw the original, and every page of it is the same as in this document."))

    def clean_signed_on(self) -> dt.date | None:
        return past_day(self.cleaned_data["signed_on"])


class MandatePaperForm(PaperForm):
    seen = forms.BooleanField(label=_("I saw the original, signed by who may decide this for the party."))


class SignForm(forms.Form):
    document_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    agrees = forms.BooleanField(label=_("I read the document and I sign it for this party."))


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you not sign?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All parties read this."),
    )


class PartlyForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it start without all parties?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the sealed document and cannot be changed. Write no names of people."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All parties read this."),
    )


class CheckForm(forms.Form):
    """A document, or its fingerprint, or the fingerprint of a step."""

    document = forms.FileField(
        label=_("PDF of an agreement"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf", "class": "drop-zone"}),
        help_text=_("We look at it and keep nothing. 10 MB at most."),
    )
    fingerprint = forms.CharField(
        label=_("Or a fingerprint (SHA-256)"),
        required=False,
        max_length=200,
        help_text=_("From a mail or the last page of the document: 64 characters."),
    )

    def clean_document(self) -> UploadedFile[bytes] | None:
        document: UploadedFile[bytes] | None = self.cleaned_data["document"]
        if document is not None and (document.size or 0) > LARGEST_CHECKED:
            raise ValidationError(_("This file is too big to check here."))
        return document

    def clean_fingerprint(self) -> str:
        text = "".join(self.cleaned_data["fingerprint"].split()).lower()
        if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
            raise ValidationError(_("A fingerprint has 64 characters: digits and the letters a to f."))
        return text

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("document") and not cleaned.get("fingerprint"):
            raise ValidationError(_("Choose a PDF, or fill in a fingerprint."))
        return cleaned
