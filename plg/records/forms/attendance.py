"""Checking in, confirming attendance, and certificates."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned, ModelForm
from knowledge_network.kit.text import check_person_name
from knowledge_network.kit.together import StoredForm
from plg.groups.models import Group
from plg.meetings.models import Meeting
from plg.records.enums import AttendanceStatus
from plg.records.models.certificate import CODE_ALPHABET


class CheckInForm(forms.Form):
    """The four figures on the board."""

    code = forms.CharField(
        label=_("The four figures on the board"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*", "class": "code-input"}
        ),
    )

    def clean_code(self) -> str:
        code = re.sub(r"\s", "", self.cleaned_data["code"])
        if not (code.isascii() and code.isdigit() and len(code) == 4):
            raise ValidationError(_("The code has four figures."))
        return code


class AttendanceForm(StoredForm):
    """One row of the table: where somebody was, and for who was there partly how long."""

    status = forms.ChoiceField(choices=AttendanceStatus)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=24 * 60)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs["max"] = meeting.minutes_long

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        if data.get("status") == AttendanceStatus.PARTLY and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Fill in how many minutes."))
        return data


class WalkInForm(forms.Form):
    """The full name of a member, or with `is_guest` that of somebody without an account; `found` is the member."""

    name = forms.CharField(
        label=_("Somebody else was there"),
        validators=[check_person_name],
        max_length=120,
        help_text=_("The full name, of a member of the network or of a guest."),
    )
    is_guest = forms.BooleanField(label=_("A guest, without an account"), required=False)

    def __init__(self, *args: Any, find: Callable[[str], list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find, self.found = find, None

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        name = data.get("name")
        if not name or data.get("is_guest"):
            return data
        alike = self.find(name)
        exact = [person for person in alike if person.get_full_name().casefold() == name.casefold()]
        if len(exact) == 1:
            self.found = exact[0]
        elif alike:
            names = ", ".join(person.get_full_name() for person in alike[:5])
            self.add_error("name", _("Do you mean: %(names)s? Write the full name.") % {"names": names})
        else:
            self.add_error("is_guest", _("No member has this name. Is it a guest? Then say so here."))
        return data


class ContestForm(forms.Form):
    text = forms.CharField(label=_("What is not right?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ContestAnswerForm(forms.Form):
    """Put right (`grant`) with the right status, or left as it was (`refuse`), which needs a reason."""

    decision = forms.ChoiceField(label=_("What you decide"), choices=[("grant", "grant"), ("refuse", "refuse")])
    status = forms.ChoiceField(
        label=_("Put it right as"), choices=AttendanceStatus, required=False, initial=AttendanceStatus.PRESENT
    )
    minutes = forms.IntegerField(
        label=_("Minutes, for who was there partly"), required=False, min_value=0, max_value=24 * 60
    )
    answer = forms.CharField(label=_("Your answer"), max_length=500, required=False)

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        grants = data.get("decision") == "grant"
        if grants and not data.get("status") and "status" not in self.errors:
            self.add_error("status", _("Choose what is right."))
        if (
            grants
            and data.get("status") == AttendanceStatus.PARTLY
            and not data.get("minutes")
            and "minutes" not in self.errors
        ):
            self.add_error("minutes", _("Fill in how many minutes."))
        if data.get("decision") == "refuse" and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Say why it stays as it was."))
        return data


class CertificateTermsForm(ModelForm[Group]):
    class Meta:
        model = Group
        fields = ["certificate_hours", "learning_outcomes"]
        widgets = {"learning_outcomes": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "certificate_hours": _(
                "Who was there three times out of four gets one too. Leave empty for that rule alone."
            )
        }

    def clean_certificate_hours(self) -> Decimal | None:
        hours: Decimal | None = self.cleaned_data["certificate_hours"]
        if hours is not None and hours <= 0:
            raise ValidationError(_("Fill in more than zero hours, or nothing."))
        return hours


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why is it withdrawn?"), max_length=300)


class CodeForm(forms.Form):
    """A verification code as people type it: small letters and without dashes are fine."""

    code = forms.CharField(label=_("Code on the certificate"), max_length=20)

    def clean_code(self) -> str:
        letters = re.sub(r"[^A-Z0-9]", "", self.cleaned_data["code"].upper())
        if len(letters) != 12 or set(letters) - set(CODE_ALPHABET):
            raise ValidationError(_("A code has twelve letters and figures, for instance K7MQ-3XPA-9TRD."))
        return "-".join(letters[n : n + 4] for n in (0, 4, 8))
