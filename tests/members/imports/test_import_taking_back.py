"""Undo reaches invitations before they go out, and keeps only what somebody used by now."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.admission.actions.invitations import accept_invitation
from knowledge_network.members.admission.models import Invitation
from knowledge_network.members.imports import runs
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.sending import deliver_due
from tests.factories import MemberFactory, NetworkRoleFactory, SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
HEAD = "e-mail;naam;school;functie\n"
TWO = "a@example.org;Anne Aa;De Bron;leraar\nb@example.org;Bo Bee;De Bron;leraar\n"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX", place="Borne")
    take_part(organisation=site.school.board, by=None)
    return site


def bring_in(rows: str, by: Member, method: str = "account") -> ImportRun:
    options = {"method": method, "function": "teacher", "organisation": None, "day": "2026-08-01"}
    content = (HEAD + rows).encode()
    run = runs.offer_list(kind="members", by=by, name="leden.csv", content=content, options=options, now=True)
    run = runs.apply_import(run=run, by=by, now=True)
    assert run.problem == ""
    return run


def undo(run: ImportRun, by: Member) -> ImportRun:
    return runs.undo_import(run=run, by=by, now=True)


def kept(run: ImportRun) -> list[str]:
    return list(run.rows.filter(values__has_key="kept").order_by("number").values_list("label", flat=True))


# Waiting --------------------------------------------------------------------------------------


@pytest.mark.clock
@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:30"),
        ("2026-11-24T18:45", "2026-11-25T07:00"),
        ("2026-11-27T21:00", "2026-11-30T07:00"),
        ("2026-11-28T11:00", "2026-11-30T07:00"),
    ],
)
def test_invitations_wait_half_an_hour_and_never_go_out_in_quiet_hours(school, coordinator, time_machine, now, due):
    time_machine.move_to(dt.datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM))
    bring_in(TWO, coordinator, "invite")
    planned = set(Delivery.objects.filter(kind="members.invitation").values_list("due_at", flat=True))
    (moment,) = planned
    assert timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") == due


@pytest.mark.clock
def test_undo_within_the_half_hour_reaches_every_invitation_before_its_mail(school, coordinator, time_machine):
    moment = dt.datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
    time_machine.move_to(moment)
    run = bring_in(TWO, coordinator, "invite")
    deliver_due()
    assert not mail.outbox
    undo(run, coordinator)
    time_machine.move_to(moment + dt.timedelta(hours=1))
    deliver_due()
    assert not mail.outbox
    assert not Invitation.objects.open().exists()


@pytest.mark.clock
def test_without_an_undo_the_mail_goes_out(school, coordinator, time_machine):
    moment = dt.datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
    time_machine.move_to(moment)
    bring_in(TWO, coordinator, "invite")
    time_machine.move_to(moment + dt.timedelta(minutes=31))
    deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org"]


@pytest.mark.clock
def test_the_page_says_when_the_invitations_go_out(client, school, coordinator, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM))
    client.force_login(coordinator, backend=BACKEND)
    run = bring_in(TWO, coordinator, "invite")
    address = reverse("members:import_detail", args=[run.public_id])
    assert "10:30" in client.get(address).content.decode()
    time_machine.move_to(dt.datetime(2026, 11, 24, 11, tzinfo=AMSTERDAM))
    assert client.get(address).context["mail_at"] is None


# What was used stays --------------------------------------------------------------------------


def test_an_account_that_was_used_stays_and_the_rest_goes(school, coordinator):
    run = bring_in(TWO, coordinator)
    Member.objects.filter(email="b@example.org").update(last_login=timezone.now())
    run = undo(run, coordinator)
    assert (run.state, run.problem, run.options["kept"]) == ("undone", "", 1)
    assert kept(run) == ["Bo Bee"]
    assert not Member.objects.filter(email="a@example.org").exists()
    assert Appointment.objects.filter(member__email="b@example.org").exists()


def test_an_account_on_which_something_hangs_stays_with_the_reason(school, coordinator):
    run = bring_in(TWO, coordinator)
    NetworkRoleFactory(member=Member.objects.get(email="a@example.org"))
    run = undo(run, coordinator)
    assert kept(run) == ["Anne Aa"]
    assert run.rows.get(number=2).reason
    assert not Member.objects.filter(email="b@example.org").exists()


def test_who_said_yes_stays_and_the_other_invitations_are_withdrawn(school, coordinator):
    run = bring_in(TWO, coordinator, "invite")
    accept_invitation(invitation=Invitation.objects.get(email="a@example.org"))
    run = undo(run, coordinator)
    assert (run.state, kept(run)) == ("undone", ["Anne Aa"])
    assert Member.objects.filter(email="a@example.org", left_at__isnull=True).exists()
    assert not Invitation.objects.open().exists()


def test_the_second_function_of_an_account_that_was_used_stays_with_it(school, coordinator):
    rows = "a@example.org;Anne Aa;De Bron;leraar\na@example.org;Anne Aa;De Bron;coach\n"
    run = bring_in(rows, coordinator)
    Member.objects.update(last_login=timezone.now())
    run = undo(run, coordinator)
    assert len(kept(run)) == 2
    assert Appointment.objects.filter(member__email="a@example.org").count() == 2


def test_a_member_who_changed_since_stays_and_the_others_go_back(school, coordinator):
    for letter in "ab":
        MemberFactory(site=school, given_name=letter, family_name=letter * 2, email=f"{letter}@example.org")
    run = bring_in(TWO, coordinator)
    Member.objects.get(email="a@example.org").appointments.all()
    anne = Member.objects.get(email="a@example.org")
    anne.family_name = "Getrouwd"
    anne.save()
    run = undo(run, coordinator)
    assert kept(run) == ["Anne Aa"]
    assert Member.objects.get(email="a@example.org").family_name == "Getrouwd"
    assert Member.objects.get(email="b@example.org").family_name == "bb"


def test_the_page_lists_who_stays(client, school, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    run = bring_in(TWO, coordinator)
    Member.objects.filter(email="b@example.org").update(last_login=timezone.now())
    response = client.post(reverse("members:import_undo", args=[run.public_id]), follow=True)
    page = response.content.decode()
    assert [line.label for line in response.context["kept"]] == ["Bo Bee"]
    assert "Alles is weer zoals" not in page
