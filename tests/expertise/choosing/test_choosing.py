"""Everybody chooses once, nothing is shown before closing, and afterwards only counts of five or more are kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from expertise.choosing import notices
from expertise.choosing.actions import choosing as actions
from expertise.choosing.actions.ballots import cast_ballot
from expertise.choosing.enums import ChoosingState
from expertise.choosing.models import Ballot, Choosing, OptionPoints
from expertise.choosing.presenters import build_result
from expertise.choosing.reminders import plan_choosing
from expertise.questions.actions import cycles, rounds
from expertise.questions.actions.board import Place
from expertise.questions.enums import CycleState, RoleGroup
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Function
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.choosing.playing import BACKEND, cast, close, make_choosing, options_of
from tests.expertise.questions.playing import bring_in, card_of, make_bundle, move

pytestmark = pytest.mark.django_db


def read(client, choosing, reader=None):
    client.force_login(reader or f.MemberFactory(), backend=BACKEND)
    return client.get(choosing.get_absolute_url()).content.decode()


# Casting a ballot ---------------------------------------------------------------------------------


def test_choosing_again_takes_the_place_of_what_was_chosen_before(client):
    choosing, voter = make_choosing(), f.MemberFactory()
    known = options_of(choosing)
    client.force_login(voter, backend=BACKEND)
    for name in ("A", "B"):
        sent = client.post(choosing.get_absolute_url(), {"thema-overig": [known[name].bundle.public_id]})
        assert sent.status_code == 302
    ballot = Ballot.objects.get(choosing=choosing)
    assert (ballot.voter, [pick.bundle.name for pick in ballot.picks.all()]) == (voter, ["B"])


def test_the_ballot_counts_in_the_role_group_of_the_main_appointment():
    choosing, voter = make_choosing(), f.MemberFactory(site=None)
    f.AppointmentFactory(member=voter, function=Function.RESEARCHER, is_primary=False)
    f.AppointmentFactory(member=voter, function=Function.SCHOOL_LEADER, is_primary=True)
    known = options_of(choosing)
    assert cast_ballot(choosing=choosing, by=voter, picks=[known["A"]]).role_group == RoleGroup.LEADER


def test_of_a_theme_three_can_be_chosen_and_never_all_of_them(client):
    choosing = make_choosing(("A", "B", "C"))
    keys = [option.bundle.public_id for option in options_of(choosing).values()]
    client.force_login(f.MemberFactory(), backend=BACKEND)
    answer = client.post(choosing.get_absolute_url(), {"thema-overig": keys})
    assert answer.status_code == 422
    assert "hoogstens 2" in answer.content.decode()
    assert answer.content.decode().count(" checked") == 3, "what was ticked stays ticked"
    assert not Ballot.objects.exists()


def test_nothing_is_shown_before_it_closes(client):
    choosing = make_choosing()
    for _number in range(6):
        cast(choosing, RoleGroup.TEACHER, "A")
    page = read(client, choosing)
    assert "Som van rangen" not in page
    assert "choosing-order" not in page


def test_after_the_last_day_no_ballot_is_taken(client):
    choosing = make_choosing()
    choosing.closes_at = timezone.now() - dt.timedelta(minutes=1)
    choosing.save()
    with pytest.raises(RefusedError):
        cast_ballot(choosing=choosing, by=f.MemberFactory(), picks=[options_of(choosing)["A"]])
    assert "choosing-list" not in read(client, choosing)


# Closing ------------------------------------------------------------------------------------------


def test_what_is_kept_is_how_often_each_voice_chose_and_no_ballot(client):
    choosing = make_choosing()
    for number in range(6):
        cast(choosing, RoleGroup.TEACHER, "A", *(["B"] if number < 5 else []))
    cast(choosing, RoleGroup.MENTOR, "C")
    close(choosing)
    assert not Ballot.objects.exists()
    kept = OptionPoints.objects.values_list("option__bundle__name", "voice", "points").order_by("option")
    # The mentor counts with the teachers, to whom this role group was joined.
    assert list(kept) == [("A", "teacher", 6), ("B", "teacher", 5), ("C", "teacher", 1)]
    page = read(client, choosing)
    assert "Som van rangen" in page
    assert "minder dan vijf keer" in page


def test_with_a_voice_under_five_there_are_no_sums_and_no_totals_but_the_order_of_the_others(client):
    choosing = make_choosing(joins=dict.fromkeys(set(RoleGroup) - {"teacher", "educator"}, RoleGroup.TEACHER))
    for _number in range(7):
        cast(choosing, RoleGroup.TEACHER, "B")
    for _number in range(4):
        cast(choosing, RoleGroup.EDUCATOR, "C")
    close(choosing)
    result = build_result(choosing)
    assert (result.has_order, result.is_whole) == (True, False)
    assert result.themes[0].rows[0].name == "B"
    assert {row.rank_sum + row.points + row.unweighted for row in result.themes[0].rows} == {""}
    assert not any(row.voices for row in result.themes[0].rows)
    assert [voice.voters for voice in result.voices] == ["", ""]
    assert not OptionPoints.objects.filter(voice=RoleGroup.EDUCATOR).exists()
    assert "minder dan vijf mensen" in read(client, choosing)


def test_a_tie_is_shown_as_a_tie(client):
    choosing = make_choosing(("A", "B", "C"))
    for name in "AB":
        for _number in range(5):
            cast(choosing, RoleGroup.TEACHER, name)
    close(choosing)
    assert [row.place for row in build_result(choosing).themes[0].rows] == ["1 (gedeeld)", "1 (gedeeld)", "3"]


def test_closing_it_before_its_end_is_asked_twice_and_says_that_it_is_final(client):
    choosing = make_choosing()
    page = read(client, choosing, f.NetworkRoleFactory().member)
    folded = page[page.index("Sluit het eerder") :]
    assert "gaat niet meer open" in folded[: folded.index("Sluit het nu")]


def test_it_closes_by_itself_at_its_end_and_tells_everybody_once():
    choosing, reader = make_choosing(), f.MemberFactory()
    end = choosing.closes_at
    plan_choosing(end)
    plan_choosing(end + dt.timedelta(minutes=1))
    choosing.refresh_from_db()
    assert choosing.is_closed
    assert Notice.objects.filter(member=reader, kind=notices.CHOOSING_CLOSED.name).count() == 1


@pytest.mark.clock
def test_who_did_not_choose_is_reminded_once_three_days_before(time_machine):
    choosing = make_choosing()
    silent, voter = f.MemberFactory(), f.MemberFactory()
    cast(choosing, RoleGroup.TEACHER, "A", voter=voter)
    choosing.opened_at -= dt.timedelta(days=60)
    choosing.save()
    for hours in range(12 * 24):
        plan_choosing(choosing.closes_at - dt.timedelta(hours=12 * 24 - hours))
    reminded = Notice.objects.filter(kind=notices.CHOOSING_REMINDER.name)
    assert reminded.filter(member=voter).count() == 0
    assert reminded.filter(member=silent).count() == 1


# Preparing and opening ----------------------------------------------------------------------------


@pytest.fixture
def bundled(runs, cycle):
    """Two bundles in a confirmed round, and the cycle at choosing."""
    for name in ("Lezen", "Rekenen"):
        bundle = make_bundle(cycle, runs, name, f"Hoe zit het met {name}?")
        move(cycle, runs, card_of(bring_in(text=f"{name}?")), Place(bundle))
    rounds.confirm_round(cycle=cycle, by=runs)
    for state in (CycleState.BUNDLING, CycleState.CHOOSING):
        cycle = cycles.go_to_state(cycle=cycle, by=runs, state=state)
    return cycle


def prepare(choosing, runs, joins=None):
    into = dict.fromkeys(set(RoleGroup) - {RoleGroup.TEACHER}, RoleGroup.TEACHER) if joins is None else joins
    ends = timezone.now() + dt.timedelta(days=9)
    return actions.prepare_choosing(choosing=choosing, by=runs, closes_at=ends, joins=into, themes={})


def test_it_opens_when_each_voice_has_five_people_and_tells_everybody(runs, bundled):
    choosing = actions.begin_choosing(cycle=bundled, by=runs)
    with pytest.raises(RefusedError, match="tot wanneer"):
        actions.open_choosing(choosing=choosing, by=runs)
    prepare(choosing, runs, joins={})
    with pytest.raises(RefusedError, match="leraren"):
        actions.open_choosing(choosing=choosing, by=runs)
    prepare(choosing, runs)
    with pytest.raises(RefusedError):
        actions.open_choosing(choosing=choosing, by=runs)
    reader, *_others = f.MemberFactory.create_batch(6)
    opened = actions.open_choosing(choosing=choosing, by=runs)
    assert opened.state == ChoosingState.OPEN
    assert notices.CHOOSING_OPENED.name in Notice.objects.filter(member=reader).values_list("kind", flat=True)


def test_who_chose_since_is_not_mailed_any_more(runs):
    choosing, voter = make_choosing(), f.MemberFactory()
    notices.tell(notices.CHOOSING_REMINDER, choosing, [voter], what="x", now=timezone.now(), by=None)
    notice = Notice.objects.get(member=voter)
    assert notices.stale_for_choice(notice) == ""
    cast(choosing, RoleGroup.TEACHER, "A", voter=voter)
    assert notices.stale_for_choice(notice)


def test_while_everybody_chooses_the_cycle_stays_where_it_is(runs, bundled):
    choosing = actions.begin_choosing(cycle=bundled, by=runs)
    prepare(choosing, runs)
    f.MemberFactory.create_batch(6)
    actions.open_choosing(choosing=choosing, by=runs)
    for state in (CycleState.BUNDLING, CycleState.THEME_GROUPS):
        with pytest.raises(RefusedError):
            cycles.go_to_state(cycle=bundled, by=runs, state=state)
    actions.close_choosing(choosing=choosing, by=runs)
    with pytest.raises(RefusedError):
        cycles.go_to_state(cycle=bundled, by=runs, state=CycleState.BUNDLING)
    assert cycles.go_to_state(cycle=bundled, by=runs, state=CycleState.THEME_GROUPS)


def test_a_coordinator_prepares_it_on_the_page(client, runs, bundled):
    client.force_login(runs, backend=BACKEND)
    client.post(reverse("expertise:choosing_begin", args=[bundled.name]))
    f.MemberFactory.create_batch(6)
    address = reverse("expertise:choosing_prepare", args=[bundled.name])
    page = client.get(address).content.decode()
    assert "Lezen" in page
    # «Telt zelf» and «andere vragen» are answers.
    assert "(niet verplicht)" not in page
    day = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    refused = client.post(address, {"closes_on": day})
    assert refused.status_code == 422
    assert "Minder dan vijf mensen" in refused.content.decode()
    into = {f"rol-{one.address}": RoleGroup.TEACHER for one in RoleGroup if one != RoleGroup.TEACHER}
    assert client.post(address, {"closes_on": day, **into}).status_code == 302
    client.post(reverse("expertise:choosing_open", args=[bundled.name]))
    bundled.choosing.refresh_from_db()
    assert bundled.choosing.is_open


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_outcome_costs_the_same_whatever_its_length(client, django_assert_num_queries, item_count):
    choosing = make_choosing([f"Vraag {number}" for number in range(2 * item_count)])
    for _number in range(6):
        cast(choosing, RoleGroup.TEACHER, "Vraag 1")
    close(choosing)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    client.get(choosing.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(choosing.get_absolute_url())


def test_people_are_counted_once_for_who_prepares(client):
    choosing = make_choosing()
    Choosing.objects.update(state=ChoosingState.PREPARING)
    f.AppointmentFactory.create_batch(2)
    client.force_login(f.NetworkRoleFactory().member, backend=BACKEND)
    address = reverse("expertise:choosing_prepare", args=[choosing.cycle.name])
    first = client.get(address)
    f.MemberFactory()
    with CaptureQueriesContext(connection) as asked:
        again = client.get(address)
    assert dict(again.context["form"].counts) == dict(first.context["form"].counts)
    assert not any("DISTINCT ON" in query["sql"] for query in asked)
    assert "De mensen zijn geteld op" in again.content.decode()


def test_preparing_what_was_not_begun_leads_to_where_it_is_begun(client, runs):
    cycle = cycles.start_cycle(school_year=2031, by=runs)
    address = reverse("expertise:choosing_prepare", args=[cycle.name])
    client.force_login(runs, backend=BACKEND)
    assert client.get(address)["Location"] == reverse("expertise:choosing", args=[cycle.name])
    client.force_login(f.MemberFactory(), backend=BACKEND)
    assert client.get(address).status_code == 403
