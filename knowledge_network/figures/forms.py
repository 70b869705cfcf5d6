"""Entering the numbers of schools, and words beside figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.figures.models import Explanation, YearFacts
from knowledge_network.kit.forms import ModelForm
from knowledge_network.members.organisations.models import Organisation

MOST_PEOPLE, MOST_HOURS = 5000, 1_000_000


@dataclass(frozen=True)
class FactsLine:
    """One school of the form: its two fields."""

    organisation: Organisation
    headcount: forms.BoundField
    agreed_hours: forms.BoundField


@dataclass(frozen=True)
class Entered:
    organisation: Organisation
    headcount: int | None
    agreed_hours: int | None


class FactsForm(forms.Form):
    """Two numbers for each of some places. What the reader saw goes along: only what they changed is written."""

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], known: dict[int, YearFacts], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        self.known = known
        for organisation in organisations:
            facts = known.get(organisation.pk)
            self.fields[f"headcount-{organisation.slug}"] = forms.IntegerField(
                label=_("People on 1 October"),
                min_value=1,
                max_value=MOST_PEOPLE,
                required=False,
                show_hidden_initial=True,
                initial=facts.headcount if facts else None,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )
            self.fields[f"hours-{organisation.slug}"] = forms.IntegerField(
                label=_("Hours agreed"),
                min_value=1,
                max_value=MOST_HOURS,
                required=False,
                show_hidden_initial=True,
                initial=facts.agreed_hours if facts else None,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )

    def lines(self) -> Iterator[FactsLine]:
        for organisation in self.organisations:
            yield FactsLine(organisation, self[f"headcount-{organisation.slug}"], self[f"hours-{organisation.slug}"])

    def entered(self) -> Iterator[Entered]:
        """The places of which the reader changed a number; the other one stays as it is now."""
        for organisation in self.organisations:
            facts = self.known.get(organisation.pk)
            names = f"headcount-{organisation.slug}", f"hours-{organisation.slug}"
            if not set(names).isdisjoint(self.changed_data):
                stays = (facts.headcount, facts.agreed_hours) if facts else (None, None)
                headcount, hours = (self._new(name, old) for name, old in zip(names, stays, strict=True))
                yield Entered(organisation, headcount, hours)

    def _new(self, name: str, old: int | None) -> int | None:
        return self.cleaned_data[name] if name in self.changed_data else old


class ExplanationForm(ModelForm[Explanation]):
    """Own words beside the figures; says which version was read."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    class Meta:
        model = Explanation
        fields = ["text"]
        labels = {"text": _("What do the figures not show?")}
        help_texts = {"text": _("Your team, your board and the programme leaders read this beside the figures.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
