"""Of many groups and products an activity names those it rests on; of few all of them stand in its form."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.agreements.plan import forms
from knowledge_network.agreements.plan.actions import parts, plans
from tests import factories as f
from tests.agreements.building import make_coordinator, what_it_sends
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db):
    return make_coordinator()


@pytest.fixture
def activity(by):
    plan = plans.start_plan(partnership=f.PartnershipFactory(), by=by, school_year=2026)
    return parts.add_activity(plan=plan, by=by, title="Samen lezen", groups=[f.GroupFactory(name="Leeskring")])


@pytest.fixture
def others(activity):
    """Groups and products that it does not rest on yet."""
    groups = [f.GroupFactory(name=name) for name in ("Rekenkring", "Taalkring", "Muziekkring")]
    return groups, [f.KnowledgeProductFactory(title=title) for title in ("Kijkwijzer", "Leeslijst")]


def address_of(activity):
    return reverse("agreements:activity_change", args=[activity.public_id])


def test_few_groups_and_products_all_stand_there_to_tick(client, by, activity, others):
    client.force_login(by)
    page = Page(client.get(address_of(activity)))
    assert len(page.all("input[name=groups]")) == 4
    assert not page.all("input[name^=other_]")


def test_of_many_what_was_chosen_stands_there_and_others_are_named(client, by, activity, others, monkeypatch):
    monkeypatch.setattr(forms, "MOST_OFFERED", 1)
    _groups, (viewer, _list) = others
    client.force_login(by)
    response = client.get(address_of(activity))
    page = Page(response)
    assert [row["value"] for row in page.all("input[name=groups]")] == [activity.groups.get().slug]
    assert not page.all("select[name=products]")
    named = {"other_groups_0": "Rekenkring", "other_groups_1": "taalk", "other_products_2": "Kijkwijzer"}
    sent = client.post(address_of(activity), what_it_sends(response) | named)
    assert sent.status_code == 302
    assert set(activity.groups.values_list("name", flat=True)) == {"Leeskring", "Rekenkring", "Taalkring"}
    assert list(activity.products.all()) == [viewer]


def test_what_is_unticked_goes_and_a_name_of_nothing_is_refused(client, by, activity, others, monkeypatch):
    monkeypatch.setattr(forms, "MOST_OFFERED", 1)
    client.force_login(by)
    sends = what_it_sends(client.get(address_of(activity)))
    refused = client.post(address_of(activity), sends | {"other_groups_0": "Bestaat niet"})
    assert "We vinden niets bij «Bestaat niet»" in Page(refused).words
    without = {name: value for name, value in sends.items() if name != "groups"}
    assert client.post(address_of(activity), without | {"other_groups_0": "Muziekkring"}).status_code == 302
    assert list(activity.groups.values_list("name", flat=True)) == ["Muziekkring"]
