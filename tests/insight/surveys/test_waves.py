"""The life of a round: who is asked, when something is told and when not, and what the second round may show."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.insight.surveys import bands
from knowledge_network.insight.surveys.actions import answers, waves
from knowledge_network.insight.surveys.enums import Band, Spread, WaveState
from knowledge_network.insight.surveys.models import Participation, SentAnswers, Wave
from knowledge_network.insight.surveys.reminders import derive_moment, plan_waves
from knowledge_network.insight.surveys.search import build_documents
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import NetworkRole
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import rhythm
from tests import factories as f
from tests.insight.helpers import (
    DAY,
    answer,
    closed,
    concept,
    coordinator,
    crowd,
    guard,
    join,
    opened,
    published,
    says,
    told,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

NINE_SAID = [(5, 1, 3, 4, 2, 3)] * 5 + [(4, 2, 3, 1, 5, 3)] * 4


def kinds(person):
    return sorted(Notice.objects.filter(member=person).values_list("kind", flat=True))


def test_a_group_of_seven_is_not_asked_and_of_eight_is():
    with pytest.raises(RefusedError, match="op papier"):
        opened(crowd(7))
    assert opened(crowd(8)).asked == 8


def test_nothing_at_all_is_told_before_it_closes():
    group = crowd(9)
    wave = opened(group)
    for person in group.people:
        answer(wave, person, says(5, 1, 3, 4, 2, 3))
    wave.refresh_from_db()
    assert (wave.answered, wave.is_enough) == (None, False)
    assert all(not row.spread and row.rank is None and not row.low for row in wave.questions.all())


def test_closing_tells_of_nine_only_the_order_and_a_word():
    group = crowd(9)
    wave = closed(group, NINE_SAID)
    rows = told(wave)
    assert (wave.state, wave.answered, wave.is_enough) == (WaveState.CLOSED, 9, True)
    assert (rows["s1"].rank, rows["s2"].rank) == (1, 6)
    assert (rows["s3"].spread, rows["s4"].spread) == (Spread.AGREED, Spread.DIVIDED)
    assert {row.low for row in rows.values()} == {""}


def test_closing_lets_all_answers_go_and_keeps_those_of_other_rounds():
    group, other = crowd(9), crowd(8)
    waits = opened(other)
    code = answer(waits, other.people[0], says(1, 2, 3))
    wave = closed(group, NINE_SAID)
    assert not SentAnswers.objects.filter(wave=wave).exists()
    assert answers.find_sent(waits, code).values == says(1, 2, 3)
    assert Participation.objects.filter(wave=wave, took_part=True).count() == 9


@pytest.mark.parametrize(("said", "enough"), [(4, False), (5, True)])
def test_of_four_answers_nothing_is_told_not_even_how_many(said, enough):
    wave = closed(crowd(12), [(5, 1, 3)] * said)
    assert wave.is_enough is enough
    assert (wave.answered is not None) is enough
    assert any(row.rank for row in wave.questions.all()) is enough


def test_five_of_thirteen_is_too_small_a_part_of_the_group():
    assert not closed(crowd(13), [(5, 1, 3)] * 5).is_enough


def test_from_nineteen_on_it_is_told_where_five_people_or_more_are():
    rows = told(closed(crowd(20), [(5, 1, 3, 0, 1)] * 10 + [(5, 1, 3, 0, 5)] * 6 + [(1, 1, 3)] * 3))
    assert (rows["s1"].low, rows["s1"].high) == (Band.FEW, Band.FIVE)
    assert rows["s4"].rank is None
    assert (rows["s1"].spread, rows["s5"].spread) == (Spread.AGREED, Spread.DIVIDED)


@pytest.mark.parametrize("low", [5, 4, 1])
def test_of_ten_a_part_is_told_that_holds_all_but_four(low):
    """Five and five look like four, three and three: leaving out only what would be exact would tell it as well."""
    spread = told(closed(crowd(10), [(1 if place < low else 5,) for place in range(10)]))["s1"]
    assert spread.high == ("" if low == 5 else Band.FIVE)
    assert spread.spread == (Spread.DIVIDED if low == 5 else Spread.AGREED)


def test_more_than_fifty_people_are_asked_and_told_only_after_a_look_at_who_they_are(client):
    group = crowd(52)
    wave = concept(group)
    client.force_login(wave.made_by)
    address = reverse("insight:scan_open", args=[wave.public_id])
    look = Page(client.post(address))
    assert group.people[7].get_full_name() in look
    wave.refresh_from_db()
    assert wave.is_concept
    client.post(address, {"seen": look.one("input[name=seen]")["value"]})
    wave.refresh_from_db()
    assert wave.is_open
    for person in group.people[:30]:
        answer(wave, person, says(5, 1))
    wave = waves.close_wave(wave=wave, by=wave.opened_by, tells=False)
    client.force_login(guard())
    assert group.people[7].get_full_name() in Page(client.post(reverse("insight:scan_release", args=[wave.public_id])))
    wave.refresh_from_db()
    assert wave.is_closed


def test_who_opened_it_does_not_release_it():
    both, other = guard(), guard()
    f.NetworkRoleFactory(member=both)
    group = crowd(9)
    wave = closed(group, NINE_SAID, by=both)
    assert not both.has_perm("insight.release_wave", wave)
    with pytest.raises(RefusedError):
        waves.release_wave(wave=wave, by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(released_by=both)
    assert waves.release_wave(wave=wave, by=other).state == WaveState.PUBLISHED


def test_what_is_closed_twice_or_released_twice_happened_once():
    group = crowd(9)
    wave = closed(group, NINE_SAID)
    waves.close_wave(wave=wave, by=wave.opened_by)
    contact = guard()
    for _time in range(2):
        waves.release_wave(wave=wave, by=contact)
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert (verbs.count("insight.wave_closed"), verbs.count("insight.wave_released")) == (1, 1)


def test_what_is_asked_stays_once_it_is_open():
    wave = opened(crowd(8))
    with pytest.raises(RefusedError):
        waves.change_wave(
            wave=wave, by=wave.made_by, title="Anders", intro="", closes_on=wave.closes_on, own=["Nieuw."]
        )
    with pytest.raises(RefusedError):
        waves.discard_wave(wave=wave, by=wave.made_by)


def test_own_statements_come_behind_those_of_the_scan_and_three_at_most_ask_what_is_wished():
    wave = concept(crowd(8))
    waves.change_wave(
        wave=wave,
        by=wave.made_by,
        title="Samen",
        intro="Voor de studiedag",
        closes_on=wave.closes_on,
        own=["Wij lachen.", "Wij lachen.", "Wij eten samen."],
        wanted=["s1", "s2", "s3", "s4"],
    )
    rows = list(wave.questions.order_by("position"))
    assert [row.text for row in rows[-2:]] == ["Wij lachen.", "Wij eten samen."]
    assert [row.code for row in rows if row.asks_wanted] == ["s1", "s2", "s3"]


def test_the_wish_is_told_as_an_order_of_differences():
    group = crowd(9)
    wave = concept(group)
    waves.change_wave(
        wave=wave, by=wave.made_by, title="t", intro="", closes_on=wave.closes_on, own=[], wanted=["s1", "s2"]
    )
    waves.open_wave(wave=wave, by=wave.made_by, tells=False)
    for person in group.people[:5]:
        answer(wave, person, {**says(3, 3, 3), "1w": 4, "2w": 5})
    waves.close_wave(wave=wave, by=wave.made_by, tells=False)
    rows = told(wave)
    assert (rows["s2"].gap_rank, rows["s1"].gap_rank, rows["s3"].gap_rank) == (1, 2, None)


# Two pictures beside each other --------------------------------------------------------------------


@pytest.mark.parametrize(("newcomers", "beside"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_round_stands_beside_the_one_before_only_when_nobody_or_five_people_changed(newcomers, beside):
    group = crowd(12)
    first = published(group, [(5, 1, 3)] * 12)
    group.people += [join(group) for _person in range(newcomers)]
    second = closed(group, [(4, 2, 3)] * (12 + newcomers), previous=first)
    assert second.lies_beside is beside


def test_with_nine_people_no_round_stands_beside_another():
    assert not bands.may_lie_beside(9, 12, 0)
    assert not bands.may_lie_beside(12, 9, 7)


def test_two_scans_that_differ_by_a_few_people_are_not_opened_both():
    """The one taken from the other would show those few."""
    group = crowd(9)
    opened(group)
    larger = f.GroupFactory(contact_person=group.people[0])
    for person in [*group.people, f.MemberFactory(), f.MemberFactory()]:
        f.GroupMembershipFactory(group=larger, member=person)
    with pytest.raises(RefusedError, match="bijna dezelfde mensen"):
        opened(larger)


def test_schools_that_chose_beforehand_are_asked_together():
    first, second = f.SiteFactory(), f.SiteFactory()
    people = [f.MemberFactory(site=site) for site in (first, second) for _person in range(4)]
    f.MemberFactory()
    wave = concept(None, organisations=[first, second])
    waves.open_wave(wave=wave, by=wave.made_by, tells=False)
    assert set(wave.participations.values_list("member", flat=True)) == {person.pk for person in people}


# By itself -----------------------------------------------------------------------------------------


@pytest.mark.clock
def test_it_closes_by_itself_after_its_last_day():
    with time_machine.travel("2026-11-02T10:00+01:00", tick=False):
        group = crowd(9)
        contact = guard()
        wave = opened(group, closes_on=dt.date(2026, 11, 12))
        for person in group.people:
            answer(wave, person, says(5, 1, 3))
    with time_machine.travel("2026-11-12T23:30+01:00", tick=False):
        plan_waves(timezone.now())
        wave.refresh_from_db()
        assert wave.is_open
    with time_machine.travel("2026-11-13T00:10+01:00", tick=False):
        plan_waves(timezone.now())
        wave.refresh_from_db()
        assert wave.state == WaveState.CLOSED
    assert kinds(contact) == ["insight.scan_to_release"]


@pytest.mark.clock
def test_who_did_not_take_part_is_reminded_once_three_days_before():
    with time_machine.travel("2026-11-02T10:00+01:00", tick=False):
        group = crowd(9)
        wave = opened(group, closes_on=dt.date(2026, 11, 12))
        answer(wave, group.people[0], says(5, 1, 3))
    with time_machine.travel("2026-11-09T09:05+01:00", tick=False):
        moment = derive_moment(wave.closes_on, rhythm.school_days(timezone.localdate()))
        assert moment == timezone.now().replace(minute=0)
        assert plan_waves(timezone.now()) == 8
        assert plan_waves(timezone.now()) == 0
    assert kinds(group.people[0]) == []
    assert kinds(group.people[1]) == ["insight.scan_waits"]


def test_people_hear_that_it_opens_and_that_it_is_released_and_coordinators_of_a_concept():
    group, runs, contact = crowd(9), coordinator(), guard()
    wave = waves.start_wave(
        by=group.people[0],
        group=group,
        instrument="own",
        title="Samen",
        statements=[waves.Statement("s1", "Een.")],
        closes_on=timezone.localdate() + 5 * DAY,
    )
    assert kinds(runs) == ["insight.scan_proposed"]
    waves.open_wave(wave=wave, by=runs)
    assert kinds(group.people[3]) == ["insight.scan_opened"]
    for person in group.people:
        answer(wave, person, says(4))
    waves.close_wave(wave=wave, by=runs)
    assert kinds(group.people[3]) == []
    assert kinds(contact) == ["insight.scan_to_release"]
    waves.release_wave(wave=wave, by=contact)
    assert kinds(group.people[3]) == ["insight.scan_published"]


def test_too_few_answers_are_told_to_who_was_asked():
    group = crowd(9)
    wave = opened(group)
    waves.close_wave(wave=wave, by=None)
    assert kinds(group.people[0]) == ["insight.scan_too_few"]


@pytest.mark.parametrize("own", [False, True])
def test_a_scan_that_nobody_else_could_release_does_not_open_and_asks_nobody(own):
    wave = concept(crowd(9))
    NetworkRole.objects.filter(role=NetworkRoleKind.PRIVACY_CONTACT).delete()
    if own:
        NetworkRole.objects.create(
            member=wave.made_by, role=NetworkRoleKind.PRIVACY_CONTACT, start=timezone.localdate()
        )
    with pytest.raises(RefusedError):
        waves.open_wave(wave=wave, by=wave.made_by)
    wave.refresh_from_db()
    assert wave.is_concept
    assert not Participation.objects.filter(wave=wave).exists()


# Where they are found ---------------------------------------------------------------------------------


def test_search_finds_a_round_for_its_group_and_who_runs_the_network_and_a_concept_for_these_alone():
    group = crowd(8)
    wave = concept(group)
    audiences = [list(one.audiences) for one in build_documents([wave.pk])]
    assert audiences == [["coordinators"]]
    waves.open_wave(wave=wave, by=wave.made_by, tells=False)
    assert [set(one.audiences) for one in build_documents([wave.pk])] == [{"coordinators", f"group:{group.slug}"}]
    assert [one.words for one in build_documents([wave.pk])] == [""]
