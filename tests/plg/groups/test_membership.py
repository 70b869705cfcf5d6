"""Joining, being invited, roles and leaving."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members import signals
from knowledge_network.members.people.blockers import find_blockers
from knowledge_network.members.people.enums import Function
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.mails import compose_mail, compose_notice
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from plg.groups import notices
from plg.groups.actions import joining, membership
from plg.groups.actions.groups import hand_over_contact
from plg.groups.models import Group, GroupInvitation, GroupMembership, JoinRequest
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db


def log_in(client, member):
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


@pytest.fixture
def lead():
    return f.MemberFactory(given_name="Trudy", family_name="Trekker")


@pytest.fixture
def group(lead):
    group = f.GroupFactory(contact_person=lead)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    return group


def role_in(group, member):
    row = GroupMembership.objects.current().filter(group=group, member=member).first()
    return row.role if row else None


# Asking ---------------------------------------------------------------------------------------


def test_one_press_asks_and_the_lead_hears_it_by_bell_and_mail(client, group, lead):
    asker = log_in(client, f.MemberFactory())
    client.post(reverse("plg:join_ask", args=[group.slug]))
    assert JoinRequest.objects.get().member == asker
    notice = Notice.objects.get()
    assert (notice.member, notice.channel) == (lead, "now")
    assert not Delivery.objects.exists(), "it goes in the one mail of the day"
    mail = compose_mail(notices.JOIN_REQUESTED, notice)
    assert asker.get_full_name() in mail.subject
    assert asker.email not in f"{mail.subject} {mail.lines} {mail.quote}"


def test_a_visitor_who_presses_logs_in_first_and_then_finds_the_button(client, group):
    url = reverse("plg:join_ask", args=[group.slug])
    assert client.post(url).status_code == 302
    assert not JoinRequest.objects.exists()
    log_in(client, f.MemberFactory())
    assert reverse("plg:group_detail", args=[group.slug]) in client.get(url).content.decode()


def test_asking_twice_is_asking_once(client, group):
    log_in(client, f.MemberFactory())
    for _ in range(2):
        client.post(reverse("plg:join_ask", args=[group.slug]))
    assert JoinRequest.objects.count() == 1
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "fields", [{"openness": "closed"}, {"state": "finishing"}, {"state": "closed", "closed_on": "2026-01-01"}]
)
def test_a_group_that_is_closed_or_not_working_takes_no_requests(client, group, fields):
    Group.objects.filter(pk=group.pk).update(**fields)
    log_in(client, f.MemberFactory())
    client.post(reverse("plg:join_ask", args=[group.slug]))
    assert not JoinRequest.objects.exists()


def test_students_ask_only_where_they_are_welcome(group):
    student = f.MemberFactory(function=Function.STUDENT_TEACHER)
    group.open_to_students = False
    group.save()
    with pytest.raises(RefusedError):
        joining.ask_to_join(group=group, by=student)
    joining.ask_to_join(group=group, by=f.MemberFactory())
    group.open_to_students = True
    joining.ask_to_join(group=group, by=student)
    assert JoinRequest.objects.count() == 2


def test_a_student_who_also_teaches_is_not_only_a_student(group):
    both = f.MemberFactory(function=Function.STUDENT_TEACHER)
    f.AppointmentFactory(member=both)
    group.open_to_students = False
    assert joining.why_not_join(group, both) is None


def test_taking_a_request_back_removes_the_unread_notice(client, group, lead):
    log_in(client, f.MemberFactory())
    client.post(reverse("plg:join_ask", args=[group.slug]))
    client.post(reverse("plg:join_withdraw", args=[group.slug]))
    assert JoinRequest.objects.get().state == "withdrawn"
    assert not Notice.objects.filter(member=lead).exists()


def test_who_is_let_in_is_counted_told_and_mailed(client, group, lead):
    request = f.JoinRequestFactory(group=group)
    log_in(client, lead)
    client.post(reverse("plg:join_decide", args=[group.slug, request.public_id]), {"answer": "accept"})
    assert role_in(group, request.member) == "member"
    group.refresh_from_db()
    assert (group.member_count, group.board_count) == (2, 2)
    assert Notice.objects.get(member=request.member).kind == "plg.join_accepted"
    assert Delivery.objects.get(member=request.member).kind == "plg.join_accepted"


def test_declining_asks_for_a_reason_that_the_asker_reads(client, group, lead):
    request = f.JoinRequestFactory(group=group)
    log_in(client, lead)
    url = reverse("plg:join_decide", args=[group.slug, request.public_id])
    client.post(url, {"answer": "decline", "reason": " "})
    request.refresh_from_db()
    assert request.state == "open"
    client.post(url, {"answer": "decline", "reason": "De groep is vol."})
    request.refresh_from_db()
    assert (request.state, request.reason) == ("declined", "De groep is vol.")
    assert "De groep is vol." in compose_notice(Delivery.objects.get(member=request.member)).text
    assert role_in(group, request.member) is None


def test_a_request_is_answered_once(group, lead):
    request = f.JoinRequestFactory(group=group)
    joining.decline_request(join_request=request, by=lead, reason="Vol")
    assert joining.accept_request(join_request=JoinRequest.objects.get(), by=lead) is None
    assert role_in(group, request.member) is None


def test_a_request_to_another_group_is_not_found_through_this_one(client, group, lead):
    strange = f.JoinRequestFactory()
    log_in(client, lead)
    url = reverse("plg:join_decide", args=[group.slug, strange.public_id])
    assert client.post(url, {"answer": "accept"}).status_code == 404


# Inviting -------------------------------------------------------------------------------------


def test_the_lead_finds_somebody_by_name_and_invites_them(client, group, lead):
    person = f.MemberFactory(given_name="Zoë", infix="van der", family_name="Bérg")
    log_in(client, lead)
    page = client.get(reverse("plg:group_members", args=[group.slug]), {"zoek": "zoe berg"})
    assert [row.person for row in page.context["found"]] == [person]
    client.post(reverse("plg:invitation_send", args=[group.slug]), {"member": person.public_id})
    invitation = GroupInvitation.objects.get()
    assert (invitation.member, invitation.invited_by, invitation.role) == (person, lead, "member")
    assert Notice.objects.get(member=person).kind == "plg.invited"
    composed = compose_notice(Delivery.objects.get())
    assert reverse("plg:group_invitation", args=[invitation.public_id]) in composed.text


def test_nobody_finds_a_hidden_school_by_inviting(client, group, lead):
    f.MemberFactory(given_name="Anoniem", work_visibility="nobody", site=f.SiteFactory(school__name="Geheimschool"))
    log_in(client, lead)
    page = client.get(reverse("plg:group_members", args=[group.slug]), {"zoek": "anoniem"})
    assert len(page.context["found"]) == 1
    assert "Geheimschool" not in page.content.decode()


def test_looking_at_an_invitation_changes_nothing_and_answering_does(client, group):
    invitation = f.GroupInvitationFactory(group=group, role="expert")
    log_in(client, invitation.member)
    url = reverse("plg:group_invitation", args=[invitation.public_id])
    assert client.get(url).status_code == 200
    assert role_in(group, invitation.member) is None
    client.post(url, {"answer": "accept"})
    assert role_in(group, invitation.member) == "expert"
    assert Notice.objects.get(member=invitation.invited_by).kind == "plg.invitation_accepted"


def test_saying_no_to_an_invitation_tells_who_invited(client, group):
    invitation = f.GroupInvitationFactory(group=group)
    log_in(client, invitation.member)
    client.post(reverse("plg:group_invitation", args=[invitation.public_id]), {"answer": "decline"})
    assert role_in(group, invitation.member) is None
    assert Notice.objects.get(member=invitation.invited_by).kind == "plg.invitation_declined"


def test_a_withdrawn_invitation_lets_nobody_in(client, group, lead):
    invitation = f.GroupInvitationFactory(group=group)
    joining.withdraw_invitation(invitation=invitation, by=lead)
    log_in(client, invitation.member)
    client.post(reverse("plg:group_invitation", args=[invitation.public_id]), {"answer": "accept"})
    assert role_in(group, invitation.member) is None


def test_a_closed_group_takes_people_by_invitation(group):
    Group.objects.filter(pk=group.pk).update(openness="closed")
    invitation = f.GroupInvitationFactory(group=group)
    joining.accept_invitation(invitation=invitation, by=invitation.member)
    assert role_in(group, invitation.member) == "member"


def test_who_joins_by_request_has_no_open_invitation_left(group, lead):
    member = f.MemberFactory()
    f.GroupInvitationFactory(group=group, member=member)
    joining.accept_request(join_request=f.JoinRequestFactory(group=group, member=member), by=lead)
    assert not GroupInvitation.objects.open().exists()


# Leaving and roles ----------------------------------------------------------------------------


def test_leaving_can_be_undone_at_once(client, group):
    member = f.MemberFactory()
    f.GroupMembershipFactory(group=group, member=member)
    log_in(client, member)
    client.post(reverse("plg:group_leave", args=[group.slug]))
    assert role_in(group, member) is None
    client.post(reverse("plg:group_return", args=[group.slug]))
    assert role_in(group, member) == "member"


def test_who_was_taken_out_cannot_come_back_by_undo(client, group, lead):
    member = f.MemberFactory()
    row = f.GroupMembershipFactory(group=group, member=member)
    membership.end_membership(membership=row, by=lead, reason="Verhuisd")
    log_in(client, member)
    client.post(reverse("plg:group_return", args=[group.slug]))
    assert role_in(group, member) is None
    assert Notice.objects.get(member=member).params["reason"] == "Verhuisd"


def test_the_last_leader_stays_until_somebody_else_leads(group, lead):
    row = group.memberships.get(member=lead)
    with pytest.raises(RefusedError):
        membership.end_membership(membership=row, by=lead)
    with pytest.raises(RefusedError):
        membership.change_role(membership=row, by=lead, role="member")
    other = f.GroupMembershipFactory(group=group)
    membership.change_role(membership=other, by=lead, role="lead")
    membership.change_role(membership=row, by=lead, role="member")
    assert role_in(group, lead) == "member"


def test_the_contact_person_leaves_only_after_handing_over(group, lead):
    other = f.GroupMembershipFactory(group=group, role="lead")
    row = group.memberships.get(member=lead)
    with pytest.raises(RefusedError):
        membership.end_membership(membership=row, by=lead)
    hand_over_contact(group=group, by=lead, to=other.member)
    membership.end_membership(membership=row, by=lead)
    assert role_in(group, lead) is None


def test_leaving_an_ended_group_needs_no_successor(group, lead):
    Group.objects.filter(pk=group.pk).update(state="closed", closed_on="2026-01-01")
    membership.end_membership(membership=group.memberships.get(), by=lead)
    assert role_in(group, lead) is None


def test_who_left_today_can_join_again_today(group, lead):
    row = f.GroupMembershipFactory(group=group, start=timezone.localdate())
    membership.end_membership(membership=row, by=row.member)
    membership.add_member(group=group, member=row.member, by=lead)
    assert role_in(group, row.member) == "member"


def test_an_observer_reads_along_and_is_not_counted(group, lead):
    row = membership.add_member(group=group, member=f.MemberFactory(), by=lead)
    assert group.member_count == 2
    membership.change_role(membership=row, by=lead, role="observer")
    group.refresh_from_db()
    assert group.member_count == 1


def test_boards_are_counted_once_and_an_institute_is_no_board(group, lead):
    site = f.SiteFactory()
    membership.add_member(group=group, member=f.MemberFactory(site=site), by=lead)
    membership.add_member(
        group=group, member=f.MemberFactory(site=f.SiteFactory(school__board=site.governing_board)), by=lead
    )
    membership.add_member(group=group, member=f.MemberFactory(site=f.TeacherEducationFactory()), by=lead)
    assert (group.member_count, group.board_count) == (4, 2)


def test_only_the_member_decides_whether_their_name_is_shown(client, group, lead):
    member = f.MemberFactory(given_name="Zichtbaar")
    f.GroupMembershipFactory(group=group, member=member)
    url = reverse("plg:membership_shown", args=[group.slug])
    log_in(client, lead)
    client.post(url, {"shown": "on"})
    assert not group.memberships.get(member=member).shown_publicly
    log_in(client, member)
    client.post(url, {"shown": "on"})
    assert group.memberships.get(member=member).shown_publicly
    client.post(url)
    assert not group.memberships.get(member=member).shown_publicly


# Leaving the network --------------------------------------------------------------------------


def test_who_leaves_the_network_leaves_every_group_and_a_leader_becomes_contact_person(group, lead):
    coordinator = f.NetworkRoleFactory().member
    other = f.GroupMembershipFactory(group=group, role="lead").member
    f.JoinRequestFactory(member=lead)
    signals.member_left.send(sender=None, member=lead, by=coordinator)
    group.refresh_from_db()
    assert group.contact_person == other
    assert role_in(group, lead) is None
    assert not JoinRequest.objects.open().exists()
    assert set(Notice.objects.values_list("member", flat=True)) == {coordinator.pk, other.pk}


def test_without_another_leader_a_coordinator_becomes_contact_person(group, lead):
    coordinator = f.NetworkRoleFactory().member
    signals.member_left.send(sender=None, member=lead, by=None)
    group.refresh_from_db()
    assert group.contact_person == coordinator


def test_contact_person_and_only_leader_of_a_working_group_hand_over_before_they_go(group, lead):
    assert len(find_blockers(lead)) == 1
    other = f.GroupMembershipFactory(group=group)
    hand_over_contact(group=group, by=lead, to=other.member)
    group.refresh_from_db()
    assert len(find_blockers(lead)) == 1  # still the only leader
    membership.change_role(membership=other, by=lead, role="lead")
    assert find_blockers(lead) == []
    assert len(find_blockers(other.member)) == 1


def test_every_deed_around_membership_is_in_the_trail(group, lead):
    request = f.JoinRequestFactory(group=group)
    row = joining.accept_request(join_request=request, by=lead)
    membership.change_role(membership=row, by=lead, role="expert")
    membership.end_membership(membership=row, by=lead, reason="Het is af.")
    verbs = set(AuditEvent.objects.filter(subject=request.member).values_list("verb", flat=True))
    assert verbs == {"plg.member_added", "plg.join_accepted", "plg.role_changed", "plg.member_removed"}


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_accept_at_once_make_one_membership(django_db_blocker):
    lead = f.MemberFactory()
    group = f.GroupFactory(contact_person=lead)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    request = f.JoinRequestFactory(group=group)
    barrier = threading.Barrier(2)

    def accept():
        try:
            barrier.wait()
            joining.accept_request(join_request=JoinRequest.objects.get(pk=request.pk), by=lead)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert GroupMembership.objects.filter(group=group, member=request.member).count() == 1
    assert Notice.objects.filter(member=request.member).count() == 1


# Taking a decision back ---------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_a_decision_about_a_request_is_taken_back_as_if_it_never_was(client, answer):
    lead, group = f.MemberFactory(), f.GroupFactory()
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    asked = joining.ask_to_join(group=group, by=f.MemberFactory())
    client.force_login(lead, backend="knowledge_network.members.accounts.backends.MemberBackend")
    client.post(reverse("plg:join_decide", args=[group.slug, asked.public_id]), {"answer": answer, "reason": "Vol."})
    address = reverse("plg:join_undecide", args=[group.slug, asked.public_id])
    client.post(address)
    asked.refresh_from_db()
    assert (asked.state, asked.reason, asked.decided_by) == ("open", "", None)
    assert not group.memberships.filter(member=asked.member).exists()
    assert not Notice.objects.filter(member=asked.member, key__startswith="plg.join_decided").exists()
    joining.accept_request(join_request=asked, by=lead)
    assert group.memberships.current().filter(member=asked.member).count() == 1


def test_only_who_decided_takes_it_back_and_only_within_the_hour():
    lead, other, group = f.MemberFactory(), f.MemberFactory(), f.GroupFactory()
    asked = joining.ask_to_join(group=group, by=f.MemberFactory())
    joining.accept_request(join_request=asked, by=lead)
    for by, later in ((other, dt.timedelta()), (lead, dt.timedelta(minutes=61))):
        with pytest.raises(RefusedError):
            joining.take_decision_back(join_request=asked, by=by, at=timezone.now() + later)
    assert group.memberships.current().filter(member=asked.member).exists()


def test_a_role_that_another_lead_gave_meanwhile_is_not_given_over(client, group, lead):
    member = f.GroupMembershipFactory(group=group).member
    log_in(client, lead)
    shown = Page(client.get(reverse("plg:group_members", args=[group.slug])))
    address = reverse("plg:membership_role", args=[group.slug, member.public_id])
    seen = shown.one(f'form[action="{address}"]').one("[name=initial-role]")["value"]
    assert client.post(address, {"initial-role": seen, "role": "secretary"}).status_code == 302
    late = client.post(address, {"initial-role": seen, "role": "lead"}, follow=True)
    assert "net hetzelfde" in late.content.decode()
    assert role_in(group, member) == "secretary"
