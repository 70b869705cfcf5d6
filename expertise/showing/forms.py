"""What is filled in for show and share: the day, what is shown, what is taken home."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.forms.picking import ProductField
from expertise.products.models import KnowledgeProduct
from expertise.showing.models import ShowDay, ShowSlot
from knowledge_network.kit.forms import (
    Cleaned,
    DateInput,
    ModelForm,
    OnceForm,
    check_year,
)
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.forms.picking import PersonField
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.forms.meetings import time_input
from plg.meetings.forms.offered import offer_first
from plg.meetings.models import Meeting
from plg.records.enums import ReturnAudience


class DayForm(ModelForm[ShowDay]):
    """A day, with its date and time on the clock of the network."""

    date = forms.DateField(label=_("Date"), widget=DateInput(), validators=[check_year])
    time = forms.TimeField(label=_("From"), widget=time_input())

    class Meta:
        model = ShowDay
        fields = ("title", "explanation", "place", "rounds", "pause", "meeting")
        widgets = {"explanation": forms.Textarea(attrs={"rows": 4})}

    field_order = ("title", "explanation", "date", "time", "place", "rounds", "pause", "meeting")

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        # That of the day itself stays, also when it began or comes later than these.
        offer_first(field, meetings, chosen=[self.instance.meeting_id])
        field.empty_label = _("No, it stands by itself")
        self.fields["rounds"].help_text = _("A round takes twenty minutes: ten to show, ten to talk.")
        if self.instance.pk is not None:
            local = timezone.localtime(self.instance.starts_at)
            self.initial.update({"date": local.date(), "time": local.time()})

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        if data.get("date") and data.get("time"):
            data["starts_at"] = rhythm.local(data["date"], data["time"])
            if data["date"] < timezone.localdate():
                self.add_error("date", _("Choose a day from today on."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in (*self.Meta.fields, "starts_at")}


class NewDayForm(DayForm, OnceForm):
    """One day per filled-in form."""


class SlotForm(ModelForm[ShowSlot]):
    """What is shown, by whom, in which round and room."""

    class Meta:
        model = ShowSlot
        fields = ("title", "text", "contact", "product", "round", "room", "places")
        field_classes = {"contact": PersonField, "product": ProductField}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(
        self,
        *args: Any,
        day: ShowDay,
        products: QuerySet[KnowledgeProduct],
        names_contact: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        product: Any = self.fields["product"]
        product.queryset = products
        self.fields["round"] = forms.TypedChoiceField(
            label=_("Round"), coerce=int, choices=[(number, self._tell_round(day, number)) for number in _count(day)]
        )
        self.fields["places"].help_text = _("So many colleagues fit in the room.")
        if names_contact:
            contact: Any = self.fields["contact"]
            contact.queryset, contact.required = Member.objects.active(), True
        else:
            del self.fields["contact"]

    @staticmethod
    def _tell_round(day: ShowDay, number: int) -> str:
        start, end = timezone.localtime(day.derive_start(number)), timezone.localtime(day.derive_end(number))
        return _("%(number)s: %(start)s to %(end)s") % {
            "number": number,
            "start": start.strftime("%H:%M"),
            "end": end.strftime("%H:%M"),
        }

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name in self.Meta.fields}

    def validate_constraints(self) -> None:
        """The action says it, with the day held: here the day is not known to the instance yet."""


def _count(day: ShowDay) -> range:
    return range(1, day.rounds + 1)


class TakeHomeForm(StoredForm):
    """One line of a visitor."""

    what = forms.CharField(
        label=_("What do you take home?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text=_("One line is enough. It stands with what you bring back to school."),
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=ReturnAudience.choices, widget=forms.RadioSelect)
    shares = forms.BooleanField(label=_("Who showed it may read this, with my name"), required=False)
