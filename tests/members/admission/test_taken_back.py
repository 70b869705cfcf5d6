"""Who decided about a request to join can take that back while the mail about it waits."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.admission.actions import signups
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications import outbox
from knowledge_network.notifications.events.models import Notice
from plg.meetings.models import MeetingInvitation
from tests.factories import (
    GroupMembershipFactory,
    InvitationFactory,
    MeetingFactory,
    MemberFactory,
    NetworkRoleFactory,
    PartnershipFactory,
    SignupRequestFactory,
)

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(minutes=1)


def decide(client, signup_request, answer):
    if answer == "approve":
        client.post(reverse("members:signup_approve", args=[signup_request.public_id]))
    else:
        client.post(reverse("members:signup_reject", args=[signup_request.public_id]), {"reason": "Dubbel."})


def take_back(client, signup_request):
    return client.post(reverse("members:signup_undecide", args=[signup_request.public_id]), follow=True)


def sent_after_a_while():
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1), tick=False):
        outbox.deliver_due()
    return [(message.to, message.subject) for message in mail.outbox]


@pytest.mark.parametrize("answer", ["approve", "reject"])
def test_a_decision_is_taken_back_as_if_it_never_was(as_coordinator, coordinator, answer):
    other = NetworkRoleFactory().member
    asked = SignupRequestFactory()
    decide(as_coordinator, asked, answer)
    assert "wacht weer" in take_back(as_coordinator, asked).content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.reason, asked.decided_by, asked.decided_at) == ("open", "", None, None)
    assert not Member.objects.filter(email=asked.email).exists()
    assert not [to for to, _subject in sent_after_a_while() if to == [asked.email]]
    assert AuditEvent.objects.filter(verb="members.signup_decision_taken_back", actor=coordinator).exists()
    assert Notice.objects.filter(member=other, kind="members.signup_opened", read_at=None).exists()


@pytest.mark.parametrize(("first", "then"), [("approve", "reject"), ("reject", "approve"), ("approve", "approve")])
def test_what_is_decided_after_that_is_mailed_once(as_coordinator, first, then):
    asked = SignupRequestFactory()
    decide(as_coordinator, asked, first)
    take_back(as_coordinator, asked)
    with time_machine.travel(timezone.now() + LATER, tick=False):
        decide(as_coordinator, asked, then)
        sent = sent_after_a_while()
    subjects = {"approve": "Welkom bij", "reject": "Over je aanmelding"}
    assert [subject.startswith(subjects[then]) for to, subject in sent if to == [asked.email]] == [True], sent
    assert Member.objects.filter(email=asked.email).exists() == (then == "approve")


def test_the_mail_goes_by_itself_when_nobody_takes_anything_back(as_coordinator):
    asked = SignupRequestFactory()
    decide(as_coordinator, asked, "approve")
    outbox.deliver_due()
    assert not [message for message in mail.outbox if message.to == [asked.email]]
    assert [to for to, _subject in sent_after_a_while()].count([asked.email]) == 1


@pytest.mark.parametrize("who", ["another", "too late", "asked anew"])
def test_it_stays_for_another_later_and_when_somebody_asked_anew(coordinator, who):
    asked, by, wait = SignupRequestFactory(), coordinator, dt.timedelta()
    signups.reject_signup(signup_request=asked, by=coordinator, reason="Dubbel.")
    if who == "another":
        by = NetworkRoleFactory().member
    if who == "too late":
        wait = signups.REGRET
    if who == "asked anew":
        SignupRequestFactory(email=asked.email, state=SignupState.UNVERIFIED, verified_at=None)
    with pytest.raises(AdmissionError):
        signups.take_decision_back(signup_request=asked, by=by, at=timezone.now() + wait)
    asked.refresh_from_db()
    assert asked.state == SignupState.REJECTED


@pytest.mark.parametrize("use", ["logged in", "put in a group"])
def test_an_account_that_was_used_stays_and_the_page_says_so(as_coordinator, coordinator, use):
    asked = SignupRequestFactory()
    decide(as_coordinator, asked, "approve")
    member = Member.objects.get(email=asked.email)
    if use == "logged in":
        Member.objects.filter(pk=member.pk).update(last_login=timezone.now())
    else:
        membership = GroupMembershipFactory(member=member)
        AuditEvent.objects.record("plg.joined_group", membership.group, by=coordinator, subject=member)
    page = take_back(as_coordinator, asked).content.decode()
    assert "blijft" in page
    asked.refresh_from_db()
    assert (asked.state, asked.member) == (SignupState.APPROVED, member)


def test_what_the_network_planned_does_not_hold_a_new_account(as_coordinator):
    meeting = MeetingFactory(group=None, partnership=PartnershipFactory(), audience="everybody", kind="plenary")
    asked = SignupRequestFactory()
    decide(as_coordinator, asked, "approve")
    assert MeetingInvitation.objects.filter(meeting=meeting, member__email=asked.email).exists()
    take_back(as_coordinator, asked)
    assert not Member.objects.filter(email=asked.email).exists()
    assert not MeetingInvitation.objects.filter(meeting=meeting, member__isnull=True).exists()


def test_who_came_back_by_it_is_gone_as_before(coordinator):
    gone = timezone.now() - dt.timedelta(days=40)
    former = MemberFactory(email="anna@example.org", left_at=gone, last_login=gone)
    AuditEvent.objects.filter(pk=AuditEvent.objects.record("members.left", former, by=None, subject=former).pk).update(
        at=gone
    )
    former.appointments.update(end=timezone.localdate(gone))
    asked = SignupRequestFactory(email="anna@example.org")
    assert signups.approve_signup(signup_request=asked, by=coordinator) == former
    assert former.appointments.current().exists()
    signups.take_decision_back(signup_request=asked, by=coordinator)
    former.refresh_from_db()
    assert former.left_at == gone
    assert not former.appointments.current().exists()


def test_an_invitation_that_the_approval_closed_is_open_again(coordinator):
    asked = SignupRequestFactory()
    invitation = InvitationFactory(email=asked.email)
    signups.approve_signup(signup_request=asked, by=coordinator)
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None
    signups.take_decision_back(signup_request=asked, by=coordinator)
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.member) == (None, None)


@pytest.mark.parametrize("answer", ["approve", "reject"])
def test_many_that_are_decided_at_once_are_taken_back_at_once(as_coordinator, answer):
    ready = SignupRequestFactory.create_batch(2)
    chosen = {"action": answer, "ids": [one.public_id for one in ready], "confirmed": "1", "reason": "Dubbel."}
    page = as_coordinator.post(reverse("members:signups_bulk"), chosen, follow=True)
    assert reverse("members:signups_undo") in page.content.decode()
    as_coordinator.post(reverse("members:signups_undo"))
    for one in ready:
        one.refresh_from_db()
    assert [one.state for one in ready] == [SignupState.OPEN] * 2
    assert not sent_after_a_while()


def test_a_row_is_approved_and_taken_back_where_it_stands(as_coordinator):
    asked, other = SignupRequestFactory.create_batch(2)
    bulk = reverse("members:signups_bulk")
    as_coordinator.post(bulk, {"one": f"approve {asked.public_id}", "ids": [other.public_id], "action": "csv"})
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.state, other.state) == (SignupState.APPROVED, SignupState.OPEN)
    page = as_coordinator.get(reverse("members:signup_list"), {"staat": "approved"}).content.decode()
    assert f'value="undo {asked.public_id}"' in page
    as_coordinator.post(bulk, {"one": f"undo {asked.public_id}"})
    asked.refresh_from_db()
    assert asked.state == SignupState.OPEN
