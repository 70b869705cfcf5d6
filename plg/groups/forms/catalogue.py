"""The filters of the pages on which people look for a group."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm
from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.kit.text import folded
from plg.groups.enums import GroupKind, GroupState, Openness
from plg.groups.kinds import INFO
from plg.groups.queries import groups_about, groups_of_board

# The word in the address → what it is called and which states it stands for.
STATES: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "": (_("Working now"), GroupState.RUNNING),
    "afgerond": (_("Finished"), frozenset({GroupState.CLOSED, GroupState.DISSOLVED})),
    "archief": (_("In the archive"), frozenset({GroupState.ARCHIVED})),
    "alles": (_("All"), GroupState.PUBLIC),
}


class CatalogueForm(AddressForm):
    """Every value comes from the address; a value that means nothing filters nothing."""

    address_names: ClassVar = {"kind": "soort", "topic": "thema", "board": "bestuur"}

    q = forms.CharField(max_length=100, required=False)
    kind = forms.ChoiceField(choices=[("", ""), *[(kind, kind) for kind in GroupKind]], required=False)
    topic = forms.CharField(max_length=100, required=False)
    board = forms.CharField(max_length=120, required=False)
    status = forms.ChoiceField(choices=[(code, label) for code, (label, _states) in STATES.items()], required=False)
    open = forms.BooleanField(required=False)

    @property
    def states(self) -> frozenset[str]:
        """Those that the chosen word stands for."""
        return STATES[self.values["status"]][1]

    def apply(self, groups: QuerySet[Any]) -> QuerySet[Any]:
        values = self.values
        groups = groups.filter(state__in=self.states)
        if values["kind"]:
            groups = groups.filter(kind=values["kind"])
        if values["topic"]:
            groups = groups.filter(groups_about(values["topic"]))
        if values["board"]:
            groups = groups.filter(pk__in=groups_of_board(values["board"]))
        if values["open"]:
            groups = groups.filter(openness=Openness.OPEN, state__in=GroupState.JOINABLE)
        return with_words(groups, values["q"])

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name != "q")

    @property
    def is_narrowed(self) -> bool:
        return any(self.values.values())


def with_words(groups: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Groups whose name, purpose or question holds every word, whatever the accents."""
    words = folded(text).split()[:6]
    if not words:
        return groups
    groups = groups.annotate(
        folded_name=UnaccentedLower("name"),
        folded_purpose=UnaccentedLower("purpose"),
        folded_question=UnaccentedLower("question"),
    )
    for word in words:
        groups = groups.filter(
            Q(folded_name__contains=word) | Q(folded_purpose__contains=word) | Q(folded_question__contains=word)
        )
    return groups


def kind_options() -> list[tuple[str, str | Promise]]:
    return [(kind, INFO[kind].plural) for kind in GroupKind]
