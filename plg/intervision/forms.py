"""What people fill in for an intervision: planning it, the case, what is said, what is taken along."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import (
    AddressForm,
    Cleaned,
    DateInput,
    ModelChoiceField,
    ModelMultipleChoiceField,
    OnceForm,
    check_year,
)
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from plg.groups.models import Group
from plg.intervision.enums import Method
from plg.intervision.methods import MOST_ROUNDS, RoundPlan, read_own_rounds
from plg.meetings.forms.meetings import time_input

IN_ROW = "components/choices_in_row.html"
LONGEST_CASE = 8000
LONGEST_NOTE = 2000
LONGEST_TAKEN = 500


def text_area(label: Any, longest: int, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows, "maxlength": longest}), **options
    )


class WhenAndWho(forms.Form):
    """Day, time, place, people and who brings the case: of a session to come."""

    day = forms.DateField(label=_("Date"), widget=DateInput(), validators=[check_year])
    time = forms.TimeField(label=_("From"), widget=time_input())
    place = forms.CharField(
        label=_("Where"),
        max_length=150,
        required=False,
        help_text=_("Stands in the mail. Nothing about the case here."),
    )
    people = ModelMultipleChoiceField(
        label=_("Who takes part"),
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        template_name=IN_ROW,
        help_text=_("Only they see this session. Four to eight people work best."),
    )
    bringer = ModelChoiceField(
        label=_("Who brings the case"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("We choose that in the session"),
    )

    def offer(self, people: QuerySet[Member]) -> None:
        for name in ("people", "bringer"):
            field: Any = self.fields[name]
            field.queryset = people

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        day, time = data.get("day"), data.get("time")
        if day and time:
            data["starts_at"] = rhythm.local(day, time)
            if day < timezone.localdate():
                self.add_error("day", _("Choose a day from today on."))
        bringer, people = data.get("bringer"), data.get("people")
        if bringer is not None and people is not None and bringer not in people:
            self.add_error("bringer", _("Who brings the case takes part too. Tick their name above."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in ("starts_at", "place", "bringer")} | {"people": list(data["people"])}


class PlanForm(WhenAndWho, OnceForm):
    method = forms.ChoiceField(label=_("How do you work?"), choices=Method.choices, widget=forms.RadioSelect)
    own_rounds = text_area(
        _("Rounds of your own"),
        2000,
        rows=4,
        required=False,
        help_text=_("One round on each line, with its minutes: «Tell; 10». Only for rounds of your own."),
    )

    field_order = ("method", "own_rounds", "day", "time", "place", "people", "bringer")

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people)
        self.initial.setdefault("method", Method.INCIDENT)

    def clean(self) -> Cleaned:
        data = super().clean()
        data["rounds"] = ()
        if data.get("method") == Method.OWN and "own_rounds" not in self.errors:
            data["rounds"] = self._read_rounds(data.get("own_rounds", ""))
        return data

    def _read_rounds(self, text: str) -> tuple[RoundPlan, ...]:
        try:
            rounds = read_own_rounds(text)
        except ValueError as problem:
            words = {"line": str(problem)[:60]}
            self.add_error(
                "own_rounds", _("«%(line)s»: write a name of 80 characters at most, then «;» and 1 to 60.") % words
            )
            return ()
        if not 1 <= len(rounds) <= MOST_ROUNDS:
            self.add_error("own_rounds", _("Give one round at least and twelve at most."))
        return rounds

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        method = Method(data["method"])
        return super().values() | {"method": method, "own_rounds": data["rounds"], "idempotency_key": data["key"]}


class ChangeForm(WhenAndWho, StoredForm):
    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people)


class GroupForm(AddressForm):
    """For which of one's groups a session is planned."""

    address_names: ClassVar = {"group": "groep"}

    group = ModelChoiceField(label=_("For which group"), queryset=Group.objects.none())

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = groups


class CaseForm(StoredForm):
    """Nobody but who brings it writes it; on two devices no word is written over."""

    text = text_area(
        _("What happened?"),
        LONGEST_CASE,
        rows=12,
        required=False,
        help_text=_(
            "Tell it as it was, without names of pupils, parents or colleagues. Your session reads this once it begins."
            " Thirty days later it is erased."
        ),
    )


class NoteForm(forms.Form):
    """What was said in a round. `uuid` is made with the form, so that sending it twice is one note."""

    text = text_area(_("What was said"), LONGEST_NOTE)
    is_advice = forms.BooleanField(label=_("This is advice already: keep it for later"), required=False)
    position = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=100)
    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, position: int, is_silent: bool, offers_parking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"position": position, "uuid": uuid.uuid4()})
        if is_silent:
            self.fields["text"].label = _("For yourself: the others read it in the next round")
        if not offers_parking:
            del self.fields["is_advice"]


class TakeawayForm(forms.Form):
    taken = text_area(
        _("What do you take along?"),
        LONGEST_TAKEN,
        rows=2,
        help_text=_("One sentence that stays. Nothing by which somebody knows the case, and no names."),
    )


class LeadForm(forms.Form):
    member = ModelChoiceField(label=_("Who leads from now on"), queryset=Member.objects.none())

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = people
