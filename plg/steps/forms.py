"""Forms of the ten steps: what the group writes once, and what one member writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.forms import DateInput, ModelForm, check_year
from plg.steps.enums import EntryKind
from plg.steps.models import StepEntry, ThemeWalk
from plg.steps.names import ASKED, LABELS, PARTS


class PartForm(ModelForm[ThemeWalk]):
    """The fields of one step that the whole group fills in."""

    class Meta:
        model = ThemeWalk
        fields = [name for part in PARTS.values() for name in part]
        widgets = {"central_question": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, step: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in PARTS[step]:
                del self.fields[name]


class EntryForm(ModelForm[StepEntry]):
    """One kind of entry, with the words of that kind."""

    class Meta:
        model = StepEntry
        fields = ["title", "contact", "held_on", "first", "second", "third", "fourth", "link", "addressee"]
        # What they are called depends on the kind.
        labels = dict.fromkeys(("first", "second", "third", "fourth"), "")
        widgets = {
            "held_on": DateInput(),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("first", "second", "third", "fourth")},
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        labels = LABELS[kind]
        self.fields = {name: self.fields[name] for name in labels}
        for name, label in labels.items():
            self.fields[name].label = str(label)
            self.fields[name].required = name in ASKED[kind]
        if kind == EntryKind.TALK:
            self.fields["second"].help_text = _("No names of colleagues or pupils. Your group reads this.")

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day is not None:
            check_year(day)
            if day > timezone.localdate():
                raise ValidationError(_("Choose a day that is past."))
        return day

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class BackForm(forms.Form):
    to = forms.TypedChoiceField(label=gettext_lazy("Back to"), coerce=int)
    reason = forms.CharField(
        label=gettext_lazy("Why do you go back?"), max_length=300, help_text=gettext_lazy("Your group reads this.")
    )

    def __init__(self, *args: Any, steps: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = steps  # type: ignore[attr-defined]
