"""Forms of questions from practice: bringing in one or many, what becomes of them, and the filter of the list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.asking.queries.routing import find_topics
from expertise.questions.enums import QuestionState, RoleGroup, Whose
from expertise.questions.models import LONGEST_QUESTION, PracticeQuestion
from expertise.questions.originals import BLOCK
from knowledge_network.kit.forms import ListFilter, ModelChoiceField, ModelMultipleChoiceField, OnceForm
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic

MOST_TOPICS = 5
TOPICS = "components/topic_choices.html"
LONGEST_PASTE = 60_000
SECTORS: list[tuple[str, str | Promise]] = [("", _("no matter")), *Sector.choices]


def _topics_field(help_text: str | Promise) -> ModelMultipleChoiceField[Topic]:
    return ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name=TOPICS,
        help_text=help_text,
    )


class TopicsForm(OnceForm):
    """A form in which topics can be ticked: five at most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.approved().order_by("name")  # type: ignore[attr-defined]

    def clean_topics(self) -> list[Topic]:
        topics = list(self.cleaned_data["topics"])
        if len(topics) > MOST_TOPICS:
            raise ValidationError(_("Choose at most five topics."))
        return topics


class BringInForm(TopicsForm):
    """One sentence is enough; it stands there as it is written, for good."""

    text = forms.CharField(
        label=_("What do you wonder about in your work?"),
        max_length=LONGEST_QUESTION,
        help_text=_("One question at a time. No names of pupils or colleagues."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    context = forms.CharField(
        label=_("The situation"),
        max_length=2000,
        required=False,
        help_text=_("What do you see, with whom, and when?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_now = forms.CharField(
        label=_("Why now"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    tried = forms.CharField(
        label=_("What you tried already"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=SECTORS, required=False)
    topics = _topics_field(_("Five at most. Tick nothing and we read them from your question."))
    is_anonymous = forms.BooleanField(
        label=_("Without my name"),
        required=False,
        help_text=_("Colleagues see your question and your role. Who runs the network sees your name too."),
    )

    MORE: ClassVar = ("context", "why_now", "tried", "sector", "topics")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in PracticeQuestion.WORDS:
            if BLOCK in (cleaned.get(name) or ""):
                self.add_error(name, _("Take the black blocks out: they stand for words that were blacked out."))
        if not cleaned.get("topics") and "topics" not in self.errors:
            cleaned["topics"] = find_topics(f"{cleaned.get('text', '')} {cleaned.get('context', '')}")[:MOST_TOPICS]
        return cleaned

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        names = (*PracticeQuestion.WORDS, "sector", "topics", "is_anonymous")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something that was typed or is wrong, so that it opens."""
        return any(self[name].value() for name in self.MORE) or any(name in self.errors for name in self.MORE)


class PasteForm(TopicsForm):
    """A wall of post-its or the first column of a sheet: one question a line, without names."""

    pasted = forms.CharField(
        label=_("The questions, one on each line"),
        max_length=LONGEST_PASTE,
        help_text=_(
            "From a sheet too: copy a column and paste it here. Bullets, numbers and quotation marks go, words stay."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    role_group = forms.ChoiceField(label=_("Who asked this?"), choices=RoleGroup.choices)
    board = ModelChoiceField(
        Organisation.objects.none(), label=_("Of which board or institute"), required=False, empty_label=_("of several")
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=SECTORS, required=False)
    topics = _topics_field(_("For all lines. Tick nothing and we read them from each line."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Organisation.objects.filter(governing_board__isnull=True).order_by("name")
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]


class BlackOutForm(forms.Form):
    words = forms.CharField(
        label=_("Which words go?"),
        max_length=200,
        help_text=_("A name, or what points at somebody. Type it as it stands there. This cannot be undone."),
    )


class PassOnForm(StoredForm):
    passed_to = forms.CharField(
        label=_("Passed on to"),
        max_length=150,
        required=False,
        help_text=_("Leave it empty when it goes to nobody any more. Why it ended stays as it is."),
    )


class DecisionForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[
            (QuestionState.REFERRED.value, _("It was answered already, or somebody else answers it")),
            (QuestionState.NOT_TAKEN_UP.value, _("It falls outside what the network works on")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why?"), max_length=300, help_text=_("Who asked reads this."))
    passed_to = forms.CharField(
        label=_("Passed on to"),
        max_length=150,
        required=False,
        help_text=_("For instance an answer, a product, a board or the Kennisrotonde."),
    )


class DecideManyForm(forms.Form):
    """What becomes of several questions at once: why, and to whom they are passed on."""

    reason = forms.CharField(label=_("Why?"), max_length=300, help_text=_("Who asked reads this."))
    passed_to = forms.CharField(
        label=_("Passed on to"),
        max_length=150,
        required=False,
        help_text=_("For instance an answer, a product, a board or the Kennisrotonde."),
    )


class QuestionFilter(ListFilter):
    address_names: ClassVar = {"whose": "wat", "topic": "thema", "state": "stand", "role_group": "rol"}
    tab = "whose"

    whose = forms.TypedChoiceField(
        choices=Whose.address_choices(), coerce=Whose.read_address, empty_value="", required=False
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    state = forms.TypedChoiceField(
        label=_("State"),
        choices=[("", _("Every state")), *QuestionState.address_choices()],
        coerce=QuestionState.read_address,
        empty_value="",
        required=False,
    )
    role_group = forms.TypedChoiceField(
        label=_("Asked by"),
        choices=[("", _("Everybody")), *RoleGroup.address_choices()],
        coerce=RoleGroup.read_address,
        empty_value="",
        required=False,
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All sectors")), *Sector.choices], required=False)

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("All topics")), *topics]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[PracticeQuestion], reader: Member) -> QuerySet[PracticeQuestion]:
        chosen = self.values
        if chosen["whose"] == Whose.MINE:
            rows = rows.filter(asker=reader)
        if topic := chosen["topic"]:
            rows = rows.filter(Q(topics__slug=topic) | Q(topics__parent__slug=topic)).distinct()
        for word in self.words:
            rows = rows.filter(Q(text__icontains=word) | Q(context__icontains=word))
        for name in ("state", "role_group", "sector"):
            if chosen[name]:
                rows = rows.filter(**{name: chosen[name]})
        return rows
