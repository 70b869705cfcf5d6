"""What comes along to the page where one asks: a colleague who cannot be asked now, words and year groups."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.enums import HelpAudience
from plg.groups.enums import GroupKind
from tests import factories as f
from tests.expertise.finding.helpers import expert as make_expert
from tests.expertise.finding.helpers import index, vocabulary
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
ASK = "/vragen/stellen/"


@pytest.fixture
def reader(client):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    return member


@pytest.mark.parametrize(("days", "pauses"), [(5, True), (0, True), (-1, False), (None, False)])
def test_who_cannot_be_asked_until_a_day_says_so_and_the_network_is_offered(client, reader, days, pauses):
    expert = f.MemberFactory()
    until = timezone.localdate() + dt.timedelta(days=days) if days is not None else None
    f.AvailabilityFactory(member=expert, paused_until=until)
    page = client.get(ASK, {"aan": expert.public_id})
    form = page.context["form"]
    assert (form.paused_until is not None) is pauses
    assert form["audience"].value() == (HelpAudience.NETWORK if pauses else HelpAudience.EXPERT)
    assert ("kan niet worden gevraagd tot" in Page(page).words) is pauses
    assert HelpAudience.EXPERT in dict(form.fields["audience"].choices)


def test_words_and_year_groups_come_along_from_the_finder(client, reader):
    expert = make_expert(vocabulary(("spelling",))["spelling"], year_groups=[5])
    index()
    found = client.get(reverse("expertise:finder"), {"q": "spelling", "groep": ["5", "9"]})
    asked = found.context["ask_url"]
    form = client.get(asked).context["form"]
    assert (form["title"].value(), form["year_groups"].value()) == ("spelling", [5])
    by_name = next(link for link in Page(found).all("a[href]") if f"aan={expert.public_id}" in link["href"])
    form = client.get(by_name["href"]).context["form"]
    assert (form.expert, form["title"].value(), form["year_groups"].value()) == (expert, "spelling", [5])


def test_what_is_no_year_group_is_not_brought(client, reader):
    form = client.get(ASK, {"jaargroep": ["x", "9", "-1", "1" * 500]}).context["form"]
    assert not form["year_groups"].value()


def test_an_expert_group_is_named_and_never_listed(client, reader):
    groups = [f.GroupFactory(kind=GroupKind.EXPERT, name=f"Rekenexperts {number}") for number in range(3)]
    other = f.GroupFactory(kind=GroupKind.PLG, name="Rekenkring")
    page = client.get(ASK)
    assert not any(group.name in page.content.decode() for group in groups)
    offered = client.get(f"{page.context['form'].fields['group'].widget.url}&q=reken").json()["rows"]
    assert {row["name"] for row in offered} == {group.name for group in groups}
    asked = {"title": "Hoe leg ik breuken uit?", "audience": HelpAudience.GROUP, "group": "rekenexperts 1"}
    assert client.post(ASK, asked).context["preview"].group == groups[1]
    refused = client.post(ASK, asked | {"group": other.name})
    assert refused.status_code == 422
    assert "We vinden niets bij «Rekenkring»." in refused.content.decode()


def test_the_group_of_the_address_stands_there_by_its_name(client, reader):
    group = f.GroupFactory(kind=GroupKind.EXPERT, name="Rekenexperts")
    page = client.get(ASK, {"groep": group.slug}).content.decode()
    assert 'value="Rekenexperts"' in page
    assert client.get(ASK, {"groep": "bestaat-niet"}).status_code == 200
