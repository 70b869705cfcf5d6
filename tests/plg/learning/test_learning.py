"""Learning in passing: one line of one's own, that counts when one says so."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from plg.learning import actions
from plg.learning.enums import LearnedWith
from plg.learning.models import LearnedLine
from plg.learning.presenters import build_year
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
PAGE = "plg:my_learning"


@pytest.fixture
def member():
    return f.MemberFactory()


def client_of(member):
    client = Client()
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return client


def note(member, what="Eerst stil zijn.", **fields):
    values = {"learned_with": LearnedWith.STUDENT, "happened_on": timezone.localdate()}
    return actions.note_learning(by=member, what=what, **values | fields)


def test_one_line_is_noted_and_read_by_nobody_else(member):
    today = timezone.localdate().isoformat()
    sent = {"what": "Eerst stil zijn.", "learned_with": "student", "happened_on": today}
    for _press in range(2):
        assert client_of(member).post(reverse(PAGE), sent).status_code == 302
    line = LearnedLine.objects.get()
    assert "Eerst stil zijn." in client_of(member).get(reverse(PAGE)).text
    runs = f.NetworkRoleFactory().member
    assert "Eerst stil zijn." not in client_of(runs).get(reverse(PAGE)).text
    assert client_of(runs).get(reverse("plg:learning_change", args=[line.public_id])).status_code == 404


def test_a_wrong_line_says_so_at_the_field_and_keeps_the_words(member):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    page = client_of(member).post(
        reverse(PAGE), {"what": "Half af", "learned_with": "", "happened_on": tomorrow, "minutes": 999}
    )
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"learned_with", "happened_on", "minutes"}
    assert "Half af" in page.text


@pytest.mark.clock
def test_only_what_one_lets_count_counts_and_only_this_school_year(member):
    with time_machine.travel("2026-11-10T10:00:00Z", tick=False):
        note(member, "Een", minutes=50, counts=True)
        note(member, "Twee", minutes=40)
        note(member, "Drie", minutes=30, counts=True, happened_on=dt.date(2026, 7, 31))
        year = build_year(member, dt.date(2026, 8, 1))
    assert (year.line_count, year.counted, year.hours) == (2, 1, "0.75")
    assert [(line.label, line.count) for line in year.with_whom] == [(LearnedWith.STUDENT.label, 2)]


@pytest.mark.clock
def test_lines_go_after_two_school_years(member):
    for day in ("2024-07-31", "2024-08-01", "2026-07-31"):
        note(member, day, happened_on=dt.date.fromisoformat(day))
    assert actions.drop_old_lines(dt.datetime(2026, 9, 1, 10, tzinfo=dt.UTC)) == 1
    assert sorted(LearnedLine.objects.values_list("what", flat=True)) == ["2024-08-01", "2026-07-31"]


def test_the_trail_holds_no_word_and_erasure_takes_all(member):
    line = note(member)
    actions.remove_learning(line=note(member, "Nog een"), by=member)
    assert not AuditEvent.objects.filter(object_label__icontains="stil").exists()
    erase_member(member=member)
    assert not LearnedLine.objects.filter(pk=line.pk).exists()


def test_more_than_a_day_of_minutes_cannot_be(member):
    with pytest.raises(IntegrityError), transaction.atomic():
        note(member, minutes=481)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_was_noted(member, django_assert_num_queries, item_count):
    for number in range(item_count):
        note(member, f"Zin {number}")
    client = client_of(member)
    with django_assert_num_queries(5):
        client.get(reverse(PAGE))


def test_what_counts_stands_with_the_hours_and_never_in_their_total(member):
    note(member, "Deze telt.", counts=True, minutes=45)
    note(member, "Deze blijft bij mij.", minutes=45)
    page = client_of(member).get(reverse("plg:my_hours"))
    assert "Deze telt." in page.text
    assert "Deze blijft bij mij." not in page.text
    record = page.context["record"]
    assert (record.hours, [part.total for part in record.beside]) == (0, ["0,75 uur van jezelf"])


def test_who_lets_nothing_count_sees_no_such_heading(member):
    note(member, "Deze blijft bij mij.")
    assert client_of(member).get(reverse("plg:my_hours")).context["record"].beside == []
