"""The pages of agreements: complete, in the alphabet, at one price, and usable when empty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.texts.models import Party
from tests import factories as f
from tests.agreements.building import make_coordinator, make_director
from tests.agreements.obligations.helpers import make_owed

pytestmark = pytest.mark.django_db
PAGES = ("agreements_home", "obligation_list", "work_plan_list", "theme_list", "evaluation_list", "partner_list")


@pytest.fixture
def owed(time_machine, db):
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
    return make_owed()


@pytest.mark.parametrize("name", [*PAGES, "rule_list"])
def test_an_empty_installation_says_what_to_do(client, name):
    client.force_login(make_coordinator())
    assert client.get(reverse(f"agreements:{name}")).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "rule_list"])
def test_every_page_stands_with_an_agreement(client, owed, name):
    client.force_login(owed.coordinator)
    assert client.get(reverse(f"agreements:{name}")).status_code == 200


def test_each_obligation_stands_beside_its_paragraph(client, owed):
    client.force_login(owed.coordinator)
    page = client.get(reverse("agreements:agreements_home")).content.decode()
    for one in Obligation.objects.select_related("rule"):
        assert page.count(one.get_absolute_url()) >= 1


def test_a_teacher_reads_how_it_stands_and_not_what_was_noted(client, owed):
    client.force_login(f.MemberFactory())
    page = client.get(reverse("agreements:agreements_home")).content.decode()
    one = Obligation.objects.first()
    assert "Bijeenkomsten tussen alle lagen" in page
    assert one.get_absolute_url() not in page
    assert client.get(one.get_absolute_url()).status_code == 403


def test_every_obligation_has_a_page(client, owed):
    client.force_login(owed.coordinator)
    for one in Obligation.objects.all():
        assert client.get(one.get_absolute_url()).status_code == 200


def test_partners_stand_in_the_alphabet_whatever_they_bring(client, owed):
    last = Party.objects.order_by("name_as_signed").last()
    member = f.AppointmentFactory(organisation=last.organisation, is_primary=True).member
    f.GroupMembershipFactory(member=member)
    client.force_login(owed.coordinator)
    names = [card.name for card in client.get(reverse("agreements:partner_list")).context["partners"]]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == 3


def test_a_director_writes_beside_the_own_figures_and_a_colleague_is_not_overwritten(client, owed):
    party = Party.objects.order_by("pk").first()
    client.force_login(make_director(party.organisation))
    address = reverse("agreements:partner_explain", args=[party.organisation.slug])
    assert client.post(address, {"text": "Wij begonnen net.", "read": ""}).status_code == 302
    again = client.post(address, {"text": "Iets anders.", "read": ""})
    assert again.status_code == 409
    assert "Wij begonnen net." in again.content.decode()
    party.refresh_from_db()
    assert party.explanation == "Wij begonnen net."


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, owed, item_count, django_assert_num_queries):
    keep = Obligation.objects.order_by("pk").values_list("pk", flat=True)[:item_count]
    Obligation.objects.exclude(pk__in=list(keep)).delete()
    client.force_login(owed.coordinator)
    address = reverse("agreements:obligation_list")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address, {"toon": "alles"})
