"""Small forms around who is in a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import ModelChoiceField
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.models import Member
from plg.groups.enums import GroupRole
from plg.groups.models import Group


class JoinForm(forms.Form):
    message = forms.CharField(
        label=_("Why you want to join"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. You may leave it empty."),
    )


class ReadAlongForm(forms.Form):
    """Why, and for how long: who leads the group reads both."""

    DAYS = ((7, _("a week")), (14, _("two weeks")), (30, _("a month")))

    message = forms.CharField(
        label=_("What do you want to read along for?"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    days = forms.TypedChoiceField(label=_("For how long"), choices=DAYS, coerce=int, initial=14)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RoleForm(StoredForm):
    """The role of one member; the page says which it showed."""

    role = forms.ChoiceField(label=_("Role"), choices=GroupRole.choices)


class ShownForm(forms.Form):
    shown = forms.BooleanField(required=False)


class InviteForm(forms.Form):
    """An invitation; `member` is the public id of somebody who is in the network."""

    member = ModelChoiceField(queryset=Member.objects.none(), widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), choices=GroupRole.choices, initial=GroupRole.MEMBER, required=False)
    message = forms.CharField(
        label=_("Message"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.active()  # type: ignore[attr-defined]

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or GroupRole.MEMBER


class ContactPersonForm(forms.Form):
    """Who becomes the contact person: somebody who is in the group."""

    member = ModelChoiceField(label=_("Contact person"), queryset=Member.objects.none())

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = group.memberships.current().values("member")
        self.fields["member"].queryset = Member.objects.active().filter(pk__in=inside).order_by("sort_name")  # type: ignore[attr-defined]
