"""What people fill in about a group: the group itself, its products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned, DateInput, FormSet, ModelForm, ModelMultipleChoiceField
from knowledge_network.kit.together import SeenRow, lay_rows
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.topics.models import Topic
from plg.groups.enums import FundingType, GroupKind
from plg.groups.models import Group

COMMON = ("name", "purpose", "topics", "openness", "open_to_students", "rhythm", "ends_on", "sectors", "description")
FIELDS: dict[str, tuple[str, ...]] = {
    GroupKind.PLG: ("name", "purpose", "question", *COMMON[2:]),
    GroupKind.THEME: ("name", "purpose", "question", *COMMON[2:]),
    GroupKind.EXPERT: ("name", "purpose", "topics", "openness", "open_to_students", "rhythm", "sectors", "description"),
    GroupKind.PROJECT: (
        "name",
        "purpose",
        "assignment",
        "budget",
        "funding_type",
        "ends_on",
        "topics",
        "openness",
        "open_to_students",
        "rhythm",
        "sectors",
        "description",
    ),
}


class GroupForm(ModelForm[Group]):
    """The group as its leaders describe it; each kind asks what it must have."""

    topics = ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("Choose one to five topics. People find the group by them."),
    )
    sectors = forms.MultipleChoiceField(  # type: ignore[call-arg]
        label=_("Sectors"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/choices_in_row.html",
    )

    class Meta:
        model = Group
        fields = [
            "name",
            "purpose",
            "question",
            "assignment",
            "budget",
            "funding_type",
            "ends_on",
            "openness",
            "open_to_students",
            "rhythm",
            "sectors",
            "description",
        ]
        labels = {
            "name": _("Name"),
            "purpose": _("Purpose"),
            "question": _("Practice question"),
            "assignment": _("Assignment"),
            "budget": _("Budget in euros"),
            "funding_type": _("Funding"),
            "ends_on": _("Until when"),
            "openness": _("Who can join"),
            "open_to_students": _("Student teachers are welcome"),
            "rhythm": _("Rhythm"),
            "description": _("More about this group"),
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "question": forms.Textarea(attrs={"rows": 3}),
            "assignment": forms.Textarea(attrs={"rows": 5}),
            "description": forms.Textarea(attrs={"rows": 6}),
            "ends_on": DateInput(),
            "openness": forms.RadioSelect,
        }
        help_texts = {
            "question": _("One question about how pupils learn. For instance: «How do quiet pupils learn to reason?»"),
            "assignment": _("What you make, for whom, and what it will be used for."),
            "budget": _("What the project costs in all: hours, material, travel."),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["topics"].queryset = Topic.objects.approved().order_by("name")  # type: ignore[attr-defined]
        self.order_fields(FIELDS[kind])
        for name in set(self.fields) - set(FIELDS[kind]):
            del self.fields[name]
        if kind == GroupKind.THEME:
            self.fields["question"].label = _("Central question")
            self.fields["question"].help_text = _("The question that grew out of the questions of teachers.")
        if kind == GroupKind.PROJECT:
            self.fields["funding_type"].choices = [("", _("Not known yet")), *FundingType.choices]  # type: ignore[attr-defined]
            self.fields["purpose"].help_text = _("In one or two sentences: what schools gain by it.")
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.values_list("slug", flat=True))
        else:
            self.initial.setdefault("sectors", [Sector.PRIMARY])

    def clean_topics(self) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = self.cleaned_data["topics"]
        if len(topics) > 5:
            raise ValidationError(_("Choose at most five topics."))
        return topics

    def changes(self) -> Cleaned:
        """Field → value, without the topics."""
        return {name: value for name, value in self.cleaned_data.items() if name != "topics"}


class DeliverableForm(SeenRow):
    title = forms.CharField(label=_("Product"), max_length=150)
    due_on = forms.DateField(label=_("Ready on"), widget=DateInput())
    delivered_on = forms.DateField(label=_("Delivered on"), required=False, widget=DateInput())


DELIVERABLE = ("title", "due_on", "delivered_on")


class BaseDeliverableFormSet(FormSet[DeliverableForm]):
    def rows(self) -> list[Cleaned]:
        """The filled-in products that are not ticked for removal, with what somebody else changed meanwhile."""
        found = [
            tuple(form.cleaned_data[name] for name in DELIVERABLE)
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        seen = [tuple(row.get(name) for name in DELIVERABLE) for form in self.forms if (row := form.seen_row())]
        if seen:
            found = lay_rows(found, seen, [tuple(row[name] for name in DELIVERABLE) for row in self.initial or ()])
        return [dict(zip(DELIVERABLE, row, strict=True)) for row in found]


DeliverableFormSet = formset_factory(
    DeliverableForm, formset=BaseDeliverableFormSet, extra=2, can_delete=True, max_num=30, validate_max=True
)
