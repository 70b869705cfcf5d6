"""What of the agenda is shown, and for what an address is made that a calendar program reads."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.forms import AddressForm
from plg.meetings.enums import AgendaScope, AgendaView, MeetingKind, RsvpAnswer


class AgendaFilter(AddressForm):
    """What of the agenda is shown; anything wrong is left out."""

    address_names: ClassVar = {
        "view": "weergave",
        "month": "maand",
        "group": "groep",
        "kind": "soort",
        "answer": "antwoord",
        "scope": "wat",
        "is_past": "geweest",
    }

    view = forms.TypedChoiceField(
        required=False, choices=AgendaView.address_choices(), coerce=AgendaView.read_address, empty_value=""
    )
    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    group = forms.SlugField(label=gettext_lazy("Group"), required=False, max_length=120, widget=forms.Select)
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all kinds")), *MeetingKind.address_choices()],
        coerce=MeetingKind.read_address,
        empty_value="",
    )
    answer = forms.TypedChoiceField(
        label=gettext_lazy("My answer"),
        required=False,
        choices=[("", gettext_lazy("all answers")), *RsvpAnswer.address_choices()],
        coerce=RsvpAnswer.read_address,
        empty_value="",
    )
    scope = forms.TypedChoiceField(
        label=gettext_lazy("Which"),
        required=False,
        choices=[("", gettext_lazy("everything of mine")), *AgendaScope.address_choices()],
        coerce=AgendaScope.read_address,
        empty_value="",
    )
    is_past = forms.BooleanField(label=gettext_lazy("What was"), required=False)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], sees_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].widget.choices = [("", _("all groups")), *groups]
        if not sees_all:
            self.fields["scope"].choices = self.fields["scope"].choices[:2]  # type: ignore[attr-defined]

    @property
    def chosen_count(self) -> int:
        """How many of the filters are chosen; which view is shown is none."""
        return sum(bool(self.values[name]) for name in ("group", "kind", "answer", "scope", "is_past"))

    @property
    def is_active(self) -> bool:
        return self.chosen_count > 0


class FeedForm(forms.Form):
    group = forms.SlugField(required=False, max_length=120)
    titles_only = forms.BooleanField(required=False)
