"""Forms of the research agenda: a theme group, an answer, a question to the Kennisrotonde, and wishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.agenda.actions import NEXT
from expertise.agenda.enums import ExternalState, WishKind
from expertise.agenda.models import AgendaWish, ExternalQuestion
from expertise.products.forms.picking import ProductField
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.forms import DateInput, ModelChoiceField, ModelForm, check_year
from knowledge_network.kit.text import check_name
from knowledge_network.kit.together import StoredForm


class GroupForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the theme group"), max_length=100, validators=[check_name])


class AnswerForm(StoredForm):
    """One of what its theme group made; without a group, any product, named by its title."""

    product = ProductField(
        KnowledgeProduct.objects.none(),
        label=gettext_lazy("Which product answers it"),
        required=False,
        help_text=gettext_lazy("Type a part of the title, or nothing when there is none yet. Who asked is told once."),
    )

    def __init__(self, *args: Any, group: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = KnowledgeProduct.objects.in_view()
        if group is None:
            self.fields["product"].queryset = rows  # type: ignore[attr-defined]
            return
        self.fields["product"] = ModelChoiceField(
            rows.filter(group=group).order_by("title"),
            label=gettext_lazy("Which product answers it"),
            required=False,
            empty_label=gettext_lazy("none yet"),
            help_text=gettext_lazy("Who asked is told once."),
        )


class ExternalForm(ModelForm[ExternalQuestion]):
    """The checklist of what makes a question concrete and researchable; a draft may still lack parts."""

    class Meta:
        model = ExternalQuestion
        fields = ["question", *ExternalQuestion.CHECKLIST]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "context": forms.Textarea(attrs={"rows": 3}),
            "tried": forms.Textarea(attrs={"rows": 3}),
        }


class ExternalStateForm(forms.Form):
    """What happened outside. What came back is asked for where something did."""

    state = forms.ChoiceField(label=gettext_lazy("What happened?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("On which day"), widget=DateInput())
    url = forms.URLField(
        label=gettext_lazy("Link to the question there"), max_length=300, required=False, assume_scheme="https"
    )
    answer_summary = forms.CharField(
        label=gettext_lazy("What came back"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("In a few sentences. Who asked and the group read this."),
    )

    def __init__(self, *args: Any, external: ExternalQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(ExternalState.choices)
        allowed = [state for state in ExternalState.values if state in NEXT[external.state]]
        self.fields["state"].choices = [(state, labels[state]) for state in allowed]  # type: ignore[attr-defined]
        self.initial.setdefault("on", timezone.localdate())
        if len(allowed) == 1:
            self.initial.setdefault("state", allowed[0])

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        check_year(day)
        if day > timezone.localdate():
            raise ValidationError(_("Choose a day that is past."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") in ExternalState.CAME_BACK and not cleaned.get("answer_summary"):
            self.add_error("answer_summary", _("Write down what came back."))
        return cleaned


class WishForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=WishKind.choices, initial=WishKind.WISH, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("In one sentence"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class TopForm(StoredForm):
    """The three that a workshop put on top."""

    def __init__(self, data: Any, *, wishes: Sequence[AgendaWish], **kwargs: Any) -> None:
        placed = {wish.top: wish.public_id for wish in wishes if wish.top}
        super().__init__(data, initial={f"place-{place}": placed.get(place, "") for place in (1, 2, 3)}, **kwargs)
        self.by_key = {wish.public_id: wish for wish in wishes}
        choices = [("", "–"), *((wish.public_id, wish.text) for wish in wishes)]
        for place in (1, 2, 3):
            self.fields[f"place-{place}"] = forms.ChoiceField(
                label=_("Place %(place)d") % {"place": place}, choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [key for key in (cleaned.get(f"place-{place}") for place in (1, 2, 3)) if key]
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("A wish has one place."))
        return cleaned

    def order(self) -> list[AgendaWish]:
        keys = [self.cleaned_data.get(f"place-{place}") for place in (1, 2, 3)]
        return [self.by_key[key] for key in keys if key]
