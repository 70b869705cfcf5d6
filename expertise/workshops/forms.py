"""Forms of a workshop: starting it, coming in, the sheet of a table, and a change by all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.questions.models import IndicativeQuestion
from expertise.workshops.models import Workshop
from expertise.workshops.queries import Ranked
from knowledge_network.kit.cut import cut
from knowledge_network.kit.forms import ModelChoiceField, ModelMultipleChoiceField
from knowledge_network.kit.text import check_name
from knowledge_network.kit.together import StoredForm

FEWEST_QUESTIONS, MOST_QUESTIONS, MOST_OFFERED = 2, 30, 40
# More ticks than these are no mistake of somebody.
MOST_TICKED = 200


class StartForm(forms.Form):
    """Of many questions the first that hold the words are offered, and always those that are ticked."""

    name = forms.CharField(label=gettext_lazy("Name of the workshop"), max_length=100, validators=[check_name])
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for the tables"), min_value=1, max_value=180, initial=20, required=False
    )
    q = forms.CharField(label=gettext_lazy("Words in the question"), max_length=100, required=False)
    questions = ModelMultipleChoiceField(
        IndicativeQuestion.objects.none(),
        label=gettext_lazy("Which questions lie on the table?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A theme at a time works best: eight to twelve questions."),
    )

    def __init__(self, *args: Any, bundles: QuerySet[IndicativeQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked = [str(key).replace("\x00", "")[:10] for key in self["questions"].value() or ()][:MOST_TICKED]
        found = bundles
        for word in str(self["q"].value() or "").replace("\x00", "").split()[:8]:
            found = found.filter(Q(name__icontains=word) | Q(words__icontains=word))
        keys = cut(found.values_list("pk", flat=True), MOST_OFFERED)
        self.is_cut = keys.is_cut
        chosen = bundles.filter(public_id__in=ticked).values_list("pk", flat=True) if ticked else ()
        self.fields["questions"].queryset = bundles.filter(pk__in={*keys, *chosen})  # type: ignore[attr-defined]

    @classmethod
    def read_sent(cls, data: QueryDict) -> dict[str, Any]:
        """What was filled in so far, to look for other questions with it."""
        return {name: data.getlist(name) if name == "questions" else data.get(name) for name in cls.base_fields}

    def clean_questions(self) -> list[IndicativeQuestion]:
        chosen = list(self.cleaned_data["questions"])
        if not FEWEST_QUESTIONS <= len(chosen) <= MOST_QUESTIONS:
            raise ValidationError(_("Choose two to thirty questions."))
        return chosen

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 20


class JoinForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code on the screen"),
        max_length=5,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 8}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()


class DivideForm(forms.Form):
    tables = forms.IntegerField(label=gettext_lazy("How many tables"), min_value=1, max_value=50, initial=4)


class ClockForm(forms.Form):
    minutes = forms.IntegerField(label=gettext_lazy("Minutes on the clock"), min_value=1, max_value=180)


class SheetForm(StoredForm):
    """A place for each question; each place once."""

    def __init__(
        self, data: Any, *, questions: Sequence[IndicativeQuestion], stored: Mapping[int, int], **kwargs: Any
    ) -> None:
        initial = {one.public_id: str(stored[one.pk]) for one in questions if one.pk in stored}
        super().__init__(data, initial=initial, **kwargs)
        self.questions = questions
        places = [(str(place), str(place)) for place in range(1, len(questions) + 1)]
        for one in questions:
            self.fields[one.public_id] = forms.ChoiceField(label=one.words or one.name, choices=[("", "–"), *places])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        counts = Counter(cleaned.values())
        for name, place in list(cleaned.items()):
            if counts[place] > 1:
                self.add_error(name, _("Place %(place)s stands here more than once.") % {"place": place})
        return cleaned

    def order(self) -> list[IndicativeQuestion]:
        return sorted(self.questions, key=lambda one: int(self.cleaned_data[one.public_id]))

    def rows(self) -> list[BoundField]:
        return [self[one.public_id] for one in self.questions]


class ChangeForm(forms.Form):
    question = ModelChoiceField(IndicativeQuestion.objects.none(), label=gettext_lazy("Which question"))
    to_place = forms.TypedChoiceField(label=gettext_lazy("Goes to place"), coerce=int)
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300, help_text=gettext_lazy("Stands beside the order for everybody.")
    )

    def __init__(self, *args: Any, workshop: Workshop, order: Sequence[Ranked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = workshop.questions.order_by("name")  # type: ignore[attr-defined]
        self.fields["to_place"].choices = [(one.place, str(one.place)) for one in order]  # type: ignore[attr-defined]
