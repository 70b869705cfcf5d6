"""What members fill in about what they can help with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import (
    ClaimLevel,
    ClaimVisibility,
    EndorsementBasis,
    EvidenceGround,
    EvidenceKind,
    HelpForm,
    Weekday,
)
from expertise.claims.models import SHORTEST_ENDORSEMENT, Availability
from knowledge_network.kit.forms import DateInput, ModelForm, check_year
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import find_by_names

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from expertise.claims.queries import Thing

FIRST_YEAR = 1960
GROUPS = [(number, str(number)) for number in range(1, 9)]


type Label = str | _StrPromise


def boxes(label: Label, choices: Sequence[tuple[str, Label]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


def number_boxes(label: Label, choices: Sequence[tuple[int, Label]]) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )


class ClaimForm(forms.Form):
    """What stands in a claim, beside its topic."""

    level = forms.ChoiceField(
        label=_("How well do you know it?"),
        choices=ClaimLevel.choices,
        initial=ClaimLevel.USER,
        widget=forms.RadioSelect,
    )
    description = forms.CharField(
        label=_("What can you help with?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, as you would tell a colleague."),
    )
    sectors = boxes(_("Kind of education"), Sector.choices)
    year_groups = number_boxes(_("Groups of primary school"), GROUPS)
    since_year = forms.IntegerField(
        label=_("Since which year"), required=False, validators=[MinValueValidator(FIRST_YEAR)]
    )
    visibility = forms.ChoiceField(
        label=_("Who sees this"),
        choices=ClaimVisibility.choices,
        initial=ClaimVisibility.NETWORK,
    )
    is_draft = forms.BooleanField(label=_("Keep it as a draft for now"), required=False)
    # Last: below this line `forms` is a field here.
    forms = boxes(_("How I can help"), HelpForm.choices)

    def clean_since_year(self) -> int | None:
        year: int | None = self.cleaned_data["since_year"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has yet to come."))
        return year


class NewClaimForm(ClaimForm):
    """Adding: the topic is typed, by its name or another word for it."""

    topic = forms.CharField(
        label=_("Topic"), max_length=120, help_text=_("Type a word. Another word for the same topic is fine too.")
    )
    field_order = ("topic", "description", "level")

    unknown = ""

    def clean_topic(self) -> Topic:
        name = " ".join(self.cleaned_data["topic"].split())
        topic = find_by_names([name]).get(name)
        if topic is None:
            self.unknown = name
            raise forms.ValidationError(
                _("We do not know «%(name)s» yet. Choose another word, or propose it as a new topic."),
                params={"name": name},
            )
        return topic


class PastedTextForm(forms.Form):
    text = forms.CharField(
        label=_("Your text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For instance from your own website or an application. We look for topics in it and keep nothing."),
    )


class ThingField(forms.ChoiceField):
    """A choice among `things` (see `expertise.claims.queries`); its cleaned value is the `Thing`, or None."""

    def offer(self, things: list[tuple[str, list[Thing]]], *, first: Sequence[tuple[str, Label]] = ()) -> None:
        self.found = {thing.key: thing for _label, group in things for thing in group}
        self.choices = [*first, *((label, [(thing.key, thing.label) for thing in group]) for label, group in things)]


class EvidenceForm(forms.Form):
    """Something in the network, or a title and perhaps a link."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=EvidenceKind.choices, widget=forms.RadioSelect)
    object = ThingField(
        label=_("From the network"),
        required=False,
        help_text=_("Who reads it gets a link, when they may see it."),
    )
    title = forms.CharField(
        label=_("Or in your own words"),
        max_length=200,
        required=False,
        help_text=_("For instance: the course and the year, or what you did at your school."),
    )
    link = forms.URLField(label=_("Link"), max_length=500, required=False)
    happened_on = forms.DateField(label=_("When"), required=False, widget=DateInput(), validators=[check_year])
    ground = forms.ChoiceField(label=_("It rests on"), choices=EvidenceGround.choices, initial=EvidenceGround.PRACTICE)

    def __init__(self, *args: Any, things: list[tuple[str, list[Thing]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["object"]
        assert isinstance(choice, ThingField)  # noqa: S101  # nosec B101  # as it stands above
        choice.offer(things, first=[("", _("Nothing from the network"))])
        self.things = choice.found
        if not things:
            del self.fields["object"]
            self.fields["title"].label = _("In your own words")

    def clean_happened_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["happened_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("This day has yet to come."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("object") and not data.get("title") and "title" not in self.errors:
            self.add_error("title", _("Say what it is, or choose something from the network."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What `add_evidence` takes."""
        data = {name: self.cleaned_data[name] for name in ("kind", "link", "happened_on", "ground", "title")}
        if thing := self.things.get(self.cleaned_data.get("object") or ""):
            return {**data, **build_evidence(thing, data)}
        return data


def build_evidence(thing: Thing, said: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What `add_evidence` takes of something in the network, beside what its writer said."""
    said = said or {}
    if not thing.is_elsewhere:
        return {thing.field: thing.thing, "title": said.get("title") or thing.title}
    return {
        "elsewhere": thing.key,
        "kind": thing.kind,
        "ground": thing.ground,
        "happened_on": said.get("happened_on") or thing.happened_on,
        "title": said.get("title") or thing.title,
    }


BARE = (
    (EndorsementBasis.LESSON_VISIT.value, _("A lesson visit")),
    (EndorsementBasis.MEETING.value, _("A meeting that is not listed here")),
    (EndorsementBasis.PRODUCT.value, _("A product that is not listed here")),
)


class EndorsementForm(forms.Form):
    """From what you know it, chosen from what you two did; and what you saw."""

    source = ThingField(label=_("From what do you know it?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What did you see or use?"),
        min_length=SHORTEST_ENDORSEMENT,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two sentences, at least forty characters. Your name stands with it."),
        error_messages={
            "min_length": _("Tell a little more: at least %(limit_value)d characters, you have %(show_value)d.")
        },
    )

    def __init__(self, *args: Any, things: list[tuple[str, list[Thing]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["source"]
        assert isinstance(choice, ThingField)  # noqa: S101  # nosec B101  # as it stands above
        choice.offer(things)
        self.things = choice.found
        if things:
            choice.choices = [*choice.choices, (_("Something else"), list(BARE))]  # type: ignore[misc]  # it is a list
        else:
            choice.choices = list(BARE)

    @property
    def values(self) -> dict[str, Any]:
        """What `give_endorsement` takes."""
        source, text = self.cleaned_data["source"], self.cleaned_data["text"]
        thing = self.things.get(source)
        if thing is None:
            return {"basis": source, "text": text}
        # A basis is called as the field of what it points at.
        return {"basis": EndorsementBasis(thing.field), "text": text, thing.field: thing.thing}


class AvailabilityForm(ModelForm[Availability]):
    """When and how somebody can be asked."""

    forms = boxes(_("How I can help"), HelpForm.choices)
    weekdays = number_boxes(_("Days that suit me"), Weekday.choices)

    class Meta:
        model = Availability
        fields = ("forms", "hours_per_month", "weekdays", "travel_km", "most_open", "paused_until")
        widgets = {"paused_until": DateInput()}
        help_texts = {
            "paused_until": _("Until this day nobody asks you anything. Leave it empty when you can be asked."),
            "most_open": _("Who has this many open questions gets no new ones."),
        }

    def clean_paused_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["paused_until"]
        if day is not None:
            check_year(day)
        return day
