"""The filter of all meetings, and the reason why some of them do not take place."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, DateInput
from plg.meetings.enums import MeetingKind, MeetingStatus
from plg.meetings.models.meeting import LONGEST

REMIND, CANCEL = "remind", "cancel"
PAST, COMING, ALL = "geweest", "", "alles"


# What is still to be noted of a meeting that is over: the word in the address → how it is called, what is missing.
WITHOUT_ATTENDANCE, WITHOUT_MINUTES = "zonder-aanwezigheid", "zonder-verslag"
LATE: dict[str, tuple[Any, Q]] = {
    WITHOUT_ATTENDANCE: (_("Attendance is not confirmed"), Q(attendance_confirmed_at__isnull=True)),
    WITHOUT_MINUTES: (_("No minutes"), Q(minutes__shared_at__isnull=True) & ~Q(kind__in=MeetingKind.WITHOUT_MINUTES)),
}
LATE_AFTER, LATE_UNTIL = dt.timedelta(days=7), dt.timedelta(days=120)


def match_late(missing: str, now: dt.datetime) -> Q:
    """Meetings that were held more than a week and less than four months ago, of which this is still missing."""
    held = Q(status__in=MeetingStatus.COUNTS_AS_HELD, ends_at__lt=now - LATE_AFTER, ends_at__gt=now - LATE_UNTIL)
    return held & LATE[missing][1]


class MeetingDeskFilter(AddressForm):
    """By words of title, group and place, kind, state and period; what is over only when it is asked for."""

    address_names: ClassVar = {
        "kind": "soort",
        "status": "status",
        "late": "let_op",
        "time": "wanneer",
        "first_day": "vanaf_dag",
        "last_day": "tot_dag",
    }

    q = forms.CharField(label=_("Title, group or place"), max_length=100, required=False)
    time = forms.ChoiceField(
        label=_("When"),
        choices=[(COMING, _("Still to come")), (PAST, _("Over")), (ALL, _("All"))],
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *MeetingKind.choices], required=False)
    status = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("All states")),
            *((value, label) for value, label in MeetingStatus.choices if value != MeetingStatus.DRAFT),
        ],
        required=False,
    )
    late = forms.ChoiceField(
        label=_("Attention"),
        choices=[("", _("Everything")), *((code, label) for code, (label, _missing) in LATE.items())],
        required=False,
    )
    first_day = forms.DateField(label=_("From"), required=False, widget=DateInput())
    last_day = forms.DateField(label=_("Up to"), required=False, widget=DateInput())

    @property
    def is_narrowed(self) -> bool:
        """Whether less is asked for than all that is still to come."""
        others = any(value for name, value in self.values.items() if name != "time")
        return others or self.values["time"] not in {"", COMING}

    def apply(self, meetings: QuerySet[Any], now: dt.datetime | None = None) -> QuerySet[Any]:
        asked, moment = self.values, now or timezone.now()
        if asked["late"]:
            meetings = meetings.filter(match_late(asked["late"], moment))
        elif asked["time"] == COMING:
            # Nothing that is over a month ago, so that the index of when meetings begin is read from there.
            meetings = meetings.filter(starts_at__gte=moment - LONGEST, ends_at__gte=moment)
        elif asked["time"] == PAST:
            meetings = meetings.filter(ends_at__lt=moment)
        for name in ("kind", "status"):
            if asked[name]:
                meetings = meetings.filter(**{name: asked[name]})
        if asked["first_day"]:
            meetings = meetings.filter(starts_at__date__gte=asked["first_day"])
        if asked["last_day"]:
            meetings = meetings.filter(starts_at__date__lte=asked["last_day"])
        for word in asked["q"].split()[:6]:
            place = Q(location__icontains=word) | Q(host_site__name__icontains=word)
            meetings = meetings.filter(Q(title__icontains=word) | Q(group__name__icontains=word) | place)
        return meetings

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name != "q")
