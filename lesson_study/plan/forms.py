"""What is typed into a plan, checked; nothing is written here."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import ModelForm
from knowledge_network.kit.together import SeenMixin
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.pupil_names import ALIASES
from lesson_study.plan.actions.cells import LONGEST, Choice
from lesson_study.plan.enums import PlanColumn, PupilCode
from lesson_study.plan.models import CasePupil, LessonPlan


class CellForm(forms.Form):
    """One cell as the page sends it by itself."""

    row = forms.UUIDField()
    column = forms.ChoiceField(choices=PlanColumn)
    pupil = forms.ChoiceField(choices=PupilCode, required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    # What the text started from, where that is not what stood in `version`.
    base = forms.CharField(required=False, strip=False, max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("column") in PlanColumn.OF_PUPIL) != bool(data.get("pupil")):
            self.add_error("pupil", _("This cell is not there."))
        return data


class RowDeedForm(forms.Form):
    """What a button of a row does; `to` is the place for a row that was dragged."""

    SAVE, UP, DOWN, TO, REMOVE, RESTORE, CORE, NOT_CORE = (
        "save", "up", "down", "to", "remove", "restore", "core", "not_core",
    )  # fmt: skip
    deed = forms.ChoiceField(
        choices=[(deed, deed) for deed in (SAVE, UP, DOWN, TO, REMOVE, RESTORE, CORE, NOT_CORE)], required=False
    )
    to = forms.IntegerField(min_value=0, max_value=1000, required=False)


class SettleForm(forms.Form):
    choice = forms.ChoiceField(choices=[(choice.value, choice.value) for choice in Choice])
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "class": "remark-field"})
    )


class FeedbackForm(forms.Form):
    feedback = forms.CharField(
        label=_("What do you think of the plan?"),
        help_text=_("Think of what pupils will do and say. Is it what you expect too? What would you look at?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NoFeedbackForm(ModelForm[LessonPlan]):
    class Meta:
        model = LessonPlan
        fields = ("no_feedback_reason",)


class FixForm(forms.Form):
    change_log = forms.CharField(
        label=_("What changed, and why?"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CasePupilForm(SeenMixin, ModelForm[CasePupil]):
    """A case pupil; the invented name comes from a list, so that it is nobody's."""

    class Meta:
        model = CasePupil
        fields = ("alias", "typification", "success_criterion", "learning_start")
        widgets = {"learning_start": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "typification": _("For instance: still unsure, counts in whole numbers. No diagnosis, no score."),
            "success_criterion": _("What will you see or hear when it works?"),
        }

    def __init__(self, *args: Any, cycle: LessonStudyCycle, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The gate asks for it, and the discussion is about it.
        self.fields["success_criterion"].required = True
        own = self.instance.alias
        free = [name for name in ALIASES if name not in taken or name == own]
        # A name that the list does not have (any more) stays until somebody chooses another.
        free = free if own in {"", *free} else [own, *free]
        choices = [("", _("No name, only the letter")), *((name, name) for name in free)]
        self.fields["alias"] = forms.ChoiceField(
            label=_("Invented name"),
            choices=choices,
            required=False,
            help_text=_("Which child it is stays on paper, with the teacher of the lesson."),
        )


class TakeOverForm(forms.Form):
    """Rows of one earlier plan, by their keys."""

    rows = forms.MultipleChoiceField(label=_("Rows"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rows"]
        field.choices = choices  # type: ignore[attr-defined]
        field.initial = [key for key, _label in choices]


def field_name(column: str, code: str = "") -> str:
    """How a cell is called in the form of its row: «teacher», «expected-A»."""
    return f"{column}-{code}" if code else column


def read_versions(text: str) -> dict[str, int]:
    """Field → the version that the page showed; nonsense is nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, int) and 0 <= value < 2**31}
