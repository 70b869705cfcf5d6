"""Planning and changing a series: the pattern, and what all its meetings have in common."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned, DateInput, ModelChoiceField, check_year
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import SchoolCalendar
from plg.groups.models import Group
from plg.meetings import series
from plg.meetings.enums import MeetingAudience, MeetingKind
from plg.meetings.forms.meetings import (
    AUDIENCES,
    find_places,
    link_field,
    list_kinds,
    people_field,
    people_named,
    time_input,
)


def check_times(form: forms.Form, data: Cleaned) -> None:
    """The end comes after the start, and preparation counts for as long as the meeting at most."""
    start, end = data.get("start_time"), data.get("end_time")
    if not (start and end):
        return
    if end <= start:
        form.add_error("end_time", _("A meeting ends after it starts."))
    elif (data.get("prep_minutes") or 0) > (end.hour - start.hour) * 60 + end.minute - start.minute:
        form.add_error("prep_minutes", _("Preparation counts for as long as the meeting at most."))


class SeriesForm(forms.Form):
    """The pattern of a series and what all its meetings have in common."""

    kinds = MeetingKind.OF_A_GROUP
    title = forms.CharField(label=_("Title"), max_length=150)
    repeat = forms.ChoiceField(label=_("How often"), choices=series.Repeat, initial=series.Repeat.WEEKS_4)
    weekday = forms.TypedChoiceField(
        label=_("On which day"),
        coerce=int,
        choices=[
            (0, _("Monday")),
            (1, _("Tuesday")),
            (2, _("Wednesday")),
            (3, _("Thursday")),
            (4, _("Friday")),
            (5, _("Saturday")),
        ],
        initial=2,
    )
    start_time = forms.TimeField(label=_("From"), widget=time_input(), initial=dt.time(15, 30))
    end_time = forms.TimeField(label=_("Until"), widget=time_input(), initial=dt.time(17))
    first_day = forms.DateField(label=_("Starting"), widget=DateInput(), validators=[check_year])
    last_day = forms.DateField(
        label=_("Up to and including"), widget=DateInput(), validators=[check_year], required=False
    )
    count = forms.IntegerField(
        label=_("Or so many times"),
        required=False,
        min_value=1,
        max_value=series.MOST_MEETINGS,
        help_text=_("Days in a holiday do not count. With a last day too, what comes first ends the series."),
    )
    host_site = ModelChoiceField(label=_("At which school"), queryset=Organisation.objects.none(), required=False)
    location = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = link_field()
    kind = forms.ChoiceField(label=_("Kind"))
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Leave empty when there is room for everybody."),
    )
    prep_minutes = forms.IntegerField(
        label=_("Minutes of preparation that count"), required=False, min_value=0, max_value=1440
    )

    def __init__(self, *args: Any, group: Group | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = list_kinds(self.kinds)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0][0]
        today = timezone.localdate()
        end = dt.date(today.year + (today.month >= 7), 7, 10)
        for name, value in {"title": gettext("Meeting"), "first_day": today, "last_day": end}.items():
            self.fields[name].initial = value
        host = self.fields["host_site"]
        host.queryset = find_places(group, None)  # type: ignore[attr-defined]
        host.empty_label = _("No school, or another place")  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("A series ends after it starts."))
        if first and last and last - first > series.LONGEST:
            self.add_error("last_day", _("Plan two years at most."))
        check_times(self, data)
        if data.get("kind") == MeetingKind.ONLINE and not data.get("link"):
            self.add_error("link", _("An online meeting needs a link."))
        if not last and not data.get("count") and "last_day" not in self.errors:
            self.add_error("last_day", _("Say until when, or how many times."))
        period = (first, last) if first and last and not data.get("count") else None
        if period and not self.errors and series.gives_too_many(self.rule, *period):
            self.add_error(
                "last_day",
                _("This pattern gives more than %(count)d meetings. Choose an earlier last day.")
                % {"count": series.MOST_MEETINGS},
            )
        return data

    @property
    def rule(self) -> str:
        return series.write_rule(self.cleaned_data["repeat"], self.cleaned_data["weekday"])

    @property
    def period(self) -> dict[str, dt.date]:
        """The first day, and the last that there can be."""
        first: dt.date = self.cleaned_data["first_day"]
        return {"first": first, "last": self.cleaned_data["last_day"] or first + series.LONGEST}

    def occasions(self, calendar: SchoolCalendar) -> list[series.Occasion]:
        """The days of the pattern, with why schools are closed."""
        found = series.occasions(self.rule, self.period["first"], self.period["last"], calendar)
        count = self.cleaned_data["count"]
        return series.cut_after(found, count) if count else found

    def list_times(self, found: list[series.Occasion]) -> dict[dt.date, tuple[dt.datetime, dt.datetime]]:
        """When a meeting begins and ends on each day."""
        data = self.cleaned_data
        return {
            one.day: (rhythm.local(one.day, data["start_time"]), rhythm.local(one.day, data["end_time"]))
            for one in found
        }

    def common(self) -> Cleaned:
        """What the action takes for every meeting."""
        names = ("title", "start_time", "end_time", "host_site", "location", "link", "kind", "capacity")
        return {name: self.cleaned_data[name] for name in names} | {
            "prep_minutes": self.cleaned_data["prep_minutes"] or 0
        }


class NetworkSeriesForm(SeriesForm):
    """A series of the whole network, for an audience or for people that you name."""

    kinds = MeetingKind.OF_THE_NETWORK
    audience = forms.ChoiceField(label=_("Who is invited"), choices=AUDIENCES)
    people = people_field()

    def clean(self) -> Cleaned:
        data = super().clean()
        if data.get("audience") == MeetingAudience.CHOSEN:
            data["invited"] = people_named(self, data.get("people", ""))
        return data

    def common(self) -> Cleaned:
        chosen = {name: self.cleaned_data[name] for name in ("audience", "invited") if name in self.cleaned_data}
        return super().common() | chosen


class ChangeSeriesForm(StoredForm):
    """What changes for all meetings that are still to come; what stays empty stays as it is."""

    title = forms.CharField(label=_("Title"), max_length=150)
    start_time = forms.TimeField(label=_("From"), widget=time_input())
    end_time = forms.TimeField(label=_("Until"), widget=time_input())
    shift_days = forms.IntegerField(
        label=_("Move every meeting by so many days"),
        required=False,
        min_value=-28,
        max_value=28,
        help_text=_("For instance 1 for a day later, -1 for a day earlier. Leave empty to keep the days."),
    )
    host_site = ModelChoiceField(label=_("At which school"), queryset=Organisation.objects.none(), required=False)
    location = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = link_field()

    def __init__(self, *args: Any, group: Group | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Organisation | None = self.initial.get("host_site")
        host = self.fields["host_site"]
        host.queryset = find_places(group, place.pk if place else None)  # type: ignore[attr-defined]
        host.empty_label = _("No school, or another place")  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        check_times(self, data)
        return data
