"""Which account goes up in which."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.forms.roles import MemberField


class MergeForm(forms.Form):
    """The other account, by its name or its address."""

    other = MemberField(label=_("The account that ends"))
