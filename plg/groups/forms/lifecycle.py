"""What a step in the life of a group asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import DateInput, ModelChoiceField
from knowledge_network.members.people.models import Member
from plg.groups.enums import FileDecision
from plg.groups.lifecycle import Step
from plg.groups.models import Group


class StepForm(forms.Form):
    """Only the fields that the step needs, filled with what the group knows already."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    evaluation = forms.CharField(
        label=_("Evaluation by the group"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What did we learn? What changed for pupils? What would we do differently?"),
    )
    no_result_reason = forms.CharField(
        label=_("Why there is no product"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if the group has no result on its page."),
    )
    file_decision = forms.ChoiceField(
        label=_("What happens to the files"),
        choices=FileDecision.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    maintainer = ModelChoiceField(label=_("Who maintains the product"), queryset=Member.objects.none())
    review_on = forms.DateField(label=_("When we look at it again"), widget=DateInput())

    def __init__(self, *args: Any, step: Step, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {*step.fields, *(["reason"] if step.needs_reason else [])}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        for name in step.fields:
            self.initial[name] = getattr(group, name)
        if "maintainer" in self.fields:
            inside = group.memberships.current().values("member")
            people = Member.objects.active().filter(pk__in=inside).order_by("sort_name")
            self.fields["maintainer"].queryset = people  # type: ignore[attr-defined]
            self.initial["maintainer"] = group.maintainer.public_id if group.maintainer else None
            self.fields["review_on"].widget.attrs["min"] = str(timezone.localdate())
