"""Forms of the cycle and the board: where cards go, the words of a bundle, what was found, and what was meant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expertise.questions.actions.board import Place
from expertise.questions.models import CoPCycle, IndicativeQuestion
from knowledge_network.kit.forms import ModelForm, ModelMultipleChoiceField
from knowledge_network.kit.text import check_name
from plg.meetings.enums import MeetingKind
from plg.meetings.forms.offered import offer_first
from plg.meetings.models import Meeting

LOOSE, OUTSIDE, NEW = "los", "buiten", "nieuw"
MOST_PLENARIES = 3


class MoveForm(forms.Form):
    """Which cards go where. `cards` and the versions that were seen are read from the page (`read_seen`)."""

    to = forms.CharField(label=_("To"), max_length=12)
    name = forms.CharField(label=_("Name of the new bundle"), max_length=80, validators=[check_name], required=False)
    reason = forms.CharField(label=_("Why it falls outside"), max_length=300, required=False)
    passed_to = forms.CharField(label=_("Passed on to"), max_length=150, required=False)

    def __init__(self, *args: Any, cycle: CoPCycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        to = cleaned.get("to", "")
        if to == OUTSIDE and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it falls outside. Who asked reads this."))
        if to == NEW and not cleaned.get("name"):
            self.add_error("name", _("Give the new bundle a name."))
        if to and to not in (LOOSE, OUTSIDE, NEW):
            bundles = IndicativeQuestion.objects.present().filter(cycle=self.cycle)
            cleaned["bundle"] = bundles.filter(public_id=to).first()
            if cleaned["bundle"] is None:
                self.add_error("to", _("This bundle is no longer there. Look again."))
        return cleaned

    @property
    def makes_bundle(self) -> bool:
        return bool(self.cleaned_data["to"] == NEW)

    @property
    def place(self) -> Place:
        data = self.cleaned_data
        if data["to"] == OUTSIDE:
            return Place(outside_reason=data["reason"], passed_to=data["passed_to"])
        return Place(data.get("bundle"))


class BundleForm(ModelForm[IndicativeQuestion]):
    class Meta:
        model = IndicativeQuestion
        fields = ["name", "words", "rationale"]
        widgets = {"words": forms.Textarea(attrs={"rows": 2}), "rationale": forms.Textarea(attrs={"rows": 4})}


class EvidenceForm(ModelForm[IndicativeQuestion]):
    class Meta:
        model = IndicativeQuestion
        fields = ["searched_where", "found", "verdict"]
        widgets = {"found": forms.Textarea(attrs={"rows": 4}), "verdict": forms.RadioSelect}
        help_texts = {"searched_where": _("For instance: own knowledge base, earlier questions, Kennisrotonde.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].required = name != "found"


class CycleForm(ModelForm[CoPCycle]):
    """What the year is about, which meetings are its plenaries, how much room there is."""

    plenaries = ModelMultipleChoiceField(
        Meeting.objects.none(), label=_("Plenary meetings"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CoPCycle
        fields = ["title", "capacity", "plenaries"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(partnership__isnull=False, kind=MeetingKind.PLENARY)
        chosen = list(self.instance.plenaries.values_list("pk", flat=True)) if self.instance.pk else []
        offer_first(self.fields["plenaries"], meetings.order_by("-starts_at", "-pk"), chosen=chosen)
        self.fields["capacity"].min_value = 1  # type: ignore[attr-defined]

    def clean_capacity(self) -> int:
        capacity: int = self.cleaned_data["capacity"]
        if not 1 <= capacity <= 50:
            raise ValidationError(_("Choose a number from 1 to 50."))
        return capacity

    def clean_plenaries(self) -> list[Meeting]:
        meetings = list(self.cleaned_data["plenaries"])
        if len(meetings) > MOST_PLENARIES:
            raise ValidationError(_("Choose three meetings at most."))
        return meetings


class NotMeantForm(forms.Form):
    words = forms.CharField(
        label=_("What did you mean?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the team reads this. You may leave it empty."),
    )


class ObjectionForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who asked reads this."),
    )
