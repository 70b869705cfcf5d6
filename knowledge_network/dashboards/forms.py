"""What somebody does with a thing in the cockpit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.enums import Deed
from knowledge_network.kit.forms import Cleaned
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import coordinators_of_network


class DeedForm(forms.Form):
    """`item` is «sort:key». A day to set it aside until is a deed by itself."""

    item = forms.CharField(max_length=160)
    deed = forms.ChoiceField(label=_("What to do"), choices=Deed.choices, required=False)
    until = forms.DateField(label=_("Until"), required=False)
    to = forms.CharField(label=_("Who sees to it"), max_length=10, required=False)

    def clean_until(self) -> dt.date | None:
        until: dt.date | None = self.cleaned_data["until"]
        if until is not None and not timezone.localdate() < until <= timezone.localdate() + dt.timedelta(days=366):
            raise ValidationError(_("Choose a day in the coming year."))
        return until

    def clean_to(self) -> Member | None:
        key = self.cleaned_data["to"]
        team = {member.public_id: member for member in coordinators_of_network()} if key else {}
        if key and key not in team:
            raise ValidationError(_("Choose somebody of those who run the network."))
        return team.get(key)

    def clean(self) -> Cleaned:
        data: dict[str, Any] = self.cleaned_data
        if data.get("until"):
            data["deed"] = Deed.LATER.value
        if not data.get("deed") and "until" not in self.errors:
            raise ValidationError(_("Choose what to do."))
        return data
