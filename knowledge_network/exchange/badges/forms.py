"""What is asked around badges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from expertise.claims.models import ExpertiseClaim
from knowledge_network.exchange.badges.models import BadgeClass
from knowledge_network.exchange.badges.sealing import LONGEST
from knowledge_network.kit.forms import Cleaned, ModelChoiceField, ModelForm


class AskForm(forms.Form):
    claim: ModelChoiceField[ExpertiseClaim] = ModelChoiceField(
        label=_("Which expertise"), queryset=ExpertiseClaim.objects.none()
    )
    motivation = forms.CharField(
        label=_("How do you meet the criterion?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("In your own words, with an example or two. Only who decides reads it."),
    )

    def __init__(self, *args: Any, claims: list[ExpertiseClaim] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if claims is None:
            del self.fields["claim"]
        else:
            rows = ExpertiseClaim.objects.filter(pk__in=[claim.pk for claim in claims]).select_related("topic")
            self.fields["claim"].queryset = rows  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not (yet)?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who asked reads this. Say what would make it a yes."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, help_text=_("Only its holder reads this.")
    )


class ClassForm(ModelForm[BadgeClass]):
    class Meta:
        model = BadgeClass
        fields = ["name", "description", "criterion", "months", "is_offered"]
        widgets = {"criterion": forms.Textarea(attrs={"rows": 7})}

    def is_about_stored(self) -> bool:
        """Also of a kind of which nothing is written yet: two may begin with the same suggestion."""
        return True


class CheckForm(forms.Form):
    address = forms.EmailField(
        label=_("E-mail address of who shows it"),
        help_text=_("The badge itself names nobody. With the address we see whether it was given to this person."),
    )
    file = forms.FileField(
        label=_("File of the badge"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,.jwt,.txt", "class": "drop-zone"}),
    )
    text = forms.CharField(
        label=_("Or paste what stands in it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )

    # Of a badge that is shown as a QR code: then there is no file.
    number = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["number"].value():
            del self.fields["file"], self.fields["text"]

    def clean_file(self) -> str:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LONGEST:
            raise ValidationError(_("This file is too big to be a badge."))
        content: bytes = file.read()
        return content.decode(errors="replace")

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        if cleaned.get("number"):
            return cleaned
        if not self.errors and not (cleaned.get("file") or cleaned.get("text", "").strip()):
            raise ValidationError(_("Choose a file, or paste what stands in it."))
        return cleaned

    @property
    def shown(self) -> str:
        text: str = self.cleaned_data["file"] or self.cleaned_data["text"]
        return text
