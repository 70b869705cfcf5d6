"""Being forgotten: thirty days to come back, then no trace in database, index, cache, outbox or media."""

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people import blockers
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy import actions
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.search.models import SearchEntry
from tests.factories import MemberFactory, NetworkRoleFactory
from tests.members.privacy import canaries

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def stranger_to_all(django_capture_on_commit_callbacks, settings, tmp_path):
    """A member with a mark in every personal field, erased."""
    settings.MEDIA_ROOT = tmp_path
    marked = canaries.make("qtrace")
    other = canaries.make("qstays")
    old_id = marked.member.public_id
    announce(marked.member)
    marked.rows["plg.group"].contact_person = other.member
    marked.rows["plg.group"].save()
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_member(member=marked.member)
    marked.old_id = old_id
    marked.other = other
    return marked


def test_no_table_holds_a_mark_that_had_to_go(stranger_to_all):
    dump = canaries.everything_stored()
    left = {(mark, table) for mark in stranger_to_all.gone for table, text in dump.items() if mark in text}
    assert left == set()


def test_every_mark_that_is_left_was_declared_to_stay(stranger_to_all):
    dump = " ".join(canaries.everything_stored().values())
    left = set(re.findall(r"qtrace\d+[a-z]*", dump))
    assert left <= stranger_to_all.kept
    assert left, "what somebody wrote for a group stays"


def test_the_former_address_of_the_profile_stands_nowhere(stranger_to_all):
    dump = canaries.everything_stored()
    assert [table for table, text in dump.items() if stranger_to_all.old_id in text] == []


def test_another_member_lost_nothing(stranger_to_all):
    dump = " ".join(canaries.everything_stored().values())
    other = stranger_to_all.other
    assert {mark for mark in other.gone | other.kept if mark not in dump} == set()


def test_no_file_is_left_but_what_belongs_to_a_group(stranger_to_all):
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    texts = " ".join(f"{path.name} {path.read_bytes().decode('utf-8', 'replace')}" for path in files).lower()
    assert {mark for mark in stranger_to_all.gone if mark in texts} == set()
    photos = {path.name.rsplit("-", 1)[0] for path in files if path.suffix == ".webp"}
    assert photos == {Path(stranger_to_all.other.member.photo.name).name.rsplit("-", 1)[0]}


def test_index_and_outbox_know_nobody(stranger_to_all):
    assert not SearchEntry.objects.filter(kind="member", object_key__startswith=str(stranger_to_all.member.pk)).exists()
    mail = Delivery.objects.get(pk=stranger_to_all.rows["notifications.delivery"].pk)
    assert (mail.address, mail.text, mail.subject, mail.member_id) == ("", "", "", None)


def test_what_stays_says_former_member(stranger_to_all):
    gone = Member.objects.get(pk=stranger_to_all.member.pk)
    assert gone.erased_at
    assert gone.get_full_name() == "oud-lid"
    assert str(gone) == "oud-lid"
    assert gone.initials == ""
    assert gone.email.endswith("@erased.invalid")
    assert not gone.has_usable_password()


def test_all_sessions_and_ways_to_log_in_are_gone(client):
    member = MemberFactory()
    client.force_login(member, backend=BACKEND)
    assert client.get("/leden/").status_code == 200
    actions.erase_member(member=member)
    assert client.get("/leden/").status_code == 302


def test_erasing_twice_is_erasing_once():
    member = MemberFactory()
    actions.erase_member(member=member)
    first = Member.objects.get(pk=member.pk)
    actions.erase_member(member=member)
    assert Member.objects.get(pk=member.pk).public_id == first.public_id


# Asking, coming back, and the term ------------------------------------------------------------


def ask(client, member):
    client.force_login(member, backend=BACKEND)
    return client.post("/mijn/gegevens/wissen/", {"name": member.get_full_name().upper()})


def test_a_wrong_name_erases_nothing(client):
    member = MemberFactory()
    client.force_login(member, backend=BACKEND)
    response = client.post("/mijn/gegevens/wissen/", {"name": "iemand anders"})
    assert response.status_code == 200
    member.refresh_from_db()
    assert member.erasure_requested_at is None


def test_after_asking_nobody_sees_the_member_and_only_the_way_back_is_open(client):
    member, other = MemberFactory(), MemberFactory()
    ask(client, member)
    for url in ["/leden/", "/mijn/profiel/", "/mijn/gegevens/", f"/leden/{other.public_id}/"]:
        assert client.get(url)["Location"] == reverse("members:my_data_return"), url
    assert client.get("/mijn/gegevens/terugkomen/").status_code == 200
    client.force_login(other, backend=BACKEND)
    assert client.get(f"/leden/{member.public_id}/").status_code == 404
    assert Delivery.objects.get(kind="members.erasure").address == member.email


