"""The filter of the directory."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from knowledge_network.kit.forms import AddressForm
from knowledge_network.kit.models import match_active
from knowledge_network.kit.text import list_name_words
from knowledge_network.members.people.enums import Function, Visibility
from knowledge_network.members.people.facets import DirectoryOptions
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member
from knowledge_network.members.people.search import name_filter


class DirectoryFilterForm(AddressForm):
    """By name, organisation (a board stands for its schools), function and topic; what somebody hides finds nobody."""

    address_names: ClassVar = {"organisation": "organisatie", "function": "functie", "topic": "thema"}

    q = forms.CharField(required=False, max_length=100)
    organisation = forms.CharField(required=False, max_length=120)
    function = forms.CharField(required=False, max_length=20)
    topic = forms.CharField(required=False, max_length=120)

    def __init__(self, data: QueryDict, *, options: DirectoryOptions) -> None:
        super().__init__(data)
        self.options = options
        self.is_valid()

    def value(self, name: str) -> str:
        cleaned: dict[str, str] = getattr(self, "cleaned_data", {})
        return cleaned.get(name, "")

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(self.value(name)) for name in self.fields if name != "q")

    @property
    def is_active(self) -> bool:
        return any(self.value(name) for name in self.fields)

    def apply(self, members: QuerySet[Member], *, names: str = "holding") -> QuerySet[Member]:
        """Members that fit all that is filled in.

        `names`: «holding» the words asked for; «beginning» with the first of them, which costs the same however many
        there are; or «alike», for typing errors.
        """
        name = self.value("q")
        if name:
            members = members.filter(self._of_name(name, names))
        if self.value("organisation") or self.value("function"):
            members = members.filter(Exists(self._appointments())).exclude(work_visibility=Visibility.NOBODY)
        if topic := self.value("topic"):
            _name, keys = self.options.topics.get(topic, ("", ()))
            items = AskMeAbout.objects.shown_to_members().filter(content_object=OuterRef("pk"), tag__in=keys)
            members = members.filter(Exists(items))
        return members

    def _appointments(self) -> QuerySet[Appointment]:
        """The appointments that match; organisation and function must be those of one and the same."""
        found = Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk"))
        if organisation := self.value("organisation"):
            _name, keys = self.options.organisations.get(organisation, ("", ()))
            found = found.filter(organisation__in=keys)
        if function := self.value("function"):
            found = found.filter(function=Function.by_address().get(function, ""))
        return found

    def _of_name(self, name: str, how: str) -> Q:
        if how == "alike":
            return self._alike(name)
        if how == "beginning":
            first = list_name_words(name)[0]
            # A range of the index by which the directory is sorted; U+FFFF sorts after every letter.
            return Q(sort_name__gte=first, sort_name__lt=first + "\uffff") & name_filter(name)
        return name_filter(name)

    @staticmethod
    def _alike(name: str) -> Q:
        condition = Q()
        for word in list_name_words(name):
            if len(word) > 2:
                condition &= Q(sort_name__trigram_word_similar=word)
        return condition or Q(pk__in=[])
