"""What the list of sent mail can be asked, and what is decided there."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.forms import AddressForm, DateInput
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.search import name_filter
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import match_cause, match_kinds, named_kinds
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wording import kind_label


class DeliveryFilterForm(AddressForm):
    """Which mail: by words of its subject, kind or receiver, state, kind, period, and the run that planned it.

    `mine` is what `reader` brought about: an invitation to a meeting that they planned, a message that they wrote.
    """

    address_names: ClassVar = {
        "state": "staat",
        "kind": "soort",
        "about": "q",
        "mine": "van_mij",
        "first_day": "vanaf_dag",
        "last_day": "tot_dag",
        "batch": "reeks",
    }

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all states")), *DeliveryState.choices]
    )
    kind = forms.CharField(label=gettext_lazy("Kind"), required=False, max_length=60, widget=forms.Select)
    about = forms.CharField(label=gettext_lazy("Subject, kind or receiver"), required=False, max_length=100)
    mine = forms.BooleanField(label=gettext_lazy("because of what I did"), required=False)
    first_day = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput())
    last_day = forms.DateField(label=gettext_lazy("Up to"), required=False, widget=DateInput())
    batch = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        names = sorted((kind_label(kind), kind) for kind in named_kinds())
        self.fields["kind"].widget.choices = [("", _("all kinds")), *[(name, label) for label, name in names]]

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name not in {"about", "batch"})

    @property
    def is_active(self) -> bool:
        return any(self.data.get(self.add_prefix(name)) for name in self.fields)

    def apply(self, deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
        """What is wrong with a field leaves that field out."""
        asked = self.values
        if asked["state"]:
            deliveries = deliveries.filter(state=asked["state"])
        if asked["kind"]:
            deliveries = deliveries.filter(kind=asked["kind"])
        if asked["about"]:
            deliveries = deliveries.filter(_match_words(asked["about"]))
        if asked["mine"]:
            deliveries = deliveries.filter(match_cause(self.reader))
        if asked["batch"]:
            deliveries = deliveries.filter(batch=asked["batch"])
        if asked["first_day"]:
            deliveries = deliveries.filter(planned_at__date__gte=asked["first_day"])
        if asked["last_day"]:
            deliveries = deliveries.filter(planned_at__date__lte=asked["last_day"])
        return deliveries


def _match_words(words: str) -> Q:
    """Mail that says them in its subject, is of a kind that is called so, or goes to somebody of that name."""
    found = Q(subject__icontains=words) | Q(address__icontains=words) | match_kinds(words)
    if named := name_filter(words):
        found |= Q(member__in=Member.objects.filter(named).order_by().values("pk"))
    return found


class StopForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why do you stop all mail?"), max_length=300)


class BatchForm(forms.Form):
    batch = forms.CharField(max_length=60)
    decision = forms.ChoiceField(choices=[("release", "release"), ("drop", "drop")])
