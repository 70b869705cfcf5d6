"""The filter of the desk for questions; every value stands in the address, so that it can be shared and kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from knowledge_network.kit.forms import AddressForm


class BoardForm(AddressForm):
    address_names: ClassVar = {"attention": "let_op", "older_than": "ouder"}

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
    attention = forms.ChoiceField(label=_("Attention"), choices=WHICH, required=False)
    # A draft is its writer's alone.
    status = forms.TypedChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *HelpState.address_choices()[1:]],
        coerce=HelpState.read_address,
        empty_value="",
        required=False,
    )
    older_than = forms.ChoiceField(label=_("Age"), choices=AGES, required=False)
    q = forms.CharField(label=_("Words in the question"), max_length=100, required=False)

    def apply(self, rows: QuerySet[HelpRequest]) -> QuerySet[HelpRequest]:
        values = self.values
        attention: dict[str, dict[str, Any]] = {
            "": {} if values["status"] else {"state__in": HelpState.UNFINISHED},
            "onbeantwoord": {"state__in": HelpState.WAITING},
            "doorgegeven": {"state__in": HelpState.WAITING, "escalated_at__isnull": False},
            "nakijken": {"may_be_published": True, "published_at__isnull": True},
            "alles": {},
        }
        rows = rows.filter(**attention[values["attention"]])
        if values["status"]:
            rows = rows.filter(state=values["status"])
        if values["older_than"]:
            rows = rows.filter(asked_at__lt=timezone.now() - dt.timedelta(days=int(values["older_than"])))
        return rows.filter(title__icontains=values["q"]) if values["q"] else rows
