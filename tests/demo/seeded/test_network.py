"""The demo network as the plan has it: people, groups, meetings and figures, and its pages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import F
from django.test import Client

from expertise.gaps.enums import GapStatus
from expertise.gaps.models import GapAction
from expertise.gaps.queries.gaps import count_coverage, topic_facts
from knowledge_network.dashboards.sheets.school_counts import count_school, read_calendar
from knowledge_network.demo.management.commands.seed_demo import Command
from knowledge_network.demo.seed.meeting_texts import TITLES
from knowledge_network.demo.seed.members_organisations import BOARDS
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seed.plg_meetings import NETWORK_MEETINGS, SERIES_OF
from knowledge_network.demo.seed.roster import LOGINS, PASSWORD, SIZES
from knowledge_network.figures import commitments, exact, measures, records
from knowledge_network.figures.models import PublishedFigure
from knowledge_network.figures.periods import Period, list_periods
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.imports.models import ImportRow
from knowledge_network.members.organisations.models import Board, Site
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.trail.sentences import tell_events
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.calendar import dormancy_threshold, home_region, school_calendar
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.tasks import rebuild
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.meetings.models import Meeting, MeetingInvitation, MeetingSeries
from plg.meetings.queries import with_dormancy
from plg.records.enums import AttendanceStatus
from plg.records.models import ActionItem, Attendance, Certificate, Minutes, ReturnToSchool
from scripts.page_texts import STARTS
from tests.counters import COUNTER
from tests.demo.seeded.conftest import REFERENCE
from tests.figures import reference, reference_exact
from tests.figures.knowledge import what_everybody_knows
from tests.quality.crawl import BACKEND, walk

pytestmark = pytest.mark.usefixtures("demo_network")


def test_the_partners_are_the_eight_boards_with_their_116_sites():
    assert set(Board.objects.values_list("bg_number", "name")) == set(BOARDS.items())
    assert Counter(Site.objects.values_list("governing_board__name", flat=True)) == {
        "Stichting KOE": 17,
        "Stichting OPOA": 9,
        "Dr. Schaepmanstichting": 11,
        "Stichting Consent": 30,
        "Stichting Keender": 19,
        "Stichting Scholengroep Primato": 7,
        "VCO Oost-Nederland": 13,
        "Stichting KOMT": 10,
    }
    assert not ImportRow.objects.filter(outcome="error").exists()


def test_there_are_160_members_with_the_functions_of_the_plan():
    primary = Appointment.objects.filter(is_primary=True)
    assert Member.objects.count() == 160
    assert Counter(primary.values_list("function", flat=True)) == {str(k): v for k, v in SIZES.items()}
    at_schools = Appointment.objects.filter(organisation__kind="site")
    assert at_schools.values("organisation").distinct().count() == 24


def test_every_demo_login_works_and_every_address_is_invented():
    for login in LOGINS:
        member = Member.objects.get(email=login.email)
        assert member.get_full_name() == login.full_name
        assert member.check_password(PASSWORD)
        assert member.has_verified_email
    assert not Member.objects.exclude(email__endswith="@demo.example").exists()


def test_each_network_role_is_held():
    assert Counter(NetworkRole.objects.current().values_list("role", flat=True)) == {
        "programme_leader": 2,
        "network_coordinator": 1,
        "liaison_officer": 5,
        "platform_admin": 1,
        "privacy_contact": 1,
    }


def test_somebody_works_at_a_school_and_at_the_institute():
    kinds = Member.objects.get(email="instituut@demo.example").appointments.values_list("organisation__kind", flat=True)
    assert set(kinds) == {"institute", "site"}


def test_one_topic_is_known_to_nobody_and_one_to_one_board_only():
    assert Topic.objects.get(name=SCARCE_TOPIC).strategic
    asked = Member.objects.filter(ask_me_about__name=SCARCE_TOPIC)
    assert not asked.exclude(availability__paused_until__gte=REFERENCE).exists(), "nobody who may be asked now"
    island = Member.objects.filter(ask_me_about__name=ISLAND_TOPIC)
    boards = {m.primary_appointment.organisation.governing_board.name for m in island}
    assert (island.count(), boards) == (4, {"Stichting Consent"})


def test_one_topic_is_an_island_of_four_and_one_a_white_spot_that_people_look_for():
    now = dt.datetime.combine(REFERENCE, dt.time(12), dt.UTC)
    facts = {row.name: row for row in topic_facts(now=now)}
    island, missing = facts[ISLAND_TOPIC], facts[SCARCE_TOPIC]
    assert (island.status, island.experts, island.boards) == (GapStatus.ISLAND, 4, 1)
    assert list(island.by_board) == [Board.objects.get(name="Stichting Consent").pk]
    assert (missing.status, missing.experts, missing.is_strategic) == (GapStatus.WHITE_SPOT, 0, True)
    assert missing.misses == 7
    done = GapAction.objects.values_list("topic__name", flat=True)
    assert set(done) == {ISLAND_TOPIC, SCARCE_TOPIC}


def test_the_fourteen_groups_are_in_their_states_and_one_sleeps():
    assert Counter(Group.objects.values_list("kind", "state")) == {
        ("plg", "active"): 5,
        ("project", "active"): 2,
        ("project", "maintained"): 1,
        ("project", "application"): 1,
        ("expert", "active"): 3,
        ("theme", "active"): 2,
    }
    groups = with_dormancy(Group.objects.all(), dormancy_threshold(REFERENCE))
    assert [g.name for g in groups if g.is_dormant] == ["Ontwerpateliers"]
    for group in groups:
        assert group.member_count == group.memberships.current().count()


def test_ninety_six_meetings_of_three_school_years_and_one_of_them_in_a_holiday():
    titles = {*TITLES, SERIES_OF, *(title for _kind, _audience, title, *_rest in NETWORK_MEETINGS)}
    planned = Meeting.objects.filter(title__in=titles)
    days = [starts_at.date() for starts_at in planned.values_list("starts_at", flat=True)]
    assert len(days) == 96
    calendar = school_calendar(home_region(), first=min(days), last=max(days))
    assert len([day for day in days if not calendar.is_school_day(day)]) == 1
    assert {day.year - (day.month < 8) for day in days} == {2024, 2025, 2026}


def test_people_were_invited_and_about_78_in_a_hundred_were_there():
    """The days of the teams of Lesson Study are left out: to those everybody comes."""
    invitations = MeetingInvitation.objects.filter(meeting__lesson_study_day__isnull=True).count()
    assert 1700 <= invitations <= 2100
    confirmed = Attendance.objects.filter(
        confirmed_at__isnull=False, invitation__meeting__lesson_study_day__isnull=True
    )
    share = confirmed.filter(status__in=AttendanceStatus.WERE_THERE).count() / confirmed.count()
    assert 0.74 <= share <= 0.82
    assert ReturnToSchool.objects.count() >= 330
    assert set(ReturnToSchool.objects.values_list("audience", flat=True)) >= {"class", "year_groups", "team"}


def test_meetings_left_minutes_that_the_next_one_adopted():
    assert Minutes.objects.filter(status="adopted", adopted_in__isnull=False).count() >= 30
    assert Minutes.objects.filter(status="draft", shared_at__isnull=False).exists()
    assert ActionItem.objects.overdue(REFERENCE).exists()
    assert Meeting.objects.filter(depth__isnull=False).count() >= 25
    assert Certificate.objects.filter(withdrawn_at__isnull=True).exists()
    assert Certificate.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_every_story_of_meetings_is_there():
    statuses = set(Meeting.objects.values_list("status", flat=True))
    assert statuses >= {"draft", "planned", "moved", "cancelled"}
    assert MeetingInvitation.objects.filter(waiting_since__isnull=False).count() >= 2
    assert MeetingInvitation.objects.get(member__isnull=True).guest_email.endswith("@demo.example")
    assert Attendance.objects.get(contest="open").contest_text
    past = Meeting.objects.filter(ends_at__lt=dt.datetime.combine(REFERENCE, dt.time(8), dt.UTC), status="planned")
    assert past.filter(attendance_confirmed_at__isnull=True).count() == 3
    assert MeetingSeries.objects.get().meetings.count() == 5


def test_nobody_is_mailed_about_the_past():
    assert not Delivery.objects.filter(kind__startswith="plg.meeting").exists()
    assert not Delivery.objects.filter(kind__startswith="lesson_study").exists()
    assert not Delivery.objects.filter(params__notice__contains="lesson_study").exists()
    begin = dt.datetime.combine(REFERENCE, dt.time(), ZoneInfo("Europe/Amsterdam"))
    assert not Delivery.objects.filter(state=DeliveryState.PLANNED, due_at__lt=begin).exists()
    assert Delivery.objects.filter(state=DeliveryState.SENT, sent_at__lt=begin).count() > 50


def test_what_lesson_studies_told_in_the_past_was_read():
    told = Notice.objects.filter(kind__startswith="lesson_study")
    lately = dt.datetime.combine(REFERENCE, dt.time(), dt.UTC) - dt.timedelta(days=2)
    assert told.filter(created_at__lt=lately).exists()
    assert not told.unread().filter(created_at__lt=lately).exists()
    assert not told.filter(mailed_at__isnull=True).exists()
    assert set(told.unread().values_list("kind", flat=True)) >= {"lesson_study.cover_asked"}
    assert not told.filter(created_at__gte=dt.datetime.combine(REFERENCE, dt.time(8), dt.UTC)).exists()


def test_three_people_wait_for_an_answer():
    assert SignupRequest.objects.open().count() == 3


def test_every_stored_choice_is_one_that_the_code_knows():
    unknown = {
        f"{model._meta.label}.{field.name}: {value!r}"
        for model in apps.get_models()
        for field, known in _choices(model)
        for stored in model._default_manager.order_by().values_list(field.name, flat=True).distinct()
        for value in (stored if isinstance(stored, list) else [stored])
        if value not in known
    }
    assert unknown == set()


def _choices(model: type[models.Model]) -> Iterator[tuple[models.Field[Any, Any], set[Any]]]:
    """Fields with choices, also as a list of them, and the values that they may hold."""
    for field in model._meta.concrete_fields:
        one = field.base_field if isinstance(field, ArrayField) else field
        if one.choices and not model._meta.proxy:
            yield field, {value for value, _label in one.flatchoices} | ({None, ""} if field.blank else set())


WALKERS = ("", "leraar", "coordinator", "schoolleider", "bestuurder", "programmaleider", "verbinding")


@pytest.mark.parametrize("login", WALKERS)
def test_the_pages_of_the_demo_answer(login):
    client = Client(raise_request_exception=False)
    if login:
        client.force_login(Member.objects.get(email=f"{login}@demo.example"), backend=BACKEND)
    first_pages = list(islice(walk(client, list(STARTS)), 90))
    broken = [f"{page.status} {page.address}" for page in first_pages if page.status >= 500]
    assert broken == []
    counters = {number: page.address for page in first_pages for number in COUNTER.findall(page.text)}
    assert counters == {}


def test_a_network_with_people_in_it_is_left_alone():
    with pytest.raises(CommandError, match="empty"):
        call_command(Command())
    assert Member.objects.count() == 160


def test_the_index_that_the_actions_kept_is_what_a_repair_would_make():
    def entries():
        return set(SearchEntry.objects.values_list("kind", "object_key", "title", "subtitle", "url", "words"))

    kept = entries()
    rebuild()
    assert {kind for kind, *_rest in kept} >= {"group", "member", "topic", "meeting"}
    assert sorted(entries() - kept) == []
    assert sorted(kept - entries()) == []


def test_every_exact_figure_of_the_demo_is_what_a_second_reckoning_gives():
    """Until today, until a month end, and of the year that is over; with the five figures of every school."""
    for period in (Period(2026, REFERENCE), *list_periods(dt.date(2026, 10, 31))[1:]):
        assert measures.take_part_by_place(period) == dict(reference.take_part(period)), period
        assert commitments.on_schedule(period, period.until) == commitments.OnSchedule(
            *reference_exact.on_schedule(period)
        )
        money = commitments.read_money(period.year, until=period.until)
        told = {row.funding: (row.planned, row.promised, row.spent) for row in money}
        assert told == reference_exact.money(period.year, period.until)
        rows = records.records_of_groups(period)
        assert (sum(row.is_complete for row in rows), len(rows)) == reference_exact.records(period)
        studies = reference_exact.studies(period)
        counted = {(study.unit, study.pk, study.is_completed) for study in exact.find_studies(period)}
        assert counted == {(unit, pk, done) for unit, rows in studies.items() for pk, done in rows}
        for school in Site.objects.filter(appointments__isnull=False).distinct():
            counts = count_school(school.pk, [period], period.until).periods[period]
            assert counts.groups == len(reference_exact.groups(school.pk, period.until))
            assert counts.studies == len(studies.get(school.pk, ()))
            assert counts.completed == sum(done for _pk, done in studies.get(school.pk, ()))
            assert counts.shared == len(reference_exact.products(school.pk, period))
            stays = exact.find_groups_on(exact.group_stays(school.pk), period.until)
            assert {stay.group for stay in stays} == reference_exact.groups(school.pk, period.until)
            found = exact.find_studies_in(exact.study_stays(school.pk), period, read_calendar([period]))
            assert {stay.pk for stay in found} == {pk for pk, _done in studies.get(school.pk, ())}
    coverage = count_coverage(topic_facts())
    assert (coverage.covered, coverage.strategic) == reference_exact.covered(REFERENCE)
    spread = records.spread_by_group()
    assert (sum(row.is_spread for row in spread), len(spread)) == reference_exact.spread(REFERENCE)


def test_the_figures_that_the_demo_published_betray_nobody():
    """Both months together with who works where: no count of a cell has fewer than five numbers that it can be."""
    assert what_everybody_knows([dt.date(2026, 9, 30), dt.date(2026, 10, 31)]).leaks() == []
    bands = PublishedFigure.objects.filter(until=dt.date(2026, 10, 31), unit__kind="site", code="H1.quarters")
    assert bands.count() >= 2


def test_no_log_of_somebody_shows_a_number_that_only_the_machine_knows():
    """What the trail keeps by its number alone has a name for who sees it: `register_names`."""
    events = AuditEvent.objects.exclude(object_key="").filter(object_label=F("object_key"), subject__isnull=False)
    assert events, "nothing to look at"
    shown = {
        event.verb
        for event in events.select_related("actor", "subject")
        for line in tell_events([event], reader=event.subject)
        if event.object_key in line.text
    }
    assert shown == set()
