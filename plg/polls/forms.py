"""Asking: the question, until when, and the options; answering; and the meeting that a date becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import DateInput, ModelForm, OnceForm, check_year
from knowledge_network.kit.together import SeenRow, StoredForm, lay_rows
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.forms.meetings import find_places, link_field, time_input
from plg.meetings.models import Meeting
from plg.polls.actions.polls import IN_THE_PAST, MOST_OPTIONS, TOO_MANY, TOO_SOON, Choice
from plg.polls.enums import PollKind, Vote
from plg.polls.models import Poll, PollAnswer, PollOption

FEWEST_OPTIONS = 2
ROWS_AT_FIRST, MORE_ROWS = 4, 4
LONGEST_OPTION = PollOption._meta.get_field("label").max_length
NO_DATE, NO_OPTION = _("Say at least of one date whether you can."), _("Choose an option.")
A_WEEK, SIX_O_CLOCK = dt.timedelta(days=7), dt.time(18)


def choose_end(poll: Poll | None) -> tuple[dt.date, dt.time]:
    """Day and hour that a form offers as the end: that of the poll when it lies ahead, else in a week."""
    if poll is not None and poll.closes_at > timezone.now():
        here = timezone.localtime(poll.closes_at)
        return here.date(), here.time().replace(second=0, microsecond=0)
    return timezone.localdate() + A_WEEK, SIX_O_CLOCK


class UntilForm(StoredForm):
    """A day and an hour in the future; together they become `closes_at`, on the clock of the network."""

    closes_day = forms.DateField(label=_("Open until (day)"), widget=DateInput(), validators=[check_year])
    closes_time = forms.TimeField(label=_("At what time"), widget=time_input())

    def __init__(self, *args: Any, poll: Poll | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("closes_day", choose_end(poll)[0])
        self.initial.setdefault("closes_time", choose_end(poll)[1])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, time = data.get("closes_day"), data.get("closes_time")
        if day and time is not None:
            data["closes_at"] = rhythm.local(day, time)
            if data["closes_at"] <= timezone.now():
                self.add_error("closes_day", IN_THE_PAST)
        return data


class ChoicesField(forms.CharField):
    """One option on each line; gives them without doubles and empty lines."""

    def __init__(self, *, fewest: int = FEWEST_OPTIONS, **kwargs: Any) -> None:
        self.fewest = fewest
        super().__init__(max_length=5000, widget=forms.Textarea(attrs={"rows": 6}), **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        check_number(len(found), fewest=self.fewest)
        if any(len(line) > (LONGEST_OPTION or 0) for line in found):
            raise ValidationError(_("Keep each option within %(most)s characters.") % {"most": LONGEST_OPTION})
        return [Choice(label=line) for line in found]


def check_number(count: int, *, fewest: int) -> None:
    if count < fewest:
        few = _("Give at least one option.") if fewest == 1 else _("Give at least two options.")
        raise ValidationError(few)
    if count > MOST_OPTIONS:
        raise ValidationError(TOO_MANY)


class PollForm(UntilForm, OnceForm):
    """The question of a poll of either kind; the dates stand in rows of their own (`DateRows`)."""

    title = forms.CharField(label=_("What do you ask?"), max_length=150)
    explanation = forms.CharField(
        label=_("Explanation"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    options = ChoicesField(label=_("Options"), help_text=_("One on each line."))
    several = forms.BooleanField(label=_("Everybody may choose several options"), required=False)

    field_order = ["key", "title", "explanation", "options", "several", "closes_day", "closes_time"]

    def __init__(self, *args: Any, kind: str, poll: Poll | None = None, **kwargs: Any) -> None:
        super().__init__(*args, poll=poll, **kwargs)
        if kind == PollKind.DATES:
            del self.fields["options"], self.fields["several"]
        if poll is not None:
            labels = poll.options.order_by("position", "pk").values_list("label", flat=True)
            shown = {"title": poll.title, "explanation": poll.explanation, "several": poll.several}
            self.initial.update({**shown, "options": "\n".join(labels)})

    def question(self) -> dict[str, Any]:
        """What the actions take, but for the options."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "explanation": data["explanation"],
            "closes_at": data["closes_at"],
            "several": data.get("several", False),
        }


