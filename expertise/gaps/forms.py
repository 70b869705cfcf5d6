"""The filter of «Expertise in beeld», and what is filled in to go from a gap to a deed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expertise.gaps.enums import GapActionKind, GapSort, GapStatus
from expertise.gaps.models import GapAction
from knowledge_network.kit.forms import AddressForm, ModelForm, ModelMultipleChoiceField
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.models import Member
from plg.meetings.enums import MeetingKind
from plg.meetings.forms.meetings import MeetingForm

MOST_INVITED = 60


class GapsForm(AddressForm):
    address_names: ClassVar = {
        "theme": "thema",
        "is_strategic": "strategisch",
        "without_step": "zonder_stap",
        "is_covered": "gedekt",
        "is_gap": "gaten",
        "sort": "sorteer",
    }

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.TypedChoiceField(
        label=_("Status"),
        choices=[("", _("Every status")), *GapStatus.address_choices()],
        coerce=GapStatus.read_address,
        empty_value="",
        required=False,
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All sectors")), *Sector.choices], required=False)
    is_strategic = forms.BooleanField(label=_("Only the strategic agenda"), required=False)
    without_step = forms.BooleanField(label=_("Only without a step taken"), required=False)
    is_gap = forms.BooleanField(label=_("Only white spots and islands"), required=False)
    is_covered = forms.BooleanField(label=_("Only what is covered"), required=False)
    sort = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("All themes")), *themes]  # type: ignore[attr-defined]

    @property
    def sorted_by(self) -> str:
        """A word of `GapSort`, with a minus before it when the order is turned round."""
        chosen: str = self.values["sort"]
        return chosen if chosen.removeprefix("-") in GapSort.by_address() else GapSort.STATUS.address

    @property
    def chosen_count(self) -> int:
        return sum(bool(value) for name, value in self.values.items() if name != "sort")


class StepForm(ModelForm[GapAction]):
    """Something that was done outside the platform, or in a way it does not know."""

    class Meta:
        model = GapAction
        fields = ["kind", "note"]
        labels = {"note": _("What did you do?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        # A call goes out from its own page, which counts whom it reaches.
        known = [choice for choice in GapActionKind.choices if choice[0] != GapActionKind.CALL]
        self.fields["kind"].choices = known  # type: ignore[attr-defined]
        self.fields["kind"].initial = GapActionKind.OTHER


class CallForm(forms.Form):
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For instance why this matters now. Everybody who is called reads it."),
    )


class BridgeForm(MeetingForm):
    """A meeting of an island with another board: who comes is ticked in a list."""

    kinds = MeetingKind.OF_THE_NETWORK

    def __init__(self, *args: Any, candidates: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [member.pk for member in candidates]
        self.fields["people"] = ModelMultipleChoiceField(
            Member.objects.active().filter(pk__in=keys).order_by("sort_name"),
            label=_("Who is invited"),
            initial=[member.public_id for member in candidates],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least two people.")},
        )

    def clean_people(self) -> list[Member]:
        people = list(self.cleaned_data["people"])
        if not 2 <= len(people) <= MOST_INVITED:
            raise ValidationError(
                _("Tick at least two people, and at most %(most)d."), params={"most": MOST_INVITED}, code="number"
            )
        return people

    def values(self) -> dict[str, Any]:
        return {**super().values(), "invited": self.cleaned_data["people"]}
