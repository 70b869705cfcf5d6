"""Names are names: refused in plain words where they can be none, whoever fills them in and wherever."""

from __future__ import annotations

import pytest
from django import forms
from django.urls import get_resolver, reverse

import knowledge_network.members.accounts.forms  # noqa: F401 allauth loads them by name
from knowledge_network.kit.forms import NAMES
from knowledge_network.kit.forms import ModelForm as OurModelForm
from knowledge_network.kit.text import check_name, check_person_name, find_fault_of_name
from plg.groups.models import Group
from tests import factories as f
from tests.quality.crawl import BACKEND

PEOPLE = {"given_name", "infix", "family_name", "guest_name"}
# A name that is looked up or typed once more, and what somebody calls something for themselves.
LOOKED_UP = {"ErasureForm", "SaveViewForm", "ExpertForm", "AddPasskeyForm", "EditPasskeyForm"}

NO_NAMES = [
    "<script>alert(1)</script>",
    "</b>",
    "...",
    "!?!",
    "\u200b",
    "An\u200bna",
    "An\u00adna",
    "Jan\u202e",
    "\u3164",
]
ONLY_FOR_THINGS = ["6/7", "C++", "R&D <3", "[proef]", "Team 5 = wij"]
REAL = [
    "Noor",
    "Yılmaz",
    "d’Hondt",
    "'t",
    "van ’t Hof",
    "O'Brien",
    "J.P.",
    "Anne-Marie (Marie)",
    "نیلو\u200cفر",
    "Łukasz",
]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_can_be_no_name_is_refused_for_people_and_for_things(name):
    assert find_fault_of_name(name)
    assert find_fault_of_name(name, is_person=True)


@pytest.mark.parametrize("name", ONLY_FOR_THINGS)
def test_a_thing_may_be_called_what_nobody_is_called(name):
    assert not find_fault_of_name(name)
    assert find_fault_of_name(name, is_person=True)


@pytest.mark.parametrize("name", REAL)
def test_a_real_name_is_taken(name):
    assert not find_fault_of_name(name)
    assert not find_fault_of_name(name, is_person=True)


def list_forms() -> list[type[forms.BaseForm]]:
    get_resolver().url_patterns  # noqa: B018 - loads every form
    found, waiting = [], list(forms.BaseForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form not in found and form.__module__.split(".")[0] not in {"django", "allauth", "tests"}:
            found.append(form)
    return found


def test_every_form_that_asks_for_a_name_refuses_what_can_be_none():
    asked, bare = set(), []
    for form in list_forms():
        fields = getattr(form, "base_fields", {})
        for name in (NAMES | PEOPLE) & fields.keys():
            if not isinstance(fields[name], forms.CharField) or form.__name__ in LOOKED_UP:
                continue
            asked.add(name)
            # The forms of models get it when they are made; those about people say it themselves.
            if issubclass(form, OurModelForm) and (name in NAMES or form.__name__ in {"DetailsForm", "ProfileForm"}):
                continue
            if not any(check in fields[name].validators for check in (check_name, check_person_name)):
                bare.append((form.__module__, form.__name__, name))
    assert bare == []
    assert asked >= {"name", "short_name", "given_name", "family_name"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "…!", "Reken\u200bkring"])
def test_a_group_is_not_called_what_can_be_no_name_and_what_was_typed_stays(client, name):
    member = f.NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    response = client.post(reverse("plg:group_create", args=["plg"]), {"name": name, "purpose": "Samen rekenen"})
    assert response.context["form"].errors["name"]
    assert "Samen rekenen" in response.content.decode()
    assert not Group.objects.exists()


@pytest.mark.django_db
def test_a_name_that_came_in_another_way_is_shown_as_text(client):
    group = f.GroupFactory(name="<script>alert(1)</script>")
    client.force_login(f.MemberFactory(given_name="<b>Noor</b>"), backend=BACKEND)
    page = client.get(reverse("plg:group_detail", args=[group.slug])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
