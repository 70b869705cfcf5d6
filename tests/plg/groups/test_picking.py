"""One group of many is named by typing: exactly what is meant is taken, and no group is listed beforehand."""

from __future__ import annotations

import pytest
from django import forms
from django.urls import reverse

from plg.groups.enums import GroupState
from plg.groups.forms.picking import GroupField
from plg.groups.models import Group
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.mark.parametrize("text", ["Rekenkring", "rekenk", "kring reken", "rekenkring-noord"])
def test_the_group_that_alone_fits_is_taken_whatever_was_typed(text):
    group = f.GroupFactory(name="Rekenkring", slug="rekenkring-noord")
    f.GroupFactory(name="Taalkring")
    assert GroupField(Group.objects.all()).clean(text) == group


def test_groups_of_one_name_are_told_apart_by_their_address():
    f.GroupFactory(name="Leeskring", slug="leeskring")
    other = f.GroupFactory(name="Leeskring", slug="leeskring-2")
    field = GroupField(Group.objects.all())
    with pytest.raises(forms.ValidationError, match=r"Leeskring \(leeskring-2\)"):
        field.clean("leesk")
    assert field.clean("Leeskring (leeskring-2)") == other


def test_what_fits_no_group_is_said():
    with pytest.raises(forms.ValidationError, match="We vinden niets bij «Nergens»"):
        GroupField(Group.objects.all()).clean("Nergens")


def test_suggestions_name_no_draft_of_others(client):
    client.force_login(f.MemberFactory(), backend=BACKEND)
    f.GroupFactory(name="Rekenkring")
    f.GroupFactory(name="Rekenen later", state=GroupState.DRAFT)
    rows = client.get(reverse("plg:group_suggest"), {"q": "reken"}).json()["rows"]
    assert [row["insert"] for row in rows] == ["Rekenkring"]
    assert client.get(reverse("plg:group_suggest")).json() == {"rows": []}


def test_who_runs_the_network_names_the_group_of_a_scan(client):
    client.force_login(f.NetworkRoleFactory().member, backend=BACKEND)
    group = f.GroupFactory(name="Rekenkring")
    page = client.get(reverse("insight:scan_start"), {"groep": group.slug}).content.decode()
    assert 'value="Rekenkring"' in page
    assert "<option" not in page.split('id="id_group"')[1][:200]
    wrong = client.post(reverse("insight:scan_start"), {"group": "Nergens", "title": "Onze scan"})
    said = wrong.content.decode()
    assert wrong.status_code == 422
    assert "We vinden niets bij «Nergens»." in said
    assert 'value="Onze scan"' in said
