"""The filters of the coordinator's table, its saved views, and what can be done with many groups at once."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from plg.groups.enums import GroupKind, GroupState
from plg.groups.forms.catalogue import with_words
from plg.groups.queries import groups_about, groups_of_board
from plg.pages.overview import attention

ATTENTION_LABELS: list[tuple[str, Any]] = [
    ("", _("Everything")),
    ("beslissen", _("Waits for a decision")),
    ("slapend", _("Sleeping")),
    ("zonder-afspraken", _("No group agreements")),
    ("zonder-trekker", _("No group leader")),
    ("zonder-contact", _("No contact person")),
    ("wachtend", _("Requests to join")),
    ("weinig-besturen", _("Too few boards")),
    ("veel-nieuw", _("Mostly new members")),
    ("te-laat", _("Past the end date")),
]
SORTS: dict[str, tuple[str, Any]] = {
    "naam": ("name", _("Name")),
    "soort": ("kind", _("Kind")),
    "status": ("state", _("State")),
    "leden": ("member_count", _("Members")),
    "besturen": ("board_count", _("Boards")),
    "laatst": ("sort_last", _("Last met")),
    "volgende": ("sort_next", _("Meets next")),
    "einde": ("sort_ends", _("Ends")),
}
ACTIONS: list[tuple[str, Any]] = [
    ("bericht", _("Write to the leaders")),
    (GroupState.ARCHIVED.value, _("Put in the archive")),
    (GroupState.ACTIVE.value, _("Approve and start")),
    (GroupState.GRANTED.value, _("Grant the application")),
    ("csv", _("Export as CSV")),
    ("xlsx", _("Export as Excel")),
]
MOST_GROUPS_AT_ONCE = 500


class TableForm(forms.Form):
    """Every value comes from the address, so that a view can be shared and saved."""

    q = forms.CharField(label=_("Name or question"), max_length=100, required=False)
    soort = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *GroupKind.choices], required=False)
    status = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *GroupState.choices], required=False)
    let_op = forms.ChoiceField(label=_("Attention"), choices=ATTENTION_LABELS, required=False)
    bestuur = forms.ChoiceField(label=_("Board"), required=False)
    thema = forms.ChoiceField(label=_("Topic"), required=False)
    sorteer = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, boards: list[Any], topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bestuur"].choices = [("", _("All boards")), *boards]  # type: ignore[attr-defined]
        self.fields["thema"].choices = [("", _("All topics")), *topics]  # type: ignore[attr-defined]

    @cached_property
    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def apply(self, groups: QuerySet[Any], today: dt.date | None = None) -> QuerySet[Any]:
        values = self.values
        for name, field in (("soort", "kind"), ("status", "state")):
            if values[name]:
                groups = groups.filter(**{field: values[name]})
        if values["let_op"]:
            groups = groups.filter(attention(values["let_op"], today or timezone.localdate()))
        if values["bestuur"]:
            groups = groups.filter(pk__in=groups_of_board(values["bestuur"]))
        if values["thema"]:
            groups = groups.filter(groups_about(values["thema"]))
        return with_words(groups, values["q"])

    @property
    def order(self) -> tuple[str, str]:
        """The two fields to sort by; the second makes the order total."""
        chosen = self.values["sorteer"]
        sign = "-" if chosen.startswith("-") else ""
        field = SORTS.get(chosen.removeprefix("-"), SORTS["naam"])[0]
        return f"{sign}{field}", f"{sign}slug"

    @property
    def sorted_by(self) -> str:
        return self.values["sorteer"] or "naam"

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name not in {"q", "sorteer"})

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.values.items() if name != "sorteer")

    @property
    def query(self) -> str:
        """The filter as it stands in an address, without what is empty."""
        return urlencode({name: value for name, value in self.values.items() if value})


class SaveViewForm(forms.Form):
    """A name for the filter that is shown now; only what the table knows is kept."""

    name = forms.CharField(label=_("Name of this view"), max_length=60)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        pairs = parse_qsl(self.cleaned_data["query"], max_num_fields=50)
        return urlencode([(name, value) for name, value in pairs if name in TableForm.base_fields and value])


class BulkForm(forms.Form):
    """What to do with which groups. `groups` are slugs; the ones that do not exist are left out."""

    action = forms.ChoiceField(choices=ACTIONS, label=_("What to do"))
    groups = forms.Field(required=False)

    def clean(self) -> dict[str, Any]:
        sent: Any = self.data
        slugs = list(dict.fromkeys(sent.getlist("groups")))[:MOST_GROUPS_AT_ONCE]
        if not slugs:
            raise ValidationError(_("Tick at least one group."))
        return {**self.cleaned_data, "groups": slugs}


class MessageForm(forms.Form):
    """What the leaders read. `key` makes that pressing twice sends once."""

    subject = forms.CharField(label=_("Subject"), max_length=120)
    message = forms.CharField(label=_("Message"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}))
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
