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
from knowledge_network.notifications.outbox.kinds import notice_kinds
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wording import kind_label


class DeliveryFilterForm(AddressForm):
    """Which mail: by state, kind, receiver, period, and the run that planned it."""

    address_names: ClassVar = {
        "state": "staat",
        "kind": "soort",
        "receiver": "wie",
        "first_day": "vanaf_dag",
        "last_day": "tot_dag",
        "batch": "reeks",
    }

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all states")), *DeliveryState.choices]
    )
    kind = forms.CharField(label=gettext_lazy("Kind"), required=False, max_length=60, widget=forms.Select)
    receiver = forms.CharField(label=gettext_lazy("Name or address"), required=False, max_length=100)
    first_day = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput())
    last_day = forms.DateField(label=gettext_lazy("Up to"), required=False, widget=DateInput())
    batch = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((kind_label(kind), kind) for kind in notice_kinds())
        self.fields["kind"].widget.choices = [("", _("all kinds")), *[(name, label) for label, name in names]]

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
        if asked["receiver"]:
            deliveries = deliveries.filter(
                Q(address__icontains=asked["receiver"])
                | Q(member__in=Member.objects.filter(name_filter(asked["receiver"])).order_by().values("pk"))
            )
        if asked["batch"]:
            deliveries = deliveries.filter(batch=asked["batch"])
        if asked["first_day"]:
            deliveries = deliveries.filter(planned_at__date__gte=asked["first_day"])
        if asked["last_day"]:
            deliveries = deliveries.filter(planned_at__date__lte=asked["last_day"])
        return deliveries


class StopForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why do you stop all mail?"), max_length=300)


class BatchForm(forms.Form):
    batch = forms.CharField(max_length=60)
    decision = forms.ChoiceField(choices=[("release", "release"), ("drop", "drop")])
