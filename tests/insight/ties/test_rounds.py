"""The life of a round: who is asked, what a worker works out, who releases it, when key and answers go."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from knowledge_network.insight.ties import names
from knowledge_network.insight.ties.actions import rounds
from knowledge_network.insight.ties.enums import RoundState
from knowledge_network.insight.ties.figures import read_told
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers
from knowledge_network.insight.ties.reminders import plan_rounds
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import NetworkRole
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests.insight.ties.helpers import (
    DAY,
    boards,
    concept,
    coordinator,
    counted,
    guard,
    name_of,
    opened,
    published,
    send,
    usual,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_everybody_in_the_network_is_asked_for_the_board_where_they_work(own_keys):
    made = boards()
    found = opened()
    marks = {mark.member_id: mark.unit_id for mark in RoundParticipation.objects.filter(network_round=found)}
    assert {marks[one.pk] for one in made.of["Beta"]} == {made.board["Beta"].pk}
    assert found.asked == len(marks)
    assert AuditEvent.objects.filter(verb="insight.round_opened").exists()


def test_a_worker_works_out_what_may_be_told_and_nothing_is_shown_before_it_is_released(client):
    made = boards()
    found = opened()
    usual(made, found)
    client.force_login(made.people[0])
    assert "Alfa" not in client.get(reverse("insight:round_detail", args=[found.public_id])).text
    rounds.close_round(network_round=found, by=found.opened_by)
    assert rounds.count_closed_rounds() == 1
    found.refresh_from_db()
    assert found.is_enough
    assert client.get(reverse("insight:network_picture")).text.count('<svg class="ties-map"') == 0
    rounds.release_round(network_round=found, by=guard(), tells=False)
    page = Page(client.get(reverse("insight:network_picture")))
    assert "Gamma" in page


def test_who_opened_a_round_does_not_release_it():
    made = boards()
    found = opened()
    usual(made, found)
    found = counted(found)
    with pytest.raises(RefusedError):
        rounds.release_round(network_round=found, by=found.opened_by)


def test_more_than_fifty_people_are_asked_and_told_only_after_a_look_at_who_they_are(client):
    made = boards({"Alfa": 30, "Beta": 30})
    found, count = concept(), NetworkRound.objects.open().count
    address = reverse("insight:round_open", args=[found.public_id])
    client.force_login(found.made_by)
    look = Page(client.post(address))
    assert made.people[7].get_full_name() in look
    assert count() == 0
    client.post(address, {"seen": look.one("input[name=seen]")["value"]})
    assert count() == 1
    usual(made, found)
    rounds.close_round(network_round=found, by=found.made_by)
    rounds.count_closed_rounds()
    client.force_login(guard())
    address = reverse("insight:round_release", args=[found.public_id])
    look = Page(client.post(address, {"left_out": "op1:3"}))
    assert look.one("input[name=left_out]")["value"] == "op1:3"
    found.refresh_from_db()
    assert found.is_closed


def test_the_page_of_a_concept_says_from_which_day_it_may_be_opened(client):
    made = boards()
    usual(made, found := opened())
    found = published(found)
    other = concept(units="schools")
    client.force_login(other.made_by)
    page = Page(client.get(other.get_absolute_url()))
    day = found.closed_on + dt.timedelta(days=365)
    assert f"{day.day} " in page.one("aside .notice")
    assert str(day.year) in page.one("aside .notice")
    assert not page.all('form[action$="openen/"]')


def test_it_is_not_opened_for_fewer_than_twenty_people():
    made = concept()
    with pytest.raises(RefusedError, match=r"twintig|twenty"):
        rounds.open_round(network_round=made, by=made.made_by)


def test_it_is_not_opened_when_nobody_else_could_release_it():
    boards()
    made = concept()
    NetworkRole.objects.filter(role=NetworkRoleKind.PRIVACY_CONTACT).delete()
    with pytest.raises(RefusedError, match=r"vrijgeven|release"):
        rounds.open_round(network_round=made, by=made.made_by)


def test_of_two_rounds_one_is_open_at_a_time():
    boards()
    opened()
    second = concept()
    with pytest.raises(RefusedError):
        rounds.open_round(network_round=second, by=second.made_by)


def test_what_was_begun_and_not_sent_is_not_counted():
    made = boards()
    found = opened()
    usual(made, found)
    begun = made.of["Gamma"][0]
    TieAnswers.objects.filter(network_round=found, source=name_of(found, begun)).update(is_sent=False)
    found = counted(found)
    assert found.answered == len(made.people) - 1
    assert not Tie.objects.filter(network_round=found, source=name_of(found, begun)).exists()


def test_counting_twice_is_counting_once_and_what_was_told_never_changes():
    made = boards()
    found = opened()
    usual(made, found)
    found = published(found)
    before = found.figures
    Tie.objects.filter(network_round=found).delete()
    rounds.count_round(network_round=found)
    found.refresh_from_db()
    assert found.figures == before


def test_without_its_key_a_round_tells_nothing():
    made = boards()
    found = opened()
    usual(made, found)
    names.destroy_key(found)
    found = counted(found)
    assert (found.is_counted, found.is_enough, found.figures) == (True, False, {})


def test_too_few_people_and_nothing_is_kept():
    made = boards()
    found = opened()
    send(found, made.people[:8])
    found = counted(found)
    assert not found.is_enough
    assert found.figures == {}
    assert found.answered == 8


@pytest.mark.clock
def test_it_closes_by_itself_after_its_last_day_and_reminds_once_before():
    made = boards()
    with time_machine.travel("2026-11-03T10:00+01:00", tick=False):
        found = opened(closes_on=dt.date(2026, 11, 20))
        send(found, made.people[:3])
    with time_machine.travel("2026-11-17T09:05+01:00", tick=False):
        plan_rounds(timezone.now())
        plan_rounds(timezone.now())
    told = Notice.objects.filter(kind="insight.round_waits")
    assert told.count() == found.asked - 3
    assert not told.filter(member__in=made.people[:3]).exists()
    with time_machine.travel("2026-11-20T22:00+01:00", tick=False):
        plan_rounds(timezone.now())
        assert NetworkRound.objects.get().state == RoundState.OPEN
    with time_machine.travel("2026-11-21T00:05+01:00", tick=False):
        plan_rounds(timezone.now())
        assert NetworkRound.objects.get().state == RoundState.CLOSED


@pytest.mark.clock
def test_twelve_months_after_closing_key_and_answers_are_destroyed_and_what_was_told_stays():
    made = boards()
    with time_machine.travel("2026-11-03T10:00+01:00", tick=False):
        found = opened()
        usual(made, found)
        found = published(found)
    with time_machine.travel("2027-11-02T04:00+01:00", tick=False):
        assert rounds.forget_old_rounds() == 0
    with time_machine.travel("2027-11-03T04:55+01:00", tick=False):
        assert rounds.forget_old_rounds() == 1
        assert rounds.forget_old_rounds() == 0
    assert names.read_key(found) is None
    assert not Tie.objects.exists()
    assert not TieAnswers.objects.exists()
    assert read_told(NetworkRound.objects.get().figures) == read_told(found.figures)


def test_a_later_last_day_is_possible_an_earlier_one_is_not():
    boards()
    found = opened()
    with pytest.raises(RefusedError):
        rounds.prolong_round(network_round=found, by=found.opened_by, closes_on=found.closes_on - DAY)
    rounds.prolong_round(network_round=found, by=found.opened_by, closes_on=found.closes_on + DAY)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rounds_costs_the_same_whatever_their_number(client, count, django_assert_num_queries):
    for _number in range(count):
        concept()
    client.force_login(coordinator())
    with django_assert_num_queries(3):
        page = Page(client.get(reverse("insight:round_list")))
    assert len(page.all("ul.rows li")) == count


def test_the_picture_costs_two_queries_beside_those_of_every_page(client, django_assert_num_queries):
    made = boards()
    found = opened()
    usual(made, found)
    published(found)
    client.force_login(made.people[0])
    with django_assert_num_queries(3):
        client.get(reverse("insight:network_picture"))