def test_a_get_of_the_way_back_changes_nothing(client):
    """Mail scanners open every link."""
    member = MemberFactory()
    ask(client, member)
    client.get("/mijn/gegevens/terugkomen/")
    member.refresh_from_db()
    assert member.erasure_requested_at


def test_coming_back_makes_everything_as_it_was(client):
    member = MemberFactory(given_name="Ida")
    ask(client, member)
    client.post("/mijn/gegevens/terugkomen/")
    assert client.get("/leden/").status_code == 200
    assert DataRequest.objects.get(member=member).state == "withdrawn"
    assert SearchEntry.objects.filter(kind="member", title__startswith="Ida").exists()
    with time_machine.travel(timezone.now() + dt.timedelta(days=60)):
        assert actions.erase_due() == 0


def test_erasure_waits_exactly_thirty_days(client):
    member = MemberFactory()
    ask(client, member)
    asked = Member.objects.get(pk=member.pk).erasure_requested_at
    assert actions.erase_due(now=asked + dt.timedelta(days=30, seconds=-1)) == 0
    assert actions.erase_due(now=asked + dt.timedelta(days=30)) == 1
    assert actions.erase_due(now=asked + dt.timedelta(days=31)) == 0
    assert Member.objects.get(pk=member.pk).erased_at
    assert DataRequest.objects.get(member=member).state == "done"


def test_the_command_does_what_the_task_does(client, capsys):
    member = MemberFactory()
    ask(client, member)
    Member.objects.filter(pk=member.pk).update(erasure_requested_at=timezone.now() - dt.timedelta(days=31))
    call_command("erase_members")
    assert Member.objects.get(pk=member.pk).erased_at
    assert "1" in capsys.readouterr().out


def test_the_only_coordinator_cannot_go(client):
    member = NetworkRoleFactory().member
    response = ask(client, member)
    assert response.context["blockers"]
    member.refresh_from_db()
    assert member.erasure_requested_at is None
    NetworkRoleFactory()
    assert ask(client, member).status_code == 302


def test_an_app_can_say_what_has_to_be_handed_over_first(client, monkeypatch):
    monkeypatch.setattr(
        blockers, "_checks", [lambda member: [blockers.Blocker("Draag eerst de sleutel over.", "/leden/")]]
    )
    response = ask(client, MemberFactory())
    assert "Draag eerst de sleutel over." in response.content.decode()


def test_who_is_blocked_at_the_end_is_not_erased_and_stands_on_the_list(client, monkeypatch):
    member = MemberFactory()
    ask(client, member)
    Member.objects.filter(pk=member.pk).update(erasure_requested_at=timezone.now() - dt.timedelta(days=31))
    DataRequest.objects.update(due_on=timezone.localdate())
    monkeypatch.setattr(
        blockers, "_checks", [lambda m: [blockers.Blocker("Nog een sleutel.")] if m.pk == member.pk else []]
    )
    assert actions.erase_due() == 0
    client.force_login(NetworkRoleFactory(role="privacy_contact").member, backend=BACKEND)
    page = client.get("/beheer/gegevensverzoeken/").content.decode()
    assert "Nog een sleutel." in page
    client.post(reverse("members:data_request_carry_out", args=[member.public_id]))
    assert Member.objects.get(pk=member.pk).erased_at is None
    monkeypatch.setattr(blockers, "_checks", [])
    client.post(reverse("members:data_request_carry_out", args=[member.public_id]))
    assert Member.objects.get(pk=member.pk).erased_at


def test_the_privacy_contact_cannot_erase_before_the_term_is_over(client):
    member = MemberFactory()
    ask(client, member)
    client.force_login(NetworkRoleFactory(role="privacy_contact").member, backend=BACKEND)
    assert client.post(reverse("members:data_request_carry_out", args=[member.public_id])).status_code == 404


def test_the_cache_holds_no_name_of_a_member(client):
    member = MemberFactory(given_name="Cachenaam", family_name="Bewaard")
    client.force_login(member, backend=BACKEND)
    client.get("/leden/")
    assert "bewaard" not in str(getattr(cache, "_cache", "")).lower()


def test_the_erasure_itself_stands_in_the_trail_without_a_name():
    member = MemberFactory(given_name="Naam", family_name="Weg")
    actions.erase_member(member=member)
    event = AuditEvent.objects.get(verb="members.erased")
    assert event.subject_id == member.pk
    assert "weg" not in f"{event.object_label}{event.data}".lower()
