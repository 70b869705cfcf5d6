"""Which barriers somebody looks at, to whom one is put, and what the answer is."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import ListFilter, ModelChoiceField
from knowledge_network.members.organisations.models import Organisation
from plg.barriers.enums import BarrierState
from plg.barriers.models import Barrier
from plg.steps.enums import Addressee


class BarrierFilter(ListFilter):
    address_names: ClassVar = {"whom": "aan", "state": "stand"}

    whom = forms.TypedChoiceField(
        label=_("Who can take it away"),
        choices=[("", _("Everybody")), *Addressee.address_choices()],
        coerce=Addressee.read_address,
        empty_value="",
        required=False,
    )
    state = forms.TypedChoiceField(
        label=_("What became of it"),
        choices=[("", _("Everything")), *BarrierState.address_choices()],
        coerce=BarrierState.read_address,
        empty_value="",
        required=False,
    )

    def apply(self, rows: QuerySet[Barrier]) -> QuerySet[Barrier]:
        chosen = self.values
        if chosen["whom"]:
            rows = rows.filter(entry__addressee=chosen["whom"])
        if chosen["state"]:
            rows = rows.filter(state=chosen["state"])
        for word in self.words:
            rows = rows.filter(
                Q(entry__title__icontains=word)
                | Q(entry__first__icontains=word)
                | Q(organisation__name__icontains=word)
            )
        return rows


class PutForm(forms.Form):
    """To whom, and what is said with it; without an organisation where the addressee is no partner."""

    organisation = ModelChoiceField(
        Organisation.objects.none(), label=_("Put it to"), empty_label=_("Choose an organisation")
    )
    note = forms.CharField(
        label=_("What you say with it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How you asked, and until when. Every member reads this."),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisations.exists():
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    def values(self) -> dict[str, Any]:
        return {"organisation": self.cleaned_data.get("organisation"), "note": self.cleaned_data["note"]}


class AnswerForm(forms.Form):
    """What became of it; `said_by` for who writes down what another said."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=_("What became of it?"), choices=BarrierState.answers, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("The answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What changes, from when, or why it stays. No names of people. Every member reads this."),
    )
    said_by = forms.CharField(
        label=_("Who said so"),
        max_length=150,
        help_text=_("A function, no name: «the policy officer of the ministry»."),
    )

    def __init__(self, *args: Any, speaks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if speaks:
            del self.fields["said_by"]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "seen"}
