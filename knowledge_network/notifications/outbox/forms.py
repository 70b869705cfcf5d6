"""What the list of sent mail can be asked, and what is decided there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.members.people.models import Member
from knowledge_network.members.people.search import name_filter
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import notice_kinds
from knowledge_network.notifications.outbox.wording import kind_label


class DeliveryFilterForm(forms.Form):
    """Which mail: by state, kind, receiver, period, and the run that planned it."""

    staat = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all states")), *DeliveryState.choices]
    )
    soort = forms.CharField(label=gettext_lazy("Kind"), required=False, max_length=60, widget=forms.Select)
    wie = forms.CharField(label=gettext_lazy("Name or address"), required=False, max_length=100)
    vanaf_dag = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    tot_dag = forms.DateField(
        label=gettext_lazy("Up to"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    reeks = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((kind_label(kind), kind) for kind in notice_kinds())
        self.fields["soort"].widget.choices = [("", _("all kinds")), *[(name, label) for label, name in names]]

    @property
    def is_active(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def apply(self, deliveries: Any) -> Any:
        """What is wrong with a field leaves that field out."""
        self.is_valid()
        data = self.cleaned_data
        if state := data.get("staat"):
            deliveries = deliveries.filter(state=state)
        if kind := data.get("soort"):
            deliveries = deliveries.filter(kind=kind)
        if who := data.get("wie", "").strip():
            deliveries = deliveries.filter(
                Q(address__icontains=who)
                | Q(member__in=Member.objects.filter(name_filter(who)).order_by().values("pk"))
            )
        if run := data.get("reeks"):
            deliveries = deliveries.filter(batch=run)
        if first := data.get("vanaf_dag"):
            deliveries = deliveries.filter(planned_at__date__gte=first)
        if last := data.get("tot_dag"):
            deliveries = deliveries.filter(planned_at__date__lte=last)
        return deliveries


class StopForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why do you stop all mail?"), max_length=300)


class BatchForm(forms.Form):
    batch = forms.CharField(max_length=60)
    decision = forms.ChoiceField(choices=[("release", "release"), ("drop", "drop")])
