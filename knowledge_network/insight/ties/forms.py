"""What is asked in a round, and when one is prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.surveys.forms import SCALE, check_still_comes, last_day_field, suggest_last_day
from knowledge_network.insight.ties.actions.answers import Weight
from knowledge_network.insight.ties.actions.rounds import IN_A_ROW, TOO_MANY_TOPICS
from knowledge_network.insight.ties.enums import Depth, Frequency, Involvement, Outside, RoundUnits
from knowledge_network.insight.ties.models import Tie, TieAnswers, TieChoices
from knowledge_network.insight.ties.queries import list_topics
from knowledge_network.insight.ties.statements import MOST_TOPICS, OPEN_QUESTIONS, STATEMENTS
from knowledge_network.insight.ties.units import SchoolUnits
from knowledge_network.kit.forms import ModelMultipleChoiceField
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic

MOST_SPOKEN = 500


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    intro = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences, for who fills it in."),
    )
    units = forms.ChoiceField(
        label=gettext_lazy("A picture between"),
        choices=RoundUnits,
        initial=RoundUnits.BOARDS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "One of the two: both beside each other would show small schools. A school with fewer than eight people "
            "counts together with others; before you open the round you say with which."
        ),
    )
    topics = ModelMultipleChoiceField(
        label=gettext_lazy("Whom would people turn to? Ask it about these themes"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Themes of the strategic agenda, five at most. Without a theme it is asked once."),
    )
    closes_on = last_day_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"closes_on": suggest_last_day()}, **kwargs})
        self.fields["topics"].queryset = list_topics()  # type: ignore[attr-defined]

    def clean_topics(self) -> list[Topic]:
        topics = list(self.cleaned_data["topics"])
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(TOO_MANY_TOPICS)
        return topics

    def clean_closes_on(self) -> dt.date:
        return check_still_comes(self.cleaned_data["closes_on"])


class SchoolsForm(StoredForm):
    """With which school each small one counts, in a round by school."""

    use_required_attribute = False

    def __init__(self, *args: Any, units: SchoolUnits, **kwargs: Any) -> None:
        self.units = units
        slugs = {place.key: place.slug for place in units.places.values()}
        self.keys = {slug: key for key, slug in slugs.items()}
        initial = {f"with-{slugs.get(school)}": slugs.get(other) for school, other in units.chosen.items()}
        super().__init__(*args, **{"initial": initial, **kwargs})
        for place in units.list_small():
            rest = _("the other small schools of %(board)s") % {"board": place.board_name}
            near = [(one.slug, one.name) for one in units.list_near(place)]
            self.fields[f"with-{place.slug}"] = forms.ChoiceField(
                label=_("%(school)s (%(n)d) counts with") % {"school": place.name, "n": place.people},
                required=False,
                choices=[("", rest), *near],
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name, other in list(data.items()):
            if other and data.get(f"with-{other}"):
                self.add_error(name, IN_A_ROW)
        return data

    def chosen(self) -> dict[int, int]:
        said = self.cleaned_data.items()
        return {self.keys[name.removeprefix("with-")]: self.keys[other] for name, other in said if other}


class JoinForm(forms.Form):
    """Taking part is a choice of its own, and so is being known by name to the coordinator."""

    takes_part = forms.BooleanField(
        label=gettext_lazy("I take part. I know that it is not anonymous, but shielded."),
        error_messages={"required": gettext_lazy("Tick this to take part, or close the page.")},
    )
    may_be_connected = forms.BooleanField(
        label=gettext_lazy("The coordinator may see my name to connect me with others."),
        required=False,
        help_text=gettext_lazy("Only with whom you would like to work, and only when that person chose the same."),
    )


class TotalForm(forms.Form):
    """Asked beside the names: how many in all, and people who are no member."""

    total = forms.IntegerField(
        label=gettext_lazy("How many people is it in all, about?"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_SPOKEN)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Eight names is the most. This number keeps the picture honest."),
    )
    outside = forms.MultipleChoiceField(
        label=gettext_lazy("And people who are no member?"),
        required=False,
        choices=Outside,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without names: only what sort of people."),
    )

    def __init__(self, *args: Any, answers: TieAnswers, asks_total: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"total": answers.total, "outside": answers.outside}, **kwargs})
        if not asks_total:
            del self.fields["total"]

    def choices(self) -> dict[str, Any]:
        return {"total": self.cleaned_data.get("total"), "outside": self.cleaned_data["outside"]}


@dataclass(frozen=True)
class WeighedRow:
    """One person with the three questions about the tie."""

    person: Member
    frequency: BoundField
    involvement: BoundField
    depth: BoundField


class WeighForm(forms.Form):
    """How often, how involved, and what was the most that you did together; of each who was named."""

    use_required_attribute = False

    def __init__(self, *args: Any, ties: Sequence[Tie], people: Mapping[str, Member], **kwargs: Any) -> None:
        self.ties = [tie for tie in ties if tie.target in people]
        self.people = people
        initial: dict[str, int | None] = {}
        for number, tie in enumerate(self.ties):
            given = {"frequency": tie.frequency, "involvement": tie.involvement, "depth": tie.depth}
            initial |= {f"{name}{number}": value for name, value in given.items()}
        super().__init__(*args, **{"initial": initial, **kwargs})
        for number, _tie in enumerate(self.ties):
            self.fields[f"frequency{number}"] = self._field(_("How often do you have contact?"), Frequency)
            self.fields[f"involvement{number}"] = self._field(_("How involved do you feel?"), Involvement)
            self.fields[f"depth{number}"] = self._field(_("What is the most that you did together?"), Depth)

    @staticmethod
    def _field(label: str, choices: Any) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(label=label, choices=choices.choices, coerce=int, widget=forms.RadioSelect)

    def rows(self) -> Iterator[WeighedRow]:
        for number, tie in enumerate(self.ties):
            fields = [self[f"{name}{number}"] for name in ("frequency", "involvement", "depth")]
            yield WeighedRow(self.people[tie.target], *fields)

    def weights(self) -> dict[str, Weight]:
        data = self.cleaned_data
        return {
            tie.target: (data[f"frequency{number}"], data[f"involvement{number}"], data[f"depth{number}"])
            for number, tie in enumerate(self.ties)
        }


@dataclass(frozen=True)
class AskedRow:
    """A statement on the page; `cluster` only where it begins."""

    number: int
    text: str
    cluster: str
    field: BoundField


class StatementsForm(forms.Form):
    """Statements on one scale, and two questions to answer in one's own words. All may stay open."""

    use_required_attribute = False

    def __init__(self, *args: Any, answers: TieAnswers, **kwargs: Any) -> None:
        initial = {f"q_{code}": str(value) for code, value in answers.values.items()}
        initial |= {f"q_{code}": text for code, text in answers.words.items()}
        super().__init__(*args, **{"initial": initial, **kwargs})
        for asked in STATEMENTS:
            self.fields[f"q_{asked.code}"] = self._scale(str(asked.text))
        for code, text in OPEN_QUESTIONS.items():
            self.fields[f"q_{code}"] = forms.CharField(
                label=text,
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_(
                    "Name nobody. Others read it without your name, when eight people or more wrote something."
                ),
            )

    @staticmethod
    def _scale(label: str) -> forms.ChoiceField:
        words = {1: _("do not agree at all"), 3: _("in between"), 5: _("agree completely")}
        choices = [(str(n), f"{n} – {words[n]}" if n in words else str(n)) for n in SCALE]
        return forms.ChoiceField(
            label=label, required=False, widget=forms.RadioSelect, choices=[*choices, ("", _("does not apply"))]
        )

    def rows(self) -> Iterator[AskedRow]:
        before = ""
        for number, asked in enumerate(STATEMENTS, 1):
            cluster = str(asked.cluster)
            yield AskedRow(number, str(asked.text), cluster if cluster != before else "", self[f"q_{asked.code}"])
            before = cluster

    def open_fields(self) -> list[BoundField]:
        return [self[f"q_{code}"] for code in OPEN_QUESTIONS]

    def values(self) -> dict[str, int]:
        said = {asked.code: self.cleaned_data[f"q_{asked.code}"] for asked in STATEMENTS}
        return {code: int(value) for code, value in said.items() if value}

    def words(self) -> dict[str, str]:
        said = {code: " ".join(self.cleaned_data[f"q_{code}"].split()) for code in OPEN_QUESTIONS}
        return {code: text for code, text in said.items() if text}


class ChoicesForm(forms.Form):
    """What one chooses for oneself."""

    may_be_named = forms.BooleanField(
        label=gettext_lazy("Others may name me in the questionnaire"),
        required=False,
        help_text=gettext_lazy("If you switch this off you are not in the list, and what others said of you goes."),
    )
    offers_to_connect = forms.BooleanField(
        label=gettext_lazy("I want to help people find each other"),
        required=False,
        help_text=gettext_lazy("The coordinator sees your name as somebody who could become liaison officer."),
    )

    def __init__(self, *args: Any, choices: TieChoices, **kwargs: Any) -> None:
        initial = {"may_be_named": choices.may_be_named, "offers_to_connect": choices.offers_to_connect}
        super().__init__(*args, **{"initial": initial, **kwargs})
