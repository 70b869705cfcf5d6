"""Working on a cycle: moving it, its goal, what is studied, answers of leaders and experts, the archive."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, DateInput, ModelForm, check_year
from knowledge_network.kit.together import SeenMixin
from lesson_study.cycles.enums import CoverState, Phase, ReadingRole, Subject
from lesson_study.cycles.models import LessonStudyCycle, PriorStudyItem

FEW_ROWS = forms.Textarea(attrs={"rows": 3})


def reason_field(label: Any = None) -> forms.CharField:
    return forms.CharField(label=label or _("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = reason_field()


class BackForm(forms.Form):
    to = forms.ChoiceField(label=_("Back to"))
    reason = reason_field(_("Why do you go back?"))

    def __init__(self, *args: Any, cycle: LessonStudyCycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = cycle.current_phase.number
        earlier = [phase for phase in Phase if phase.number < now]
        self.fields["to"].choices = [(phase.value, phase.label) for phase in reversed(earlier)]  # type: ignore[attr-defined]


class StopForm(forms.Form):
    reason = reason_field(_("Why do you stop?"))
    learned = forms.CharField(
        label=_("What did you learn all the same?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class NeededLaterField(forms.CharField):
    """May be left empty for now; the gate of the phase asks for it, so it is not called optional."""

    def validate(self, value: Any) -> None:
        """Nothing is demanded yet."""


class GoalForm(SeenMixin, ModelForm[LessonStudyCycle]):
    """What the team wants to understand."""

    use_required_attribute = False
    question = NeededLaterField(
        label=_("Research question"),
        max_length=600,
        widget=FEW_ROWS,
        help_text=_("«We want to understand how … so that pupils …»"),
    )
    school_link = NeededLaterField(
        label=_("How does it fit what your schools are working on?"),
        max_length=1000,
        widget=FEW_ROWS,
        help_text=_("For instance a school plan, a theme of the team, a wish of parents."),
    )

    class Meta:
        model = LessonStudyCycle
        fields = ["question", "long_term_goal", "research_theme", "evidence", "school_link"]
        labels = {
            "long_term_goal": _("What kind of learners do you hope for?"),
            "research_theme": _("Theme"),
            "evidence": _("What shows that now?"),
        }
        help_texts = {
            "long_term_goal": _(
                "Look some years ahead. For instance: pupils show their thinking and use each other's."
            ),
            "evidence": _("Work of pupils, tests, what you saw. No names."),
        }
        widgets = {
            "long_term_goal": FEW_ROWS,
            "evidence": FEW_ROWS,
        }


class WebAddressField(forms.URLField):
    """An address of the web, and no other; said once."""

    default_validators = (URLValidator(schemes=["https", "http"]),)  # type: ignore[assignment]


class StudyItemForm(SeenMixin, ModelForm[PriorStudyItem]):
    link = WebAddressField(label=_("Link"), required=False, max_length=500)

    class Meta:
        model = PriorStudyItem
        fields = ["kind", "title", "text", "link"]
        labels = {"kind": _("What is it?"), "title": _("Title, or the thought itself"), "text": _("What it says")}
        widgets = {"text": FEW_ROWS}


class ReadingForm(forms.Form):
    """Who does what with an item: «does» takes it on, «done» or «leave» answers it."""

    role = forms.ChoiceField(label=_("What do you do?"), choices=ReadingRole.choices, required=False)
    note = forms.CharField(
        label=_("What do you take from it?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


ANSWERS = [
    (CoverState.APPROVED.value, _("It is arranged")),
    (CoverState.OTHER_DAY.value, _("Another day would do")),
    (CoverState.REFUSED.value, _("It is not possible")),
]


class CoverAnswerForm(forms.Form):
    """One answer; another day needs a day, «not possible» a reason."""

    state = forms.ChoiceField(
        label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect, initial=CoverState.APPROVED.value
    )
    proposed_day = forms.DateField(label=_("Which day?"), required=False, widget=DateInput(), validators=[check_year])
    note = forms.CharField(
        label=_("A word to the team"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when it is not possible."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("state") == CoverState.OTHER_DAY and not data.get("proposed_day"):
            self.add_error("proposed_day", _("Say which day would do."))
        if data.get("state") == CoverState.REFUSED and not (data.get("note") or "").strip():
            self.add_error("note", _("Say why it is not possible."))
        return data


class ArchiveForm(AddressForm):
    """Which finished studies are shown."""

    address_names: ClassVar[dict[str, str]] = {
        "words": "q",
        "subject": "vak",
        "year": "groep",
        "misconception": "misvatting",
    }
    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    subject = forms.ChoiceField(
        label=_("Subject"), required=False, choices=[("", _("All subjects")), *Subject.address_choices()]
    )
    year = forms.TypedChoiceField(
        label=_("Year group"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All year groups")), *((number, str(number)) for number in range(1, 9))],
    )
    misconception = forms.CharField(label=_("Misconception"), required=False, max_length=100)

    @property
    def is_active(self) -> bool:
        return any(self.values.values())
