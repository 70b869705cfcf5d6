"""A new key: for what, what it may read, and for how long."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.exchange.api.enums import ApiScope, KeyTerm
from knowledge_network.kit.text import check_name


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        validators=[check_name],
        help_text=_("For instance «agenda on the site of our school»."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may read"),
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what the program needs. It never reads more than you do."),
    )
    term = forms.ChoiceField(
        label=_("For how long"), choices=KeyTerm.choices, widget=forms.RadioSelect, initial=KeyTerm.QUARTER
    )
