"""What is filled in for an offer: the offer, a day, a question beforehand, what is taken home, and the filter."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.offers.enums import OfferKind, OfferScope, OfferState
from expertise.offers.models import MOST_PLACES, Offer, OfferDate
from expertise.offers.queries import find_joined, was_there
from expertise.products.forms.picking import ProductField
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.forms import (
    Cleaned,
    DateInput,
    ListFilter,
    ModelForm,
    ModelMultipleChoiceField,
    OnceForm,
    check_year,
)
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.forms.picking import PersonField
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.topics.models import Topic
from plg.meetings.forms.meetings import time_input
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import Mechanism, ReturnAudience

MOST_TOPICS = 5


class OfferForm(ModelForm[Offer]):
    topics = ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("Five at most. By these people see what the agenda asks and nobody offers."),
    )

    class Meta:
        model = Offer
        fields = (
            "kind", "title", "text", "brings", "host", "contact", "second_contact", "open_to", "for_whom", "sector",
            "product",
        )  # fmt: skip
        field_classes = {"contact": PersonField, "second_contact": PersonField, "product": ProductField}
        widgets = {
            "kind": forms.RadioSelect,
            "open_to": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "text": _("What will people do or see? Plain words, no names of pupils."),
            "brings": _("One sentence: what can somebody do after it?"),
            "for_whom": _("For instance: teachers of groups 1 to 3, or teams that begin with it."),
            "host": _("The school, board or institute in whose name you offer it. Everybody sees this."),
        }

    field_order = (
        "kind", "title", "text", "brings", "topics", "host", "contact", "second_contact", "open_to", "for_whom",
        "sector", "product",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        hosts: QuerySet[Organisation],
        products: QuerySet[KnowledgeProduct],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        now = self.instance
        fields["kind"].choices = OfferKind.choices
        fields["host"].queryset = hosts | Organisation.objects.filter(pk=now.host_id) if now.pk else hosts
        fields["host"].empty_label = _("Choose an organisation")
        fields["sector"].choices = [("", _("no matter")), *Offer._meta.get_field("sector").flatchoices]
        for name in ("contact", "second_contact"):
            fields[name].queryset = Member.objects.active()
        fields["contact"].required = True
        fields["product"].queryset = products
        fields["topics"].queryset = Topic.objects.approved().order_by("name")
        if now.pk:
            self.initial["topics"] = list(now.topics.values_list("slug", flat=True))

    def clean_topics(self) -> list[Topic]:
        topics = list(self.cleaned_data["topics"])
        if len(topics) > MOST_TOPICS:
            raise ValidationError(_("Choose at most five topics."))
        return topics

    def clean_second_contact(self) -> Member | None:
        second: Member | None = self.cleaned_data["second_contact"]
        if second is not None and second == self.cleaned_data.get("contact"):
            raise ValidationError(_("Choose somebody else as second contact person."))
        return second

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "topics")}


class NewOfferForm(OfferForm, OnceForm):
    """One offer per filled-in form."""


class DateForm(StoredForm):
    """When, where and how many."""

    date = forms.DateField(label=_("Date"), widget=DateInput(), validators=[check_year])
    start = forms.TimeField(label=_("From"), widget=time_input())
    end = forms.TimeField(label=_("Until"), widget=time_input())
    location = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("An address or a room; also where to report.")
    )
    link = forms.URLField(label=_("Link for taking part online"), required=False, assume_scheme="https")
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Without those who receive. Leave empty when there is room for everybody."),
    )
    has_waiting_list = forms.BooleanField(label=_("Keep a waiting list when it is full"), required=False, initial=True)

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        if data.get("date") and data.get("start") and data.get("end"):
            data["starts_at"] = rhythm.local(data["date"], data["start"])
            data["ends_at"] = rhythm.local(data["date"], data["end"])
            if data["ends_at"] <= data["starts_at"]:
                self.add_error("end", _("It ends after it begins."))
            if data["starts_at"] <= timezone.now():
                self.add_error("date", _("Choose a moment that is still to come."))
        return data

    def values(self) -> dict[str, Any]:
        names = ("starts_at", "ends_at", "location", "link", "places", "has_waiting_list")
        return {name: self.cleaned_data[name] for name in names}


def read_date(date: OfferDate) -> dict[str, Any]:
    """What stands there, for a form that changes it."""
    start: dt.datetime = timezone.localtime(date.meeting.starts_at)
    end: dt.datetime = timezone.localtime(date.meeting.ends_at)
    return {
        "date": start.date(),
        "start": start.time(),
        "end": end.time(),
        "location": date.meeting.location,
        "link": date.meeting.link,
        "places": date.places,
        "has_waiting_list": date.has_waiting_list,
    }


class WhoCameForm(StoredForm):
    """A tick for each who had a place; everybody is ticked until somebody noted it."""

    came = forms.MultipleChoiceField(label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, seats: list[MeetingInvitation], is_noted: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"came": [row.public_id for row in seats if not is_noted or was_there(row)]}
        super().__init__(*args, **kwargs)
        choices = [(row.public_id, row.member.get_full_name()) for row in seats if row.member is not None]
        self.fields["came"].choices = choices  # type: ignore[attr-defined]


class BeforehandForm(forms.Form):
    text = forms.CharField(
        label=_("What do you want to know or see?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who receives you and who comes along read this."),
    )


class TakeHomeForm(StoredForm):
    """One line of who was there."""

    what = forms.CharField(
        label=_("What do you take home?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One line is enough. It stands with what you bring back to school."),
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=ReturnAudience.choices, widget=forms.RadioSelect)
    mechanism = forms.ChoiceField(
        label=_("How it made you learn"), choices=[("", _("I do not know yet")), *Mechanism.choices], required=False
    )
    shares = forms.BooleanField(label=_("Who received me may read this, with my name"), required=False)


class OfferFilter(ListFilter):
    address_names: ClassVar = {"scope": "wat", "kind": "soort", "topic": "thema", "has_date": "met-datum"}
    tab = "scope"

    scope = forms.TypedChoiceField(
        choices=OfferScope.address_choices(), coerce=OfferScope.read_address, empty_value="", required=False
    )
    kind = forms.TypedChoiceField(
        label=_("What it is"),
        choices=[("", _("Everything")), *OfferKind.address_choices()],
        coerce=OfferKind.read_address,
        empty_value="",
        required=False,
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    has_date = forms.BooleanField(label=_("With a date to come"), required=False)

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("All topics")), *topics]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Offer], reader: Member) -> QuerySet[Offer]:
        chosen = self.values
        ended = chosen["scope"] == OfferScope.ENDED
        rows = rows.filter(state=OfferState.ENDED if ended else OfferState.OPEN)
        if chosen["scope"] == OfferScope.MINE:
            rows = rows.filter(Q(contact=reader) | Q(second_contact=reader) | Q(pk__in=find_joined(reader)))
        if chosen["kind"]:
            rows = rows.filter(kind=chosen["kind"])
        if topic := chosen["topic"]:
            about = Topic.objects.filter(Q(slug=topic) | Q(parent__slug=topic))
            rows = rows.filter(pk__in=Offer.topics.through.objects.filter(topic__in=about).values("offer"))
        for word in self.words:
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(host__name__icontains=word))
        if chosen["has_date"]:
            coming = OfferDate.objects.filter(meeting__in=Meeting.objects.upcoming())
            rows = rows.filter(pk__in=coming.values("offer"))
        return rows
