"""What is asked when a scan is started, and what a group takes from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.scans.actions import Choice
from knowledge_network.insight.scans.queries import find_groups, group_members
from knowledge_network.insight.scans.statements import SCANS
from knowledge_network.insight.surveys.bands import FEWEST_ASKED
from knowledge_network.insight.surveys.enums import Instrument
from knowledge_network.insight.surveys.forms import check_still_comes, last_day_field, suggest_last_day
from knowledge_network.insight.surveys.models import Question, Wave
from knowledge_network.insight.surveys.queries import find_people
from knowledge_network.kit.forms import Cleaned, DateInput, OneOfTheseField, SomeOfTheseField, check_year
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from plg.groups.forms.picking import GroupField
from plg.groups.models import Group

DUE_IN_DAYS = 42


class StartForm(forms.Form):
    """Which scan, of whom, until when. Who runs the network may also choose schools together."""

    instrument = forms.ChoiceField(
        label=gettext_lazy("Which scan?"), widget=forms.RadioSelect, choices=Instrument.address_choices()
    )
    group = GroupField(Group.objects.none(), label=gettext_lazy("Of which group?"), required=False)
    organisations = SomeOfTheseField(
        Organisation.objects.none(),
        label=gettext_lazy("Or of these schools together"),
        required=False,
        help_text=gettext_lazy("Small schools choose beforehand with whom they form one picture."),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave empty for the name of the scan."),
    )
    closes_on = last_day_field()
    too_small = False

    def __init__(self, *args: Any, reader: Member, group: Group | None = None, kind: str = "", **kwargs: Any) -> None:
        initial = {"closes_on": suggest_last_day(), "group": group, "instrument": kind or None}
        super().__init__(*args, **{"initial": initial, **kwargs})
        if reader.is_coordinator:
            self.fields["group"].queryset = find_groups(reader)  # type: ignore[attr-defined]
            places = Organisation.objects.filter(kind=OrganisationKind.SITE, site__closed_on__isnull=True).order_by(
                "name"
            )
            self.fields["organisations"].offer(list(places))  # type: ignore[attr-defined]
        else:
            del self.fields["organisations"]
            few = OneOfTheseField(Group.objects.none(), label=gettext_lazy("Of which group?"))
            few.offer(find_groups(reader))
            self.fields["group"] = few

    def clean_closes_on(self) -> dt.date:
        return check_still_comes(self.cleaned_data["closes_on"])

    def clean_instrument(self) -> Instrument:
        return Instrument.read_address(self.cleaned_data["instrument"])

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        group, places = cleaned.get("group"), cleaned.get("organisations", [])
        if "group" in cleaned and bool(group) == bool(places) and "organisations" in self.fields:
            self.add_error("group", _("Choose a group, or one school or more."))
        if not self.errors:
            self._check_size(group, places)
        if not cleaned.get("title") and "instrument" in cleaned:
            cleaned["title"] = str(SCANS[cleaned["instrument"]].name)
        return cleaned

    def _check_size(self, group: Group | None, places: Collection[Organisation]) -> None:
        """What nobody could open is not made: fewer people take the cards."""
        if len(find_people(group, places)) < FEWEST_ASKED:
            self.too_small = True
            field = "organisations" if places else "group"
            self.add_error(field, _("With fewer than eight people a scan would betray who said what. Take the cards."))

    def find_cards(self) -> str:
        """The kind of cards for who are too few; of questions of one's own there are none."""
        chosen = self.cleaned_data["instrument"] if self.too_small else None
        return chosen.address if chosen is not None and SCANS[chosen].count else ""


class ChooseForm(forms.Form):
    """One of the two things that a group chooses: empty for none."""

    question = OneOfTheseField(
        Question.objects.none(), label=gettext_lazy("About which statement?"), required=False, empty_label="–"
    )
    title = forms.CharField(
        label=gettext_lazy("What are we going to do?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = OneOfTheseField(
        Member.objects.none(), label=gettext_lazy("Who pulls it?"), required=False, empty_label=gettext_lazy("later")
    )
    due_on = forms.DateField(label=gettext_lazy("Ready on"), widget=DateInput, validators=[check_year], required=False)

    def __init__(self, *args: Any, questions: list[Question], people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].offer(questions)  # type: ignore[attr-defined]
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]
        self.initial.setdefault("due_on", timezone.localdate() + dt.timedelta(days=DUE_IN_DAYS))

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        if cleaned.get("title") and not cleaned.get("question"):
            self.add_error("question", _("Choose the statement that this is about."))
        if cleaned.get("question") and not cleaned.get("title"):
            self.add_error("title", _("Say what you are going to do."))
        return cleaned

    def choice(self) -> Choice | None:
        data = self.cleaned_data
        if not data.get("title") or not data.get("question"):
            return None
        return Choice(data["question"], data["title"], data.get("owner"), data.get("due_on"))


class ChooseForms:
    """Both together; one at least."""

    def __init__(self, data: Any, *, wave: Wave) -> None:
        questions = [row for row in wave.questions.order_by("position") if row.rank is not None]
        people = group_members(wave.group) if wave.group is not None else []
        self.forms = [ChooseForm(data, questions=questions, people=people, prefix=f"a{n}") for n in (1, 2)]
        self.is_bound = data is not None

    def choices(self) -> list[Choice]:
        """Empty when something is wrong; then the first form says what."""
        wrong = [form for form in self.forms if not form.is_valid()]
        if not self.is_bound or wrong:
            return []
        found = [choice for form in self.forms if (choice := form.choice()) is not None]
        if not found:
            self.forms[0].add_error("title", ValidationError(_("Say what you are going to do.")))
        return found
