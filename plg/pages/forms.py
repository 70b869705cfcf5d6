"""The filters of the coordinator's table, and what can be done with many groups at once."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm
from knowledge_network.kit.tables import EXPORTS
from knowledge_network.kit.text import fold_name
from plg.groups.enums import GroupKind, GroupState, JoinState
from plg.groups.forms.catalogue import with_words
from plg.groups.queries import groups_about, groups_of_board
from plg.pages.enums import Attention
from plg.pages.overview import match_asking

WRITE = "write"
ACTIONS: list[tuple[str, str | Promise]] = [
    (WRITE, _("Write to the leaders")),
    (GroupState.ARCHIVED.value, _("Put in the archive")),
    (GroupState.ACTIVE.value, _("Approve and start")),
    (GroupState.GRANTED.value, _("Grant the application")),
    *EXPORTS,
]


class TableForm(AddressForm):
    """Every value comes from the address, so that a view can be shared and saved."""

    address_names: ClassVar = {
        "kind": "soort",
        "state": "status",
        "attention": "let_op",
        "board": "bestuur",
        "topic": "thema",
    }

    q = forms.CharField(label=_("Name or question"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *GroupKind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *GroupState.choices], required=False)
    attention = forms.TypedChoiceField(
        label=_("Attention"),
        choices=[("", _("Everything")), *Attention.address_choices()],
        coerce=Attention.read_address,
        empty_value="",
        required=False,
    )
    board = forms.ChoiceField(label=_("Board"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, boards: list[Any], topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = [("", _("All boards")), *boards]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", _("All topics")), *topics]  # type: ignore[attr-defined]

    def apply(self, groups: QuerySet[Any], today: dt.date | None = None) -> QuerySet[Any]:
        values = self.values
        for name in ("kind", "state"):
            if values[name]:
                groups = groups.filter(**{name: values[name]})
        if values["attention"]:
            groups = groups.filter(match_asking(values["attention"], today or timezone.localdate()))
        if values["board"]:
            groups = groups.filter(pk__in=groups_of_board(values["board"]))
        if values["topic"]:
            groups = groups.filter(groups_about(values["topic"]))
        return with_words(groups, values["q"])

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name != "q")

    @property
    def is_narrowed(self) -> bool:
        return any(self.values.values())


class JoinDeskFilter(AddressForm):
    """By words of the member, the group and the message; what was decided only when it is asked for."""

    address_names: ClassVar = {"state": "stand", "older_than": "ouder"}
    AGES = (("", _("Any age")), ("7", _("Older than a week")), ("14", _("Older than two weeks")))

    q = forms.CharField(label=_("Name or group"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Waiting")), (JoinState.ACCEPTED, _("Accepted")), (JoinState.DECLINED, _("Declined"))],
        required=False,
    )
    older_than = forms.ChoiceField(label=_("Age"), choices=AGES, required=False)

    def apply(self, asked: QuerySet[Any], now: dt.datetime | None = None) -> QuerySet[Any]:
        values = self.values
        asked = asked.filter(state=values["state"] or JoinState.OPEN)
        if values["older_than"]:
            since = (now or timezone.now()) - dt.timedelta(days=int(values["older_than"]))
            asked = asked.filter(requested_at__lt=since)
        for word in values["q"].split()[:6]:
            asked = asked.filter(Q(member__sort_name__contains=fold_name(word)) | Q(group__name__icontains=word))
        return asked

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(self.values[name]) for name in ("state", "older_than"))

    @property
    def is_narrowed(self) -> bool:
        return any(self.values.values())


class MessageForm(forms.Form):
    """What the leaders read. `key` makes that pressing twice sends once."""

    subject = forms.CharField(label=_("Subject"), max_length=120)
    message = forms.CharField(label=_("Message"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}))
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
