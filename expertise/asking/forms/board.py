"""The filter of the desk for questions; every value stands in the address, so that it can be shared and kept."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import HelpState


class BoardForm(forms.Form):
    WHICH = (
        ("", _("Open")),
        ("onbeantwoord", _("Nobody helps yet")),
        ("doorgegeven", _("Passed to the liaison officer")),
        ("nakijken", _("Answers to check")),
        ("alles", _("All questions")),
    )
    AGES = (
        ("", _("Any age")),
        ("7", _("Older than a week")),
        ("14", _("Older than two weeks")),
        ("28", _("Older than four weeks")),
    )
    let_op = forms.ChoiceField(label=_("Attention"), choices=WHICH, required=False)
    # A draft is its writer's alone.
    status = forms.TypedChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *HelpState.address_choices()[1:]],
        coerce=HelpState.read_address,
        empty_value="",
        required=False,
    )
    ouder = forms.ChoiceField(label=_("Age"), choices=AGES, required=False)
    q = forms.CharField(label=_("Words in the question"), max_length=100, required=False)

    @cached_property
    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.values
        attention: dict[str, dict[str, Any]] = {
            "": {} if values["status"] else {"state__in": HelpState.UNFINISHED},
            "onbeantwoord": {"state__in": HelpState.WAITING},
            "doorgegeven": {"state__in": HelpState.WAITING, "escalated_at__isnull": False},
            "nakijken": {"may_be_published": True, "published_at__isnull": True},
            "alles": {},
        }
        rows = rows.filter(**attention[values["let_op"]])
        if values["status"]:
            rows = rows.filter(state=values["status"])
        if values["ouder"]:
            rows = rows.filter(asked_at__lt=timezone.now() - dt.timedelta(days=int(values["ouder"])))
        return rows.filter(title__icontains=values["q"]) if values["q"] else rows

    @property
    def query(self) -> str:
        words = {name: getattr(value, "address", value) for name, value in self.values.items() if value}
        return urlencode(words)
