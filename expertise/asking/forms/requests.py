"""Forms of asking: the question itself, what is said about it, and how it ends."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import FollowUpUsed, HelpAudience, HelpOutcome, PassedTo, QuestionTab
from expertise.asking.models import HelpRequestMessage
from expertise.asking.queries.routing import find_topics
from expertise.claims.enums import HelpForm
from expertise.claims.models import Availability
from knowledge_network.kit.forms import (
    AddressForm,
    DateInput,
    ModelMultipleChoiceField,
    OnceForm,
    SafeFileField,
)
from knowledge_network.kit.together import StoredForm
from knowledge_network.kit.uploads import ACCEPT
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind, GroupState
from plg.groups.forms.picking import GroupField
from plg.groups.models import Group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

MOST_TOPICS = 5
YEAR_GROUPS = [(number, str(number)) for number in range(1, 9)]
IN_ROW = "components/choices_in_row.html"


def find_pause(expert: Member | None) -> dt.date | None:
    """Until which day a colleague asked not to be asked anything; None when they can be. One query for a colleague."""
    if expert is None:
        return None
    rows = Availability.objects.filter(member=expert, paused_until__gte=timezone.localdate())
    return rows.values_list("paused_until", flat=True).first()


class AudienceField(forms.ChoiceField):
    """One is always chosen: what was not sent is as it stood."""

    def clean(self, value: str | None) -> str:
        chosen: str = super().clean(value or self.initial)
        return chosen


class AskForm(OnceForm):
    """One sentence is enough: topics are read from it when none is ticked. `expert` fixes whom the question is for."""

    title = forms.CharField(
        label=_("Your question in one sentence"),
        max_length=150,
        help_text=_("For instance: how do I get quiet pupils to explain their reasoning?"),
    )
    situation = forms.CharField(
        label=_("The situation"),
        max_length=3000,
        required=False,
        help_text=_("What do you see, what did you try? No names of pupils."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    wanted = forms.CharField(
        label=_("What would help you"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    topics = ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("Five at most. Tick nothing and we read them from your question."),
    )
    wanted_forms = forms.MultipleChoiceField(  # type: ignore[call-arg]
        label=_("In which form"),
        choices=HelpForm.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name=IN_ROW,
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("no matter")), *Sector.choices], required=False)
    year_groups = forms.TypedMultipleChoiceField(  # type: ignore[call-arg]
        label=_("Groups"),
        choices=YEAR_GROUPS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name=IN_ROW,
    )
    answer_by = forms.DateField(label=_("I need an answer before"), required=False, widget=DateInput)
    # Offered where it is sent: a browser forgets a chosen file when the page is shown once more.
    content = SafeFileField(
        label=_("A file or photo with your question"),
        help_text=_("A lesson, a pupil's work without a name. No recognisable pupils."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    audience = AudienceField(label=_("Who do you ask?"), choices=HelpAudience.choices, widget=forms.RadioSelect)
    group = GroupField(Group.objects.none(), kind=GroupKind.EXPERT, label=_("Which expert group"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("Ask without my name"),
        required=False,
        help_text=_("Only the coordinator sees who asks, until you tell who helps yourself."),
    )

    def __init__(self, *args: Any, reader: Reader, expert: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expert = expert
        self.fields["topics"].queryset = Topic.objects.approved().order_by("name")  # type: ignore[attr-defined]
        self.fields["group"].queryset = (  # type: ignore[attr-defined]
            Group.objects.visible_to(reader).filter(kind=GroupKind.EXPERT, state__in=GroupState.WORKING)
        )
        self.paused_until = find_pause(expert)
        choices: list[tuple[str, str | Promise]] = [
            (HelpAudience.NETWORK.value, _("the whole network: we look who fits"))
        ]
        if expert is not None:
            label = _("only %(name)s") % {"name": expert.get_full_name()}
            # Who cannot be asked now is no longer the first choice.
            choices.insert(1 if self.paused_until else 0, (HelpAudience.EXPERT.value, label))
        choices.append((HelpAudience.GROUP.value, _("an expert group")))
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        by_name = expert is not None and self.paused_until is None
        default = HelpAudience.EXPERT.value if by_name else HelpAudience.NETWORK.value
        self.initial.setdefault("audience", default)
        self.fields["audience"].initial = default

    def clean_topics(self) -> list[Topic]:
        topics = list(self.cleaned_data["topics"])
        if len(topics) > MOST_TOPICS:
            raise ValidationError(_("Choose at most five topics."))
        return topics

    def clean_answer_by(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["answer_by"]
        if day is not None and not timezone.localdate() <= day <= timezone.localdate().replace(year=2100):
            raise ValidationError(_("Choose a day from today on."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("audience") == HelpAudience.GROUP and not cleaned.get("group") and "group" not in self.errors:
            self.add_error("group", _("Choose which group you ask."))
        if not cleaned.get("topics") and "topics" not in self.errors:
            cleaned["topics"] = find_topics(f"{cleaned.get('title', '')} {cleaned.get('situation', '')}")
        return cleaned

    @property
    def asks_network(self) -> bool:
        return bool(self["audience"].value() == HelpAudience.NETWORK)

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something that was typed or is wrong, so that it opens."""
        names = ("wanted", "wanted_forms", "sector", "year_groups", "answer_by")
        return any(self[name].value() for name in names) or any(name in self.errors for name in ("topics", *names))

    @property
    def chosen_topics(self) -> list[str]:
        """The names of what is ticked, for the line that folds it."""
        ticked = {str(value) for value in self["topics"].value() or ()}
        field: Any = self.fields["topics"]
        return [str(label) for value, label in field.choices if str(value) in ticked] if ticked else []


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        required=False,
        help_text=_("Who asks and the coordinator can read it."),
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        max_length=HelpRequestMessage._meta.get_field("text").max_length,
        help_text=_("No names of pupils."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_answer = forms.BooleanField(label=_("This is my answer"), required=False)


class QuestionFileForm(forms.Form):
    content = SafeFileField(
        label=_("A file or photo with your question"),
        help_text=_("A lesson, a pupil's work without a name. No recognisable pupils."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Is your question answered?"), choices=HelpOutcome.choices, widget=forms.RadioSelect
    )
    what_was_done = forms.CharField(
        label=_("What did you do with it?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    may_be_published = forms.BooleanField(
        label=_("The answer may go to the knowledge base, without names"),
        required=False,
        help_text=_("The coordinator or the expert group takes out names first."),
    )


class PassOnForm(forms.Form):
    passed_to = forms.ChoiceField(label=_("Where does it go?"), choices=PassedTo.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why there?"), max_length=300, help_text=_("Who asked reads this."))


class PublishForm(StoredForm):
    title = forms.CharField(label=_("The question, without names"), max_length=150)
    text = forms.CharField(
        label=_("The answer, without names"), max_length=3000, widget=forms.Textarea(attrs={"rows": 10})
    )


class FollowUpForm(forms.Form):
    used = forms.ChoiceField(label=_("Used at your school?"), choices=FollowUpUsed.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("What happened"), max_length=500, required=False)


class HelpRequestFilter(AddressForm):
    address_names: ClassVar = {"tab": "wat", "topic": "thema"}

    tab = forms.TypedChoiceField(
        choices=QuestionTab.address_choices(), coerce=QuestionTab.read_address, empty_value="", required=False
    )
    q = forms.CharField(label=_("Search in questions"), max_length=100, required=False)
    topic = forms.SlugField(label=_("Topic"), max_length=100, required=False)
