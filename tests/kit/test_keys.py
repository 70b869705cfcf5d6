"""Rows in forms are known by something else than their running number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models

from knowledge_network.kit.forms import KnownOutside, ModelChoiceField, ModelForm, ModelMultipleChoiceField
from knowledge_network.kit.keys import find_key_field, read_key
from knowledge_network.members.people.models import NetworkRole
from knowledge_network.school_year.models import SchoolHoliday
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.meetings.models import Meeting
from tests.access.test_access import url_names
from tests.counters import COUNTER, numbers
from tests.factories import GroupFactory, MeetingFactory, TopicFactory


def _forms() -> Iterator[type[Any]]:
    """Every form of the product: who reads its addresses, reads its views and with them the forms."""
    url_names()
    waiting = [forms.BaseForm]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if not kind.__module__.startswith(("django", "allauth", "tests")):
                yield kind


def test_no_form_offers_rows_by_their_running_number():
    offers = [
        (f"{kind.__module__}.{kind.__name__}.{name}", field)
        for kind in _forms()
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field, forms.ModelChoiceField)
    ]
    assert len(offers) > 40, "the walk found no forms"
    assert [name for name, field in offers if not isinstance(field, KnownOutside)] == []
    counted = [name for name, field in offers if find_key_field(field.queryset.model) in {"id", "pk"}]
    assert counted == []


class _MeetingForm(ModelForm[Meeting]):
    topics = ModelMultipleChoiceField(Topic.objects.all())

    class Meta:
        model = Meeting
        fields = ["group", "topics"]


@pytest.mark.django_db
def test_what_a_form_is_about_is_known_by_its_address_too(django_assert_num_queries):
    meeting = MeetingFactory(group=GroupFactory(slug="rekenen"))
    meeting.topics.add(TopicFactory(name="Breuken", slug="breuken"))
    fresh = Meeting.objects.get(pk=meeting.pk)
    form = _MeetingForm(instance=fresh)
    assert form["group"].value() == "rekenen"
    assert form["topics"].value() == ["breuken"]
    assert 'value="rekenen" selected' in str(form["group"])
    read_already = _MeetingForm(instance=meeting)
    with django_assert_num_queries(0):
        assert read_already["group"].value() == "rekenen"


@pytest.mark.django_db
def test_a_running_number_is_no_answer():
    topic = TopicFactory(slug="breuken")
    one, some = ModelChoiceField(Topic.objects.all()), ModelMultipleChoiceField(Topic.objects.all())
    assert one.clean("breuken") == topic
    assert list(some.clean(["breuken"])) == [topic]
    for field, sent in ((one, str(topic.pk)), (some, [str(topic.pk)])):
        with pytest.raises(ValidationError):
            field.clean(sent)


@pytest.mark.django_db
def test_initial_rows_may_be_given_as_rows_or_by_number(django_assert_num_queries):
    topics = [TopicFactory(slug="breuken"), TopicFactory(slug="meten")]
    field = ModelMultipleChoiceField(Topic.objects.all())
    assert field.prepare_value(topics) == ["breuken", "meten"]
    with django_assert_num_queries(1):
        assert field.prepare_value([topic.pk for topic in topics]) == ["breuken", "meten"]
    assert not field.has_changed(topics, ["meten", "breuken"])


@pytest.mark.django_db
def test_what_two_rows_are_known_by_is_no_choice():
    for name in ("Meivakantie", "Voorjaarsvakantie"):
        SchoolHoliday.objects.create(
            school_year="2026-2027", name=name, region="noord", start="2027-04-24", end="2027-05-02"
        )
    with pytest.raises(ValidationError):
        ModelChoiceField(SchoolHoliday.objects.all()).clean("2027-04-24")


def test_a_model_that_nothing_tells_apart_is_refused():
    with pytest.raises(ImproperlyConfigured, match="NetworkRole"):
        ModelChoiceField(NetworkRole.objects.all())


def test_a_row_is_known_by_what_its_model_says():
    assert (find_key_field(Group), read_key(Group(slug="rekenen"))) == ("slug", "rekenen")
    assert isinstance(Group._meta.get_field(find_key_field(Group)), models.SlugField)


@pytest.mark.django_db
def test_the_running_number_of_every_table_stands_out():
    """Otherwise the walk that looks for them passes a table over."""
    stand = numbers()
    assert len(stand) > 100
    assert {name: number for name, number in stand.items() if not COUNTER.fullmatch(str(number))} == {}
