"""What is kept too long goes by itself; who comes back stays."""

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy import retention
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.models import Delivery
from tests.clock import moment
from tests.factories import MemberFactory, NetworkRoleFactory, SiteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
NOW = moment("2026-11-24T10:00")
LONG_AGO = NOW - dt.timedelta(days=400)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def idle():
    """Somebody whose work ended seven months ago and who was not seen since."""
    member = MemberFactory(joined_at=LONG_AGO, last_seen_on=(NOW - dt.timedelta(days=215)).date())
    member.appointments.update(end=(NOW - dt.timedelta(days=214)).date())
    return member


def test_who_works_has_a_role_or_was_here_is_not_inactive(idle):
    today = timezone.localdate()
    MemberFactory(joined_at=LONG_AGO, last_seen_on=None)  # works
    NetworkRoleFactory(member=MemberFactory(site=None, joined_at=LONG_AGO))
    seen = MemberFactory(site=None, joined_at=LONG_AGO, last_seen_on=today - dt.timedelta(days=10))
    new = MemberFactory(site=None, joined_at=NOW)
    leaving = MemberFactory(site=None, joined_at=LONG_AGO, erasure_requested_at=NOW)
    found = list(retention.inactive_members())
    assert found == [idle]
    assert not {seen, new, leaving} & set(found)


def test_the_term_is_six_months_to_the_day(idle):
    last = idle.appointments.get().end
    term = last + retention.INACTIVE
    assert list(retention.inactive_members(term - dt.timedelta(days=1))) == []
    assert list(retention.inactive_members(term)) == [idle]


def test_an_inactive_member_is_told_once_and_erased_thirty_days_later(idle):
    assert retention.warn_inactive(now=NOW) == 1
    assert retention.warn_inactive(now=NOW + dt.timedelta(days=3)) == 0
    mail = Delivery.objects.get(kind="members.retention")
    assert mail.address == idle.email
    assert retention.erase_inactive(now=NOW + dt.timedelta(days=29)) == 0
    assert retention.erase_inactive(now=NOW + dt.timedelta(days=30)) == 1
    assert Member.objects.get(pk=idle.pk).erased_at


def test_nobody_is_erased_without_having_been_told(idle):
    assert retention.erase_inactive(now=NOW + dt.timedelta(days=365)) == 0


def test_who_logs_in_after_the_mail_stays_and_is_told_anew_another_time(idle):
    retention.warn_inactive(now=NOW)
    Member.objects.filter(pk=idle.pk).update(last_seen_on=NOW.date())
    retention.keep_terms(now=NOW + dt.timedelta(days=31))
    idle.refresh_from_db()
    assert idle.erased_at is None
    assert idle.retention_warned_at is None


def test_what_has_been_kept_as_promised_goes_and_the_rest_stays():
    member = MemberFactory()
    site = SiteFactory()
    for at, name in [(LONG_AGO, "oud"), (NOW, "nieuw")]:
        AuditEvent.objects.create(verb="members.left", at=at)
        SignupRequest.objects.create(
            email=f"{name}@example.org",
            given_name=name,
            family_name="X",
            organisation=site,
            function="teacher",
            state="approved",
            verified_at=at,
            decided_at=at,
        )
        Invitation.objects.create(
            email=f"{name}@example.org",
            given_name=name,
            organisation=site,
            function="teacher",
            expires_at=at + dt.timedelta(days=10),
        )
    for days in (800, 400):
        closed = NOW - dt.timedelta(days=days)
        DataRequest.objects.create(member=member, kind="export", state="done", due_on=closed.date(), closed_at=closed)
    gone = retention.drop_outdated(now=NOW)
    assert gone == {"audit events": 1, "requests to join": 1, "invitations": 1, "data requests": 1}
    assert [request.given_name for request in SignupRequest.objects.all()] == ["nieuw"]
    assert [invitation.given_name for invitation in Invitation.objects.all()] == ["nieuw"]
