"""What a coordinator enters about organisations."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, DateInput, ModelChoiceField, ModelForm
from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.kit.text import folded
from knowledge_network.members.organisations.enums import OrganisationKind, Participation
from knowledge_network.members.organisations.models import (
    Board,
    Organisation,
    OtherOrganisation,
    PartnershipMembership,
    Site,
    TeacherEducation,
)


class OrganisationForm(ModelForm[Organisation]):
    """The parts that all forms of organisations share."""

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ("name", "place", "website", "valid_from", "valid_to")
        widgets = {"valid_from": DateInput(), "valid_to": DateInput()}
        help_texts = {"valid_to": _("The first day on which it no longer exists.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "website" in self.fields:
            self.fields["website"] = forms.URLField(
                label=self.fields["website"].label, required=False, assume_scheme="https", max_length=200
            )

    def clean_valid_to(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["valid_to"]
        if day is None and self.instance.successor_id:
            raise forms.ValidationError(_("This organisation has a successor, so it needs an end date."))
        return day


class BoardForm(OrganisationForm):
    class Meta(OrganisationForm.Meta):
        model = Board
        fields = ("name", "bg_number", "kvk", "place", "website", "valid_from", "valid_to")


class InstituteForm(OrganisationForm):
    programmes = SimpleArrayField(
        forms.CharField(max_length=80),
        label=_("programmes"),
        required=False,
        help_text=_("With commas between them, for instance: pabo, master Leren en Innoveren."),
    )

    class Meta(OrganisationForm.Meta):
        model = TeacherEducation
        fields = ("name", "programmes", "bg_number", "brin", "place", "website", "valid_from", "valid_to")


class OtherForm(OrganisationForm):
    class Meta(OrganisationForm.Meta):
        model = OtherOrganisation
        fields = ("name", "type", "place", "website", "valid_from", "valid_to")


class SiteForm(OrganisationForm):
    """Address and board come from the register; these may be corrected by hand until the next import says otherwise."""

    class Meta(OrganisationForm.Meta):
        model = Site
        fields = ("name", "phone", "website")

    def clean_valid_to(self) -> dt.date | None:
        return self.instance.valid_to


FORMS: dict[str, type[OrganisationForm]] = {
    OrganisationKind.BOARD: BoardForm,
    OrganisationKind.SITE: SiteForm,
    OrganisationKind.INSTITUTE: InstituteForm,
    OrganisationKind.OTHER: OtherForm,
}


class ParticipationForm(ModelForm[PartnershipMembership]):
    class Meta:
        model = PartnershipMembership
        fields = ("role", "start")
        widgets = {"start": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].initial = timezone.localdate


class MergeForm(forms.Form):
    successor = ModelChoiceField(queryset=Board.objects.none(), label=_("The board that goes on"))
    on = forms.DateField(
        label=_("From"),
        initial=timezone.localdate,
        widget=DateInput,
        help_text=_("The first day of the new situation; not in the future."),
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.current().exclude(pk=board.pk).order_by("name")
        self.fields["successor"].queryset = boards  # type: ignore[attr-defined]


class OrganisationFilterForm(AddressForm):
    address_names: ClassVar = {"kind": "soort", "participation": "deelname"}

    q = forms.CharField(label=_("Search by name, place or code"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *OrganisationKind.choices])
    participation = forms.ChoiceField(
        label=_("Participation"),
        required=False,
        choices=[("", _("All")), *Participation.address_choices()],
    )

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(self.cleaned_data.get(name)) for name in ("kind", "participation")) if self.is_valid() else 0

    @property
    def is_active(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def apply(self, organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """Narrow; what is no valid choice narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if text := folded(chosen.get("q", "")):
            organisations = organisations.alias(
                folded_name=UnaccentedLower("name"), folded_place=UnaccentedLower("place")
            ).filter(
                Q(folded_name__contains=text)
                | Q(folded_place__startswith=text)
                | Q(site__site_code__istartswith=text)
                | Q(board__bg_number=text)
            )
        if chosen.get("kind"):
            organisations = organisations.filter(kind=chosen["kind"])
        if chosen.get("participation") == Participation.TAKES_PART.address:
            organisations = organisations.participating()  # type: ignore[attr-defined]
        elif chosen.get("participation") == Participation.STANDS_OUTSIDE.address:
            taking_part = Organisation.objects.participating().values("pk")
            organisations = organisations.exclude(pk__in=taking_part)
        return organisations
