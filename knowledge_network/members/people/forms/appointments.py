"""What a coordinator fills in about members: appointments, corrections, and the filter of the table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import ModelChoiceField, ModelForm
from knowledge_network.kit.models import match_active
from knowledge_network.kit.text import MOST_WORDS, check_person_name
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Standing
from knowledge_network.members.people.forms.directory import DirectoryFilterForm
from knowledge_network.members.people.models import Appointment, Member


class AppointmentForm(ModelForm[Appointment]):
    """Organisation, function and period. The database's own rules show as errors of the form."""

    organisation = ModelChoiceField(label=_("School or organisation"), queryset=Organisation.objects.none())
    main = forms.BooleanField(
        label=_("This is the main appointment"),
        required=False,
        help_text=_("It stands first on the profile and in lists."),
    )

    class Meta:
        model = Appointment
        fields = ["organisation", "function", "fte", "start", "end"]
        widgets = {
            "start": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "end": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.current()
        offered = known.participating() | known.exclude(kind=OrganisationKind.SITE)
        if self.instance.pk:
            offered = offered | Organisation.objects.filter(pk=self.instance.organisation_id)
            self.initial["organisation"] = self.instance.organisation.slug
            self.initial["main"] = self.instance.is_primary
        self.fields["organisation"].queryset = offered.distinct().order_by("kind", "name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            # PostgreSQL cannot even ask about a period that runs backwards.
            self.add_error("end", _("An appointment ends after it starts."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The member is no field of the form, and yet part of the rules that the database keeps."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's own, unknown to its stubs
        return excluded - {"member"}

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class EndAppointmentForm(forms.Form):
    end = forms.DateField(
        label=_("First day on which it no longer holds"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_end(self) -> dt.date:
        end: dt.date = self.cleaned_data["end"]
        if not dt.date(1950, 1, 1) <= end <= dt.date(2100, 1, 1):
            raise ValidationError(_("Choose a day between 1950 and 2100."))
        return end


class DetailsForm(ModelForm[Member]):
    """Name and address as they should be."""

    class Meta:
        model = Member
        fields = ["given_name", "infix", "family_name", "email"]
        help_texts = {
            "email": _("With a new address the member logs in again and confirms it once."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("given_name", "infix", "family_name"):
            self.fields[name].validators.append(check_person_name)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if EmailAddress.objects.filter(email__iexact=email).exclude(user=self.instance).exists():
            raise ValidationError(_("Somebody with this e-mail address is a member already."))
        return email


class SuspensionForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Only coordinators see this."))


class ManagementFilterForm(DirectoryFilterForm):
    """The filter of the directory, with the states that only a coordinator sees, and without what members hide.

    It finds by name, by a piece of an e-mail address and by school or board, word for word: «jansen zonnebloem».
    """

    status = forms.ChoiceField(required=False, choices=Standing.address_choices())

    def apply(self, members: QuerySet[Member], *, names: str = "holding") -> QuerySet[Member]:
        return super().apply(self._of_state(members), names=names)

    def _of_name(self, name: str, how: str) -> Q:
        condition = Q()
        for word in name.split()[:MOST_WORDS]:
            works = Appointment.objects.filter(match_active(timezone.localdate()))
            works = works.filter(
                Q(organisation__name__icontains=word) | Q(organisation__governing_board__name__icontains=word)
            )
            named = super()._of_name(word, how)
            found = Q(email__icontains=word) | Q(pk__in=works.values("member"))
            condition &= (named | found) if named else found
        return condition

    def _of_state(self, members: QuerySet[Member]) -> QuerySet[Member]:
        standing = Standing.read_address(self.value("status"))
        if standing == Standing.ALL:
            return members
        if standing == Standing.SUSPENDED:
            return members.filter(suspended_at__isnull=False)
        if standing == Standing.LEAVING:
            return members.filter(erasure_requested_at__isnull=False)
        if standing == Standing.LEFT:
            return members.filter(left_at__isnull=False)
        active = members.filter(Q(suspended_at__isnull=True, left_at__isnull=True, erasure_requested_at__isnull=True))
        if standing == Standing.WITHOUT_APPOINTMENT:
            held = Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk"))
            return active.exclude(Exists(held))
        return active
