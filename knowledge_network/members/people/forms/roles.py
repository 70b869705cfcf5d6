"""Giving a network role."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, ModelChoiceField
from knowledge_network.kit.text import list_name_words
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.people.enums import NetworkRoleKind, RoleVariant
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.members.people.queries import find_roles_that_end_soon, find_roles_without_second_factor


class RoleFilterForm(AddressForm):
    """Which of the roles that are held the page shows."""

    address_names: ClassVar = {"show": "toon"}
    WITHOUT_SECOND_FACTOR, ENDS_SOON = "zonder-tweede-factor", "eindigt"

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All roles")),
            (WITHOUT_SECOND_FACTOR, _("Without a second factor")),
            (ENDS_SOON, _("Ends within a month")),
        ],
    )

    @property
    def is_chosen(self) -> bool:
        return bool(self.values["show"])

    def apply(self, roles: QuerySet[NetworkRole]) -> QuerySet[NetworkRole]:
        chosen = {
            self.WITHOUT_SECOND_FACTOR: find_roles_without_second_factor,
            self.ENDS_SOON: find_roles_that_end_soon,
        }.get(self.values["show"])
        return roles.filter(pk__in=chosen().values("pk")) if chosen else roles


class MemberField(forms.CharField):
    """A member, by e-mail address or by a name that only one member has."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Member"))
        kwargs.setdefault("help_text", _("Name or e-mail address."))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: str | None) -> Member | None:
        text = " ".join((super().clean(value) or "").split())
        if not text:
            return None
        words = list_name_words(text)
        by_name = Q()
        for word in words:
            by_name &= Q(sort_name__contains=word)
        found: list[Member] = list(Member.objects.active().filter(Q(email__iexact=text) | by_name)[:5])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(gettext("We do not know this member."))
        names = "; ".join(f"{member.get_full_name()} ({member.email})" for member in found[:4])
        raise ValidationError(gettext("Which one do you mean? For instance: %(names)s.") % {"names": names})


class RoleForm(forms.Form):
    """Which fields count depends on the role; the model's constraints say what must go together."""

    member = MemberField()
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose…")), *NetworkRoleKind.choices])
    variant = forms.ChoiceField(
        label=_("On behalf of"),
        required=False,
        choices=[("", "–"), *RoleVariant.choices],
        help_text=_("Only for a programme leader."),
    )
    fte = forms.DecimalField(
        label=_("Size in fte"),
        required=False,
        min_value=0,
        max_value=1,
        decimal_places=2,
        max_digits=3,
        help_text=_("Only for a programme leader, for instance 0.2."),
    )
    scope_board = ModelChoiceField(
        label=_("For one board"),
        required=False,
        queryset=Board.objects.none(),
        empty_label=_("All boards"),
        help_text=_("Only for a liaison officer."),
    )
    scope_sector = forms.ChoiceField(
        label=_("For one sector"),
        required=False,
        choices=[("", _("All sectors")), *Sector.choices],
        help_text=_("Only for a liaison officer."),
    )
    start = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which it no longer holds. Empty means: until further notice."),
    )

    def __init__(self, *args: Any, roles: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Choose…")), *((r, NetworkRoleKind(r).label) for r in roles)]  # type: ignore[attr-defined]
        self.fields["scope_board"].queryset = Board.objects.participating().order_by("name")  # type: ignore[attr-defined]
        self.initial.setdefault("start", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role == NetworkRoleKind.PROGRAMME_LEADER:
            for name in ("variant", "fte"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Fill this in for a programme leader."))
        else:
            cleaned["variant"], cleaned["fte"] = "", None
        if role != NetworkRoleKind.LIAISON_OFFICER:
            cleaned["scope_board"], cleaned["scope_sector"] = None, ""
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", gettext("A role ends after it starts."))
        return cleaned
