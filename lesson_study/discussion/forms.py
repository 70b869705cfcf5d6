"""What people fill in during a discussion and a reflection."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from expertise.products.actions.products import LEAST_TOPICS
from expertise.products.forms.products import licences_with_meaning
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import LONGEST_QUESTION
from expertise.questions.originals import BLOCK
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.forms import AddressForm, DateInput, ModelChoiceField, ModelMultipleChoiceField, check_year
from knowledge_network.kit.together import SeenMixin, StoredForm
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from lesson_study.classroom.models import Observation
from lesson_study.discussion.enums import InsightLevel, Progress, ShareForm, Step
from lesson_study.discussion.models import Insight, Revision
from lesson_study.discussion.presenters.matrix import Chosen
from lesson_study.plan.models import CasePupil
from lesson_study.plan.queries import PlanRow
from plg.meetings.forms.meetings import time_input
from plg.meetings.forms.offered import offer_first
from plg.meetings.models import Meeting

WHOLE_CLASS = "klas"
LONGEST_NOTE = 2000
LONGEST_LINE = 1000
LONGEST_REPORT = 50_000
MOST_TOPICS = 8


def text_field(label: Any, longest: int = LONGEST_LINE, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows, "maxlength": longest}), **options
    )


class MatrixFilterForm(AddressForm):
    address_names: ClassVar[dict[str, str]] = {"pupil": "leerling", "row": "rij", "critical": "kritisch"}

    pupil = forms.CharField(required=False, max_length=10)
    row = forms.IntegerField(required=False, min_value=1, max_value=1000)
    critical = forms.BooleanField(required=False)

    @property
    def chosen(self) -> Chosen:
        values = self.values
        return Chosen(str(values["pupil"]), int(values["row"] or 0), bool(values["critical"]))


class SaidForm(forms.Form):
    """What was said in a step. `uuid` is made with the form, so that sending it twice is one note."""

    text = text_field(_("What was said"), LONGEST_NOTE)
    pupil = forms.ChoiceField(label=_("About"), required=False)
    is_about_design = forms.BooleanField(
        label=_("This is about the lesson, not about a pupil: keep it for step 6"), required=False
    )
    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)
    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, pupils: list[CasePupil], step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pupils = {one.code: one for one in pupils}
        field: Any = self.fields["pupil"]
        field.choices = [("", _("the whole class")), *((one.code, str(one)) for one in pupils)]
        self.initial = {"step": step, "uuid": uuid.uuid4()}
        if not step.is_about_pupils:
            del self.fields["is_about_design"]
            del self.fields["pupil"]

    @property
    def case_pupil(self) -> CasePupil | None:
        return self.pupils.get(self.cleaned_data.get("pupil") or "")


class ClosingWordsForm(forms.Form):
    text = text_field(_("Closing words"), LONGEST_NOTE, rows=5)
    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["uuid"] = uuid.uuid4()


class RevisionForm(SeenMixin, forms.Form):
    seen_choices = ("row",)

    after = text_field(_("What do we change?"), rows=2)
    reason = text_field(_("Because we saw that …"), rows=2)
    row = forms.ChoiceField(label=_("In which row of the plan"), required=False)
    before = text_field(_("How it was"), rows=2, required=False)

    def __init__(self, *args: Any, rows: list[PlanRow], revision: Revision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.choices = [
            ("", _("the lesson as a whole")),
            *((str(row.key), f"{number}. {row.label}") for number, row in enumerate(rows, start=1)),
        ]
        if revision is not None:
            self.initial = {
                "after": revision.after,
                "reason": revision.reason,
                "before": revision.before,
                "row": str(revision.row_key or ""),
            }

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        key = uuid.UUID(data["row"]) if data["row"] else None
        return {"after": data["after"], "reason": data["reason"], "before": data["before"], "row_key": key}


class ReasonForm(SeenMixin, forms.Form):
    """Why something is not done; empty takes that back."""

    reason = forms.CharField(required=False)

    def __init__(self, *args: Any, label: Any, longest: int = 300, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label=label, max_length=longest, required=False, show_hidden_initial=True
        )


class ChairForm(forms.Form):
    member = ModelChoiceField(label=_("Who leads the discussion"), queryset=Member.objects.none())

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = people


# Reflection -------------------------------------------------------------------------------------


class ProgressForm(SeenMixin, forms.Form):
    seen_choices = ("progress",)

    progress = forms.ChoiceField(label=_("How far"), choices=Progress.choices, widget=forms.RadioSelect)
    text = text_field(_("What shows that"), rows=2, required=False)


class InsightForm(SeenMixin, forms.Form):
    seen_choices = ("level",)
    seen_many = ("evidence",)

    level = forms.ChoiceField(label=_("Level"), choices=InsightLevel.choices, widget=forms.RadioSelect)
    text = text_field(_("What do you understand now?"))
    monday = text_field(_("What do you do on Monday?"), rows=2, required=False)
    evidence = ModelMultipleChoiceField(
        label=_("What shows that"),
        queryset=Observation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, notes: QuerySet[Observation], insight: Insight | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["evidence"]
        field.queryset = notes
        field.label_from_instance = note_label
        if insight is not None:
            linked = insight.evidence.filter(observation__isnull=False)
            self.initial = {
                "level": insight.level,
                "text": insight.text,
                "monday": insight.monday,
                "evidence": list(linked.values_list("observation__uuid", flat=True)),
            }

    def evidence_seen(self) -> set[str] | None:
        """The notes that were ticked when the page was opened; None where the page did not say it."""
        if self["text"].html_initial_name not in self.data:
            return None
        widget = self.fields["evidence"].hidden_widget()
        return set(widget.value_from_datadict(self.data, self.files, self["evidence"].html_initial_name) or ())


def note_label(note: Observation) -> str:
    """«Les 1, A: zoals verwacht – zegt dat …»."""
    parts = [_("Lesson %(number)s") % {"number": note.lesson.number}]
    if note.case_pupil is not None:
        parts.append(note.case_pupil.code)
    if note.match:
        parts.append(str(note.get_match_display()))
    told = ", ".join(str(part) for part in parts)
    return f"{told}: {note.text[:120]}" if note.text else told


class QuestionForm(forms.Form):
    text = text_field(_("What do you still want to know?"), 600, rows=2)


class AskNetworkForm(forms.Form):
    """An open question on its way to the network, filled in beforehand."""

    title = forms.CharField(label=_("Your question in one sentence"), max_length=150)
    situation = text_field(_("What it is about"), 3000, rows=8)


class BringInForm(forms.Form):
    """An open question on its way to the questions from practice, filled in beforehand; its words stay."""

    text = text_field(_("Your question in one sentence"), LONGEST_QUESTION, rows=3)
    context = text_field(_("What it is about"), 2000, rows=8, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("text", "context"):
            if BLOCK in cleaned.get(name, ""):
                self.add_error(name, _("Take the black blocks out: they stand for words that were blacked out."))
        return cleaned


class ShareEventForm(forms.Form):
    form = forms.ChoiceField(label=_("How"), choices=ShareForm.choices)
    audience = forms.CharField(label=_("For whom"), max_length=200)
    meeting = ModelChoiceField(
        label=_("At a meeting that is planned already"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("No, on a day of its own"),
        help_text=_("Of your group, or of the whole network."),
    )
    day = forms.DateField(label=_("When"), widget=DateInput(), validators=[check_year], required=False)
    start = forms.TimeField(label=_("From"), widget=time_input(), required=False)
    end = forms.TimeField(
        label=_("Until"),
        widget=time_input(),
        required=False,
        help_text=_("With times everybody in your group is invited, and it stands in the agenda."),
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        offer_first(field, meetings)
        field.label_from_instance = lambda meeting: f"{nice_date(meeting.starts_at)}: {meeting.title}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("meeting") and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say when, or choose a meeting."))
        if bool(data.get("start")) != bool(data.get("end")) and not {"start", "end"} & set(self.errors):
            self.add_error("end" if data.get("start") else "start", _("Fill in both times, or neither."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What `plan_sharing` takes."""
        data = {name: self.cleaned_data[name] for name in ("form", "audience", "day", "meeting")}
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        return {**data, "invites": (start, end) if start and end else None}