class DateRow(SeenRow):
    """One date with its times; without times it has those of the row above."""

    day = forms.DateField(label=_("Date"), widget=DateInput(), required=False, validators=[check_year])
    start_time = forms.TimeField(label=_("From"), widget=time_input(), required=False)
    end_time = forms.TimeField(label=_("Until"), widget=time_input(), required=False)

    # Of the row above, set by who goes through the rows.
    above: tuple[dt.time, dt.time] | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, start, end = (data.get(name) for name in ("day", "start_time", "end_time"))
        if self.errors or not (day or start or end):
            return data
        if day is None:
            self.add_error("day", _("Choose the date."))
            return data
        if start is None and end is None and self.above is not None:
            start, end = self.above
        if start is None or end is None:
            self.add_error("start_time" if start is None else "end_time", _("Say from when until when."))
        elif end <= start:
            self.add_error("end_time", _("A meeting ends after it starts."))
        else:
            data["times"] = start, end
            data["starts_at"], data["ends_at"] = rhythm.local(day, start), rhythm.local(day, end)
        return data


class DateRows:
    """The dates of a poll, a row for each. «More rows» draws what was typed anew with empty ones below it."""

    def __init__(
        self, data: Any, *, poll: Poll | None = None, fewest: int = FEWEST_OPTIONS, closes_at: dt.datetime | None = None
    ) -> None:
        self.fewest, self.closes_at, self.poll = fewest, closes_at, poll
        self.problem: Any = ""
        drawn = [n for n in range(MOST_OPTIONS) if f"r{n}-day" in data] if data is not None else []
        self.is_bound = data is not None and "more" not in data
        if self.is_bound:
            self.forms = [DateRow(data, prefix=f"r{n}") for n in drawn]
            return
        if data is not None:
            filled = [{name: data.get(f"r{n}-{name}", "") for name in DateRow.base_fields} for n in drawn]
            count = min(MOST_OPTIONS, len(drawn) + MORE_ROWS)
        else:
            filled = [_row_of(option) for option in poll.options.order_by("position", "pk")] if poll else []
            count = min(MOST_OPTIONS, max(ROWS_AT_FIRST, len(filled) + 1))
        filled += [{} for _number in range(count - len(filled))]
        self.forms = [DateRow(prefix=f"r{n}", initial=row) for n, row in enumerate(filled)]
        for form in self.forms if data is not None else []:
            form.data = data  # what the page showed at first goes along

    @property
    def can_grow(self) -> bool:
        return len(self.forms) < MOST_OPTIONS

    @property
    def errors(self) -> list[tuple[str, Any]]:
        """(id of the field, what is wrong), with what is wrong with all of them first."""
        found = [("id_r0-day", self.problem)] if self.problem else []
        for form in self.forms if self.is_bound else []:
            found += [(form[name].auto_id, problem) for name, problems in form.errors.items() for problem in problems]
        return found

    def is_valid(self) -> bool:
        """Every row is looked at, so that every row shows what is wrong with it."""
        above = None
        for form in self.forms if self.is_bound else []:
            form.above = above
            if form.is_valid() and "times" in form.cleaned_data:
                above = form.cleaned_data["times"]
        if not self.is_bound or any(form.errors for form in self.forms):
            return False
        try:
            check_number(len(self.choices()), fewest=self.fewest)
        except ValidationError as few:
            self.problem = few.message
        if self.closes_at and any(one.starts_at and one.starts_at < self.closes_at for one in self.choices()):
            self.problem = TOO_SOON
        return not self.problem

    def choices(self) -> list[Choice]:
        """The dates in the order of time, each once, with what somebody else changed meanwhile."""
        found = [
            (form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
            for form in self.forms
            if "starts_at" in form.cleaned_data
        ]
        seen = [times for form in self.forms if (times := _times_of(form.seen_row())) is not None]
        if seen and self.poll is not None:
            stored = [
                (option.starts_at, option.ends_at) for option in self.poll.options.filter(starts_at__isnull=False)
            ]
            found = lay_rows(found, seen, stored)
        return [Choice(starts_at=start, ends_at=end) for start, end in sorted(set(found))]


def _times_of(row: Mapping[str, Any]) -> tuple[dt.datetime, dt.datetime] | None:
    """From when until when, of a row as the page showed it."""
    day, start, end = (row.get(name) for name in ("day", "start_time", "end_time"))
    return (rhythm.local(day, start), rhythm.local(day, end)) if day and start and end else None


def _row_of(option: PollOption) -> dict[str, Any]:
    if option.starts_at is None or option.ends_at is None:
        return {}
    start, end = timezone.localtime(option.starts_at), timezone.localtime(option.ends_at)
    return {"day": start.date(), "start_time": start.time(), "end_time": end.time()}


class MoreChoicesForm(forms.Form):
    options = ChoicesField(label=_("New options"), help_text=_("One on each line."), fewest=1)


# Answering ----------------------------------------------------------------------------------------


class AnswerForm(forms.Form):
    """What one member says: a vote for each date, one choice, or some."""

    note = forms.CharField(
        label=_("Remark"),
        max_length=PollAnswer._meta.get_field("note").max_length,
        required=False,
        help_text=_("For instance «on Tuesdays only from four o'clock». Your group reads it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        poll: Poll,
        options: Sequence[PollOption],
        mine: Mapping[int, str] | None = None,
        note: str = "",
    ) -> None:
        """`mine` is what the reader said before: option → vote."""
        super().__init__(data, initial={"note": note})
        self.poll = poll
        self.keys = {option.public_id: option.pk for option in options}
        said = mine or {}
        if poll.asks_dates:
            self._ask_dates(options, said)
        else:
            self._ask_choice(options, said)

    def _ask_dates(self, options: Sequence[PollOption], said: Mapping[int, str]) -> None:
        for option in options:
            # What nobody pressed stays unsaid: a date that somebody overlooked is no «no».
            vote = said.get(option.pk)
            self.fields[f"vote-{option.public_id}"] = forms.ChoiceField(
                choices=Vote.address_choices,
                label=str(option),
                required=False,
                widget=forms.RadioSelect,
                initial=Vote(vote).address if vote else "",
            )

    def _ask_choice(self, options: Sequence[PollOption], said: Mapping[int, str]) -> None:
        labels = [(option.public_id, option.label) for option in options]
        chosen = [option.public_id for option in options if option.pk in said]
        if self.poll.several:
            self.fields["choice"] = forms.MultipleChoiceField(
                label=_("Options"),
                choices=labels,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=chosen,
            )
        else:
            first = chosen[0] if chosen else ""
            self.fields["choice"] = forms.ChoiceField(
                label=_("Options"), choices=labels, required=False, widget=forms.RadioSelect, initial=first
            )

    def inputs_of(self, public_id: str) -> list[BoundWidget]:
        """The buttons of one option: three for a date, one for a choice."""
        if self.poll.asks_dates:
            return list(self[f"vote-{public_id}"])
        return [button for button in self["choice"] if button.data["value"] == public_id]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.votes():
            raise ValidationError(NO_DATE if self.poll.asks_dates else NO_OPTION)
        return data

    def votes(self) -> Mapping[int, str]:
        """Option → vote."""
        data = self.cleaned_data
        if self.poll.asks_dates:
            said = {key: data.get(f"vote-{public_id}", "") for public_id, key in self.keys.items()}
            return {key: Vote.read_address(word).value for key, word in said.items() if word}
        chosen = data.get("choice", []) if self.poll.several else [data.get("choice", "")]
        return {self.keys[public_id]: Vote.YES.value for public_id in chosen if public_id}


def derive_title(poll: Poll) -> str:
    """What the meeting could be called: the subject before the question («Lesbezoek: welke middag?»), no question."""
    subject, colon, question = poll.title.rpartition(":")
    if colon and question.strip().endswith("?") and subject.strip():
        return subject.strip()
    if poll.title.rstrip().endswith("?"):
        # The group reads it, in whatever language who chooses reads.
        with translation.override(settings.LANGUAGE_CODE):
            return str(_("Meeting"))
    return poll.title


class ChooseDateForm(ModelForm[Meeting]):
    """What the meeting has beside its date."""

    link = link_field()

    class Meta:
        model = Meeting
        fields = ["title", "host_site", "location", "link", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data: Any, *, poll: Poll) -> None:
        super().__init__(data, initial={"title": derive_title(poll)})
        self.fields["title"].help_text = _("This is what the meeting is called in the agenda and in mails.")
        host = self.fields["host_site"]
        host.queryset = find_places(poll.group, None)  # type: ignore[attr-defined]
        host.empty_label = _("No school, or another place")  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
