"""A system that hears of changes: its name, address and what it hears."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge_network.exchange.hooks.enums import HookEvent
from knowledge_network.exchange.outgoing.client import OutgoingError, check_address
from knowledge_network.kit.text import check_name
from knowledge_network.kit.together import StoredForm

CHOICES = [(value, label) for value, label in HookEvent.choices if value in HookEvent.CHOSEN]


class HookForm(StoredForm):
    name = forms.CharField(
        label=_("Which system"),
        max_length=80,
        validators=[check_name],
        help_text=_("For instance «site of De Meander»."),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Who looks after that system knows it. It begins with https://."),
        widget=forms.URLInput,
    )
    events = forms.MultipleChoiceField(label=_("What it hears"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            check_address(url)
        except OutgoingError as error:
            raise ValidationError(str(error)) from None
        return url