class LicenceForm(StoredForm):
    """As a product of the knowledge base has it: each licence with what it allows, CC BY unless somebody chose."""

    licence = forms.ChoiceField(label=_("Licence"), choices=licences_with_meaning)

    def __init__(self, *args: Any, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["licence"] = chosen or KnowledgeProduct._meta.get_field("licence").default


class ReportForm(forms.Form):
    """The text of the report, and the version that its writer had read."""

    text = text_field(_("Report"), LONGEST_REPORT, rows=24, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")


class SendInForm(forms.Form):
    """What the knowledge base asks of a report beside its text."""

    summary = text_field(_("Summary"), 1500, rows=4, help_text=_("In 150 words at most: what it is and what it gave."))
    topics = ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("Choose at least two. People find the product by them."),
    )
    contact = ModelChoiceField(
        label=_("Contact person"),
        queryset=Member.objects.none(),
        help_text=_("Who said that they may be asked."),
    )
    makers = forms.CharField(
        label=_("Makers"), max_length=300, required=False, help_text=_("Only names of people who agree to that.")
    )

    def __init__(self, *args: Any, topics: QuerySet[Topic], contacts: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic_field: Any = self.fields["topics"]
        topic_field.queryset = topics
        contact_field: Any = self.fields["contact"]
        contact_field.queryset = contacts

    def clean_topics(self) -> Any:
        topics = self.cleaned_data["topics"]
        if not LEAST_TOPICS <= len(topics) <= MOST_TOPICS:
            raise ValidationError(_("Choose two to eight topics."))
        return topics
