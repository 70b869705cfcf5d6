"""The name of a view that is kept, and what to do with the rows that somebody ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned
from knowledge_network.kit.tables import Table, clean_query, known_tables

MOST_AT_ONCE = 500


class SaveViewForm(forms.Form):
    """A name for the filter that is shown now; only what the table knows is kept."""

    name = forms.CharField(label=_("Name of this view"), max_length=60)
    table = forms.CharField(max_length=60, widget=forms.HiddenInput)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)

    def clean_table(self) -> str:
        table: str = self.cleaned_data["table"]
        if table not in known_tables:
            raise ValidationError(_("There is no such table."))
        return table

    def clean(self) -> Cleaned:
        if table := self.cleaned_data.get("table"):
            self.cleaned_data["query"] = clean_query(table, self.cleaned_data.get("query", ""))
        return self.cleaned_data


ONE = "one"


class PickForm(forms.Form):
    """What to do with which rows: those that are ticked, or all that the filter lets through.

    `ids` are the keys of rows; those that do not exist are left out. `query` is the filter as an address says it.
    A button in a row sends `one`: what to do, and the key of that row alone, whatever is ticked besides.
    """

    action = forms.ChoiceField(label=_("What to do"))
    everything = forms.BooleanField(required=False)
    query = forms.CharField(max_length=1000, required=False)

    def __init__(self, data: QueryDict, *, actions: Sequence[tuple[str, str | Promise]]) -> None:
        super().__init__(_read_one(data) if ONE in data else data)
        self.is_one = ONE in data
        self.fields["action"].choices = actions  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        sent: Any = self.data
        self.cleaned_data["ids"] = list(dict.fromkeys(sent.getlist("ids")))[:MOST_AT_ONCE]
        if not self.cleaned_data["ids"] and not self.cleaned_data.get("everything"):
            raise ValidationError(_("Tick at least one row."))
        return self.cleaned_data

    @property
    def filter_data(self) -> QueryDict:
        """The filter of the page on which it was chosen."""
        return QueryDict(self.cleaned_data.get("query", ""))

    @property
    def may_go_on(self) -> bool:
        """Whether it was looked at before, or is one row that somebody sees."""
        return self.is_one or "confirmed" in self.data

    @property
    def words(self) -> QueryDict | None:
        """What was said on the page between ticking and doing; None before that."""
        sent: Any = self.data
        return sent if "confirmed" in sent else None

    def choose[R: QuerySet[Any]](
        self, table: Table[Any], *, key: str, known: R, narrow: Callable[[QueryDict, R], R]
    ) -> R:
        """The rows that are meant, in the order of the page. `key` is the field of `ids`, `narrow` applies a filter."""
        if self.cleaned_data["everything"]:
            rows = narrow(self.filter_data, known)
        else:
            rows = known.filter(**{f"{key}__in": self.cleaned_data["ids"]})
        return rows.order_by(*table.read_order(self.filter_data))


def _read_one(data: QueryDict) -> QueryDict:
    """The same as if that row alone were ticked."""
    action, _space, key = str(data[ONE]).partition(" ")
    read = data.copy()
    read.pop("everything", None)
    read["action"] = action
    read.setlist("ids", [key] if key else [])
    return read
