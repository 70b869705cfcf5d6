"""Who is suspended, left, or asked to be erased is named in no list of a group, chosen nowhere and not written to."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from plg.groups import queries
from plg.groups.actions.contact import find_reach, send_to_contact_person, write_to_leaders
from plg.groups.actions.groups import hand_over_contact
from plg.groups.actions.joining import accept_request, invite_to_group
from plg.groups.actions.membership import list_leaders
from plg.groups.facts import collect_facts
from plg.groups.forms.membership import ContactPersonForm
from plg.groups.models import GroupMembership
from plg.space.queries import list_people
from tests import factories as f

pytestmark = pytest.mark.django_db
NAME = "Absentia"


@pytest.fixture(params=["suspended_at", "left_at", "erasure_requested_at"])
def gone(request, inside):
    """Somebody of the group, by whose family name every mention is found."""

    def go(person):
        type(person).objects.filter(pk=person.pk).update(family_name=NAME, **{request.param: timezone.now()})
        person.refresh_from_db()
        return person

    return go


def names(response) -> bool:
    assert response.status_code == 200
    return NAME in response.text


@pytest.mark.parametrize("who", ["lead", "outsider"])
def test_the_public_page_names_neither_member_nor_contact_person(inside, gone, who):
    GroupMembership.objects.update(shown_publicly=True)
    gone(inside.member)
    assert not names(inside.get(who, "group_detail"))
    gone(inside.lead)
    page = inside.get("outsider", "group_detail")
    assert not names(page)
    assert "Deze groep heeft nu geen contactpersoon." in page.text
    assert inside.url("group_contact") not in page.text


@pytest.mark.parametrize("page", ["space_home", "space_members", "agreement_detail", "group_members"])
def test_no_page_of_the_group_names_them(inside, gone, page):
    if page == "agreement_detail":
        parts = ("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back")
        inside.post("lead", "agreement_write", based_on=0, **dict.fromkeys(parts, "Zo doen we het."))
    gone(inside.member)
    assert not names(inside.get("lead", page))


def test_requests_and_invitations_of_them_wait_for_nobody(inside, gone):
    asked = f.JoinRequestFactory(group=inside.group).member
    invited = f.GroupInvitationFactory(group=inside.group).member
    for person in (asked, invited):
        gone(person)
    assert not names(inside.get("lead", "group_members"))
    with pytest.raises(RefusedError):
        accept_request(join_request=asked.join_requests.get(), by=inside.lead)


def test_nobody_writes_to_a_contact_person_who_is_away(inside, gone):
    gone(inside.lead)
    for response in (inside.get("outsider", "group_contact"), inside.post("outsider", "group_contact", message="Hoi")):
        assert response.url == inside.url("group_detail")
    inside.group.refresh_from_db()
    with pytest.raises(RefusedError):
        send_to_contact_person(group=inside.group, by=inside.outsider, name="X", address="x@example.org", message="Hoi")
    assert not Delivery.objects.exists()


def test_a_message_to_leaders_skips_them_and_says_so(inside, gone):
    gone(inside.lead)
    reach = write_to_leaders(groups=[inside.group], by=inside.coordinator, subject="Nu", message="Hoi", key="k")
    assert (reach.people, [group for group, _why in reach.skipped]) == ([], [inside.group])
    assert find_reach([inside.group]).people == []
    assert not Delivery.objects.exists()
    assert not Notice.objects.filter(member=inside.lead).exists()


def test_they_cannot_be_chosen(inside, gone):
    person = gone(inside.member)
    form = ContactPersonForm(group=inside.group)
    assert person not in form.fields["member"].queryset
    assert person not in list_people(inside.group)
    assert gone(inside.outsider) not in queries.people_to_invite(inside.group, NAME)
    with pytest.raises(RefusedError):
        hand_over_contact(group=inside.group, by=inside.lead, to=person)
    with pytest.raises(RefusedError):
        invite_to_group(group=inside.group, member=inside.outsider, by=inside.lead)


def test_the_table_of_the_coordinator_asks_for_another_leader_and_contact_person(inside, gone):
    other = f.GroupFactory(name="Met iemand")
    gone(inside.lead)
    client = inside.client("coordinator")
    address = reverse("plg:manage_groups")
    assert not names(client.get(address))
    without = client.get(address, {"let_op": "zonder-contact"}).text
    assert inside.group.name in without
    assert other.name not in without
    assert list_leaders(inside.group) == []
    assert not collect_facts(type(inside.group).objects.get(pk=inside.group.pk), timezone.localdate()).has_contact
