"""Requests to join groups in one table: found, sorted, answered together, and taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.groups.enums import JoinState
from plg.groups.models import GroupMembership, JoinRequest
from tests import factories as f

pytestmark = pytest.mark.django_db
URL = "/beheer/deelnameverzoeken/"


@pytest.fixture
def desk(client):
    client.force_login(
        f.NetworkRoleFactory().member, backend="knowledge_network.members.accounts.backends.MemberBackend"
    )
    return client


def names(response) -> list[str]:
    return [asked.member.family_name for asked in response.context["table"].rows]


def bulk(client, action, *asked, **more):
    ids = [one.public_id for one in asked]
    return client.post(reverse("plg:join_requests_bulk"), {"action": action, "ids": ids, **more})


def test_who_waits_longest_stands_on_top_and_what_was_decided_apart(desk):
    old = timezone.now() - dt.timedelta(days=20)
    f.JoinRequestFactory(member__family_name="Aalders", group__name="Rekenen")
    f.JoinRequestFactory(member__family_name="Zwart", group__name="Taal", requested_at=old)
    f.JoinRequestFactory(member__family_name="Gegaan", member__left_at=timezone.now())
    f.JoinRequestFactory(member__family_name="Binnen", state=JoinState.ACCEPTED, decided_at=old)
    assert names(desk.get(URL)) == ["Zwart", "Aalders"]
    assert names(desk.get(URL, {"sorteer": "naam"})) == ["Aalders", "Zwart"]
    assert names(desk.get(URL, {"ouder": "14"})) == ["Zwart"]
    assert names(desk.get(URL, {"q": "taal"})) == ["Zwart"]
    assert names(desk.get(URL, {"stand": JoinState.ACCEPTED})) == ["Binnen"]


def test_several_are_let_in_after_a_look_and_out_again_before_they_hear(desk):
    one, two = f.JoinRequestFactory(), f.JoinRequestFactory()
    look = bulk(desk, "accept", one, two).context["look"]
    assert len(look.names) == 2
    assert not GroupMembership.objects.filter(member=one.member).exists()
    bulk(desk, "accept", one, two, confirmed="1")
    assert GroupMembership.objects.filter(member__in=[one.member, two.member]).count() == 2
    desk.post(reverse("plg:join_requests_undo"))
    assert not GroupMembership.objects.filter(member__in=[one.member, two.member]).exists()
    assert set(JoinRequest.objects.values_list("state", flat=True)) == {JoinState.OPEN}
    assert not Notice.objects.filter(member=one.member).exists()


def test_declining_wants_a_reason_also_of_one_row(desk):
    asked = f.JoinRequestFactory()
    page = desk.post(reverse("plg:join_requests_bulk"), {"one": f"decline {asked.public_id}"})
    assert page.context["look"].form is not None
    assert bulk(desk, "decline", asked, confirmed="1", reason="").context["look"].form.errors
    bulk(desk, "decline", asked, confirmed="1", reason="De groep is vol.")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (JoinState.DECLINED, "De groep is vol.")


def test_a_row_is_let_in_where_it_stands(desk):
    asked = f.JoinRequestFactory()
    assert f'value="accept {asked.public_id}"' in desk.get(URL).content.decode()
    desk.post(reverse("plg:join_requests_bulk"), {"one": f"accept {asked.public_id}", "action": "csv"})
    asked.refresh_from_db()
    assert asked.state == JoinState.ACCEPTED


def test_a_list_that_leaves_is_written_down(desk):
    f.JoinRequestFactory(member__family_name="Aalders")
    text = b"".join(bulk(desk, "csv", everything="on").streaming_content).decode()
    assert "Aalders" in text
    assert AuditEvent.objects.filter(verb="plg.join_requests_exported").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(desk, django_assert_num_queries, count):
    f.JoinRequestFactory.create_batch(count)
    with django_assert_num_queries(5):
        desk.get(URL)
