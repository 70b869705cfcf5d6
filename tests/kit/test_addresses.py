"""Addresses of lists, and filters whose fields are called otherwise in the address."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.urls import reverse

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.forms import AddressForm


class TopicFilter(AddressForm):
    address_names: ClassVar = {"topic": "thema", "is_strategic": "strategisch"}

    topic = forms.SlugField(required=False)
    is_strategic = forms.BooleanField(required=False)
    q = forms.CharField(required=False)


def test_a_list_gets_the_addresses_that_reverse_gives():
    assert address_by_key("members:member_detail")("k3f9a") == reverse("members:member_detail", args=["k3f9a"])
    taken = address_by_key("expertise:evidence_remove", "claim1")("proof1")
    assert taken == reverse("expertise:evidence_remove", args=["claim1", "proof1"])


def test_a_filter_reads_and_writes_the_words_of_the_address():
    form = TopicFilter(QueryDict("thema=breuken&strategisch=on&topic=lezen"))
    assert form.values == {"topic": "breuken", "is_strategic": True, "q": ""}
    assert form.query == "thema=breuken&strategisch=on"
    assert 'name="thema"' in str(form["topic"])
    assert 'id="id_thema"' in str(form["topic"])


def test_nonsense_in_a_filter_counts_as_not_chosen():
    form = TopicFilter(QueryDict("thema=!!!&q=rekenen"))
    assert (form.values["topic"], form.values["q"], form.query) == ("", "rekenen", "q=rekenen")
