"""The filters of the coordinator's table, its saved views, and what can be done with many groups at once."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, Cleaned
from plg.groups.enums import GroupKind, GroupState
from plg.groups.forms.catalogue import with_words
from plg.groups.queries import groups_about, groups_of_board
from plg.pages.enums import Attention
from plg.pages.overview import match_asking

# The word in the address → the field and the head of its column.
BY_NAME = "naam"
SORTS: dict[str, tuple[str, str | Promise]] = {
    BY_NAME: ("name", _("Name")),
    "soort": ("kind", _("Kind")),
    "status": ("state", _("State")),
    "leden": ("member_count", _("Members")),
    "besturen": ("board_count", _("Boards")),
    "laatst": ("sort_last", _("Last met")),
    "volgende": ("sort_next", _("Meets next")),
    "einde": ("sort_ends", _("Ends")),
}
WRITE = "write"
ACTIONS: list[tuple[str, str | Promise]] = [
    (WRITE, _("Write to the leaders")),
    (GroupState.ARCHIVED.value, _("Put in the archive")),
    (GroupState.ACTIVE.value, _("Approve and start")),
    (GroupState.GRANTED.value, _("Grant the application")),
    ("csv", _("Export as CSV")),
    ("xlsx", _("Export as Excel")),
]
MOST_GROUPS_AT_ONCE = 500


class TableForm(AddressForm):
    """Every value comes from the address, so that a view can be shared and saved."""

    address_names: ClassVar = {
        "kind": "soort",
        "state": "status",
        "attention": "let_op",
        "board": "bestuur",
        "topic": "thema",
        "sort": "sorteer",
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
    sort = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

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
    def order(self) -> tuple[str, str]:
        """The two fields to sort by; the second makes the order total."""
        chosen = self.values["sort"]
        sign = "-" if chosen.startswith("-") else ""
        field = SORTS.get(chosen.removeprefix("-"), SORTS[BY_NAME])[0]
        return f"{sign}{field}", f"{sign}slug"

    @property
    def sorted_by(self) -> str:
        return self.values["sort"] or BY_NAME

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name not in {"q", "sort"})

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.values.items() if name != "sort")


class SaveViewForm(forms.Form):
    """A name for the filter that is shown now; only what the table knows is kept."""

    name = forms.CharField(label=_("Name of this view"), max_length=60)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        pairs = parse_qsl(self.cleaned_data["query"], max_num_fields=50)
        known = {TableForm.address_names.get(name, name) for name in TableForm.base_fields}
        return urlencode([(name, value) for name, value in pairs if name in known and value])


class BulkForm(forms.Form):
    """What to do with which groups. `groups` are slugs; the ones that do not exist are left out."""

    action = forms.ChoiceField(choices=ACTIONS, label=_("What to do"))
    groups = forms.Field(required=False)

    def clean(self) -> Cleaned:
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
