"""The filter of the desk for questions; every value stands in the address, so that it can be shared and kept."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import Attention, HelpState
from expertise.asking.models import HelpRequest
from knowledge_network.kit.forms import ListFilter


class BoardForm(ListFilter):
    address_names: ClassVar = {"attention": "let_op", "older_than": "ouder"}
    tab = "attention"

    AGES = (
        ("", _("Any age")),
        ("7", _("Older than a week")),
        ("14", _("Older than two weeks")),
        ("28", _("Older than four weeks")),
    )
    attention = forms.TypedChoiceField(
        label=_("Attention"),
        choices=Attention.address_choices(),
        coerce=Attention.read_address,
        empty_value="",
        required=False,
    )
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

    @property
    def chosen_attention(self) -> Attention:
        return self.values["attention"] or Attention.OPEN

    def apply(self, rows: QuerySet[HelpRequest]) -> QuerySet[HelpRequest]:
        values = self.values
        attention = {
            Attention.OPEN: Q() if values["status"] else Q(state__in=HelpState.UNFINISHED),
            Attention.UNANSWERED: Q(state__in=HelpState.WAITING),
            Attention.ESCALATED: Q(state__in=HelpState.WAITING, escalated_at__isnull=False),
            Attention.TO_CHECK: Q(may_be_published=True, published_at__isnull=True),
            Attention.ALL: Q(),
        }
        rows = rows.filter(attention[self.chosen_attention])
        if values["status"]:
            rows = rows.filter(state=values["status"])
        if values["older_than"]:
            rows = rows.filter(asked_at__lt=timezone.now() - dt.timedelta(days=int(values["older_than"])))
        return rows.filter(title__icontains=values["q"]) if values["q"] else rows
