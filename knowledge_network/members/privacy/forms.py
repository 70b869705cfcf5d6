"""Asking to be erased, and looking into the logbook."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.search import name_filter
from knowledge_network.members.privacy.erasure import typed_name_matches
from knowledge_network.members.trail import sentences as audit
from knowledge_network.members.trail.models import AuditEvent


class ErasureForm(forms.Form):
    """A typed name instead of «are you sure?»: it cannot be done by accident."""

    name = forms.CharField(label=_("Type your full name to confirm"), max_length=170)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        if not typed_name_matches(self.member, self.cleaned_data["name"]):
            raise forms.ValidationError(_("This is not your full name as it stands above."))
        name: str = self.cleaned_data["name"]
        return name


class AuditFilterForm(AddressForm):
    """Who, about whom, what and when; all of it optional."""

    address_names: ClassVar = {
        "actor": "wie",
        "subject": "over",
        "part": "wat",
        "first_day": "vanaf_dag",
        "last_day": "tot_dag",
    }

    actor = forms.CharField(label=_("Who"), required=False, max_length=100)
    subject = forms.CharField(label=_("About whom"), required=False, max_length=100)
    part = forms.ChoiceField(label=_("What"), required=False)
    first_day = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = sorted({verb.split(".", maxsplit=1)[0] for verb in audit.list_verbs()})
        names = {
            "members": _("members and accounts"),
            "plg": _("groups"),
            "notifications": _("notifications"),
            "topics": _("topics"),
        }
        labels = [(part, names.get(part) or apps.get_app_config(part).verbose_name) for part in parts]
        self.fields["part"].choices = [("", _("Everything")), *labels]  # type: ignore[attr-defined]

    def apply(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that fit; a field that is wrong filters nothing and says so beside it."""
        self.is_valid()
        chosen = self.cleaned_data
        for field, lookup in (("actor", "actor__in"), ("subject", "subject__in")):
            if chosen.get(field):
                people = Member.objects.filter(name_filter(chosen[field])).values("pk")[:500]
                events = events.filter(**{lookup: people})
        if chosen.get("part"):
            events = events.filter(verb__startswith=f"{chosen['part']}.")
        return events.filter(self._period(chosen.get("first_day"), chosen.get("last_day")))

    @staticmethod
    def _period(first: dt.date | None, last: dt.date | None) -> Q:
        period = Q()
        if first:
            period &= Q(at__gte=timezone.make_aware(dt.datetime.combine(first, dt.time.min)))
        if last:
            after = last + dt.timedelta(days=1) if last < dt.date.max else last
            period &= Q(at__lt=timezone.make_aware(dt.datetime.combine(after, dt.time.min)))
        return period

    @property
    def is_active(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())
