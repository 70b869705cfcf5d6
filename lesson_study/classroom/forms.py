"""Setting up a research lesson, a note by hand, an interview, and what the timeline shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.forms import AddressForm, ModelChoiceField, ModelForm
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.models import Member
from lesson_study.classroom.models import Observation, PupilInterview, ResearchLesson
from lesson_study.classroom.queries import NumberedRow
from lesson_study.cycles.enums import DayKind, Phase, TeamRole
from lesson_study.cycles.models import CycleDay, LessonStudyCycle
from lesson_study.plan.models import CasePupil, LessonPlan

WHOLE_CLASS = "klas"
FEWEST_OBSERVERS = 2


class VersionField(ModelChoiceField[LessonPlan]):
    def label_from_instance(self, plan: Any) -> str:
        return str(_("version %(version)s") % {"version": plan.version})


class DayField(ModelChoiceField[CycleDay]):
    def label_from_instance(self, day: Any) -> str:
        return f"{nice_date(day.day)}, {day.start_time:%H:%M}: {day.get_kind_display()}"


class LessonForm(StoredForm):
    """Which version is taught, when, to whom and by whom; and who observes which case pupil."""

    plan = VersionField(LessonPlan.objects.none(), label=_("Version of the plan"), empty_label=None)
    day = DayField(CycleDay.objects.none(), label=_("Day"), required=False, empty_label=_("We choose the day later"))
    class_label = forms.CharField(
        label=_("Class"), max_length=60, help_text=_("For example «group 7, morning». Not the name of the school.")
    )
    teacher = forms.TypedChoiceField(label=_("Who teaches?"))

    def __init__(
        self, *args: Any, cycle: LessonStudyCycle, lesson: ResearchLesson | None, phase: Phase, **kwargs: Any
    ) -> None:
        self.cycle, self.lesson, self.is_first = cycle, lesson, phase == Phase.LESSON
        self.pupils = list(CasePupil.objects.filter(cycle=cycle).order_by("code"))
        super().__init__(*args, **kwargs)
        self.team = {
            member.public_id: member
            for member in Member.objects.filter(lesson_study_teams__in=cycle.team.present()).order_by(
                "given_name", "pk"
            )
        }
        self._let_choose_people()
        plan_field: Any = self.fields["plan"]
        plan_field.queryset = LessonPlan.objects.filter(cycle=cycle, fixed_at__isnull=False).order_by("-version")
        day_field: Any = self.fields["day"]
        day_field.queryset = CycleDay.objects.filter(cycle=cycle, kind__in=DayKind.LESSONS).order_by("day")
        self.initial.update(self._of(lesson) if lesson is not None else self._proposed(phase))

    def _let_choose_people(self) -> None:
        people = [(key, str(member)) for key, member in self.team.items()]
        one = [("", _("Choose somebody")), *people]
        self.fields["teacher"] = forms.TypedChoiceField(label=_("Who teaches?"), choices=one, coerce=self.team.get)
        for pupil in self.pupils:
            self.fields[f"observer_{pupil.code}"] = forms.TypedChoiceField(
                label=_("Who observes pupil %(pupil)s?") % {"pupil": pupil},
                help_text=pupil.typification,
                choices=one,
                coerce=self.team.get,
            )
        self.fields["whole_class"] = forms.TypedMultipleChoiceField(
            label=_("Who looks at the whole class?"),
            choices=people,
            coerce=self.team.get,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _of(self, lesson: ResearchLesson) -> dict[str, Any]:
        given = list(lesson.observers.select_related("case_pupil", "observer"))
        return {
            "plan": lesson.plan,
            "day": lesson.day,
            "class_label": lesson.class_label,
            "teacher": lesson.teacher.public_id if lesson.teacher else "",
            "whole_class": [one.observer.public_id for one in given if one.case_pupil is None],
            **{f"observer_{one.case_pupil.code}": one.observer.public_id for one in given if one.case_pupil},
        }

    def _proposed(self, phase: Phase) -> dict[str, Any]:
        """The day that the team planned for it, and who said to teach the first one; a second is better by another."""
        is_first = phase == Phase.LESSON
        planned = self.cycle.days.filter(kind=DayKind.LESSON if is_first else DayKind.RETEACH)
        day = planned.filter(lesson__isnull=True).order_by("day", "pk").first()
        teaching = self.cycle.team.present().filter(team_roles__contains=[TeamRole.TEACHER]).select_related("member")
        teachers = list(teaching[:2]) if is_first else []
        return {
            "day": day,
            "teacher": teachers[0].member.public_id if len(teachers) == 1 else "",
        }

    @property
    def waiting_version(self) -> LessonPlan | None:
        """The version with the changes of the team that is still a draft, when a second lesson would teach it."""
        if self.is_first:
            return None
        newest = LessonPlan.objects.filter(cycle=self.cycle).order_by("-version").first()
        return newest if newest is not None and newest.fixed_at is None and newest.version > 1 else None

    def clean_plan(self) -> LessonPlan:
        """A second lesson teaches what the team changed after the first."""
        plan: LessonPlan = self.cleaned_data["plan"]
        first = None if self.is_first else ResearchLesson.objects.filter(cycle=self.cycle, number=1).first()
        taught = first.plan.version if first is not None else 0
        newer = LessonPlan.objects.filter(cycle=self.cycle, version__gt=taught).order_by("-version").first()
        if first is not None and newer is not None and plan.version <= taught:
            words = _("There is a version %(version)s with your changes. Fix that one first and teach it.")
            raise ValidationError(words % {"version": newer.version}, code="old")
        return plan

    def clean_day(self) -> CycleDay | None:
        day: CycleDay | None = self.cleaned_data["day"]
        other = ResearchLesson.objects.filter(day=day).exclude(pk=self.lesson.pk if self.lesson else 0)
        if day is not None and other.exists():
            raise ValidationError(_("Another lesson is on that day already."), code="taken")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        teacher = data.get("teacher")
        for name in self.observer_names:
            if teacher is not None and data.get(name) == teacher:
                self.add_error(name, _("Who teaches cannot observe in the same lesson."))
        if teacher is not None and teacher in (data.get("whole_class") or ()):
            self.add_error("whole_class", _("Who teaches cannot observe in the same lesson."))
        if not self.errors and len({observer.pk for observer, _pupil in self.observers}) < FEWEST_OBSERVERS:
            self.add_error(self.observer_names[-1] if self.pupils else "whole_class", _("At least two people observe."))
        return data

    @property
    def observer_names(self) -> list[str]:
        return [f"observer_{pupil.code}" for pupil in self.pupils]

    @property
    def observers(self) -> list[tuple[Member, CasePupil | None]]:
        """Who looks at whom; None is the whole class."""
        chosen: list[tuple[Member, CasePupil | None]] = [
            (self.cleaned_data[f"observer_{pupil.code}"], pupil)
            for pupil in self.pupils
            if self.cleaned_data.get(f"observer_{pupil.code}")
        ]
        return chosen + [(member, None) for member in self.cleaned_data.get("whole_class") or ()]


class NoteForm(ModelForm[Observation]):
    """A note written on the page, afterwards or from paper."""

    class Meta:
        model = Observation
        fields = ("row", "case_pupil", "noted_at", "match", "text", "is_quote", "is_critical")
        widgets: ClassVar[dict[str, Any]] = {
            "noted_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "match": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, lesson: ResearchLesson, rows: list[NumberedRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.lesson = lesson
        names = {row.pk: row.label for row in rows}
        row_field: Any = self.fields["row"]
        row_field.queryset = row_field.queryset.filter(pk__in=list(names)).order_by("position")
        row_field.label_from_instance = lambda row: names[row.pk]
        row_field.empty_label = _("Not in one row")
        pupil_field: Any = self.fields["case_pupil"]
        pupil_field.queryset = CasePupil.objects.filter(cycle=lesson.cycle_id).order_by("code")
        pupil_field.empty_label = _("The whole class")
        match_field: Any = self.fields["match"]
        match_field.choices = [choice for choice in match_field.choices if choice[0]]


class InterviewForm(ModelForm[PupilInterview]):
    """The four questions, in the words of a pupil."""

    class Meta:
        model = PupilInterview
        fields = ("liked", "learned", "helped", "would_change")
        widgets: ClassVar[dict[str, Any]] = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(name) for name in self.fields):
            raise ValidationError(_("Write the answer to at least one question."), code="empty")
        return data


class NoInterviewsForm(forms.Form):
    reason = forms.CharField(label=_("Why were no pupils interviewed?"), max_length=300, required=False)


class NoteFilterForm(AddressForm):
    """Which notes of the timeline one sees; it stands in the address."""

    address_names: ClassVar[Mapping[str, str]] = {"pupil": "leerling", "row": "rij"}

    pupil = forms.ChoiceField(label=_("Pupil"), required=False)
    row = forms.ChoiceField(label=_("Row"), required=False)

    def __init__(self, *args: Any, pupils: list[CasePupil], rows: list[NumberedRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pupil_field: Any = self.fields["pupil"]
        pupil_field.choices = [
            ("", _("Everybody")),
            *((pupil.code, str(pupil)) for pupil in pupils),
            (WHOLE_CLASS, _("The whole class")),
        ]
        row_field: Any = self.fields["row"]
        row_field.choices = [("", _("All rows")), *((str(row.number), row.label) for row in rows)]
