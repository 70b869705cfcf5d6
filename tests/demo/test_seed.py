"""The demo network has the sizes and the stories that the pages and the tour count on."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test import Client

from expertise.claims.enums import EndorsementBasis
from expertise.claims.models import Endorsement, Evidence
from expertise.claims.suggestions import list_suggestions
from expertise.finding.models import SavedSearch
from expertise.gaps.enums import GapStatus
from expertise.gaps.models import GapAction
from expertise.gaps.queries.gaps import count_coverage, topic_facts
from expertise.products.models import KnowledgeProduct, ProductVersion
from knowledge_network.dashboards.queries import find_my_groups
from knowledge_network.dashboards.sheets.source import read_source
from knowledge_network.demo.management.commands.seed_demo import Command
from knowledge_network.demo.seed.lesson_study_fractions import FRACTIONS
from knowledge_network.demo.seed.lesson_study_reading import READING
from knowledge_network.demo.seed.lesson_study_texts import PLAY, ROBOTS
from knowledge_network.demo.seed.meeting_texts import TITLES
from knowledge_network.demo.seed.members_organisations import BOARDS
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seed.plg_meetings import NETWORK_MEETINGS, SERIES_OF
from knowledge_network.demo.seed.roster import LOGINS, PASSWORD, SIZES
from knowledge_network.figures import exact, measures
from knowledge_network.figures.models import PublishedFigure
from knowledge_network.figures.periods import Period, list_periods
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.imports.models import ImportRow
from knowledge_network.members.organisations.models import Board, Site
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member, NetworkRole
from knowledge_network.notifications.events.models import Notice, NoticePreference
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm
from knowledge_network.school_year.calendar import dormancy_threshold, home_region, school_calendar
from knowledge_network.school_year.models import ClosedDay
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.tasks import rebuild
from knowledge_network.topics.models import Topic
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import Observation, ResearchLesson
from lesson_study.cycles.enums import CoverState, CycleState, DayKind, Phase, TeamRole
from lesson_study.cycles.models import CoverRequest, CycleDay, LessonStudyCycle
from lesson_study.cycles.phases import find_missing
from lesson_study.discussion.models import Discussion, Revision
from plg.groups.models import Group
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation, MeetingSeries
from plg.meetings.queries import with_dormancy
from plg.records.enums import AttendanceStatus
from plg.records.models import ActionItem, Attendance, Certificate, Minutes, ReturnToSchool
from plg.space.models import Conversation
from scripts.page_texts import STARTS
from tests.figures import reference, reference_exact
from tests.figures.knowledge import what_everybody_knows
from tests.quality.crawl import BACKEND, walk

# On a Sunday in the autumn term, far from the machine's own date.
REFERENCE = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo_network(django_db_setup, django_db_blocker):
    """The whole demo network, once for this module; removed afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        _begin_keys_elsewhere()
        call_command(Command(), reference_date=REFERENCE, stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def _begin_keys_elsewhere() -> None:
    """In each table at another number, so that nothing here holds by the keys of a fresh database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename")
        for number, (name,) in enumerate(cursor.fetchall()):
            again = connection.ops.quote_name(name)
            cursor.execute(f"ALTER SEQUENCE {again} RESTART WITH {1000 + 7 * (number * 37 % 101)}")


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
    assert not AskMeAbout.objects.filter(tag__name=SCARCE_TOPIC).exists()
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


def test_the_twelve_groups_are_in_their_states_and_one_sleeps():
    assert Counter(Group.objects.values_list("kind", "state")) == {
        ("plg", "active"): 5,
        ("project", "active"): 2,
        ("project", "maintained"): 1,
        ("project", "application"): 1,
        ("expert", "active"): 3,
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


def test_what_lesson_studies_told_in_the_past_was_read():
    told = Notice.objects.filter(kind__startswith="lesson_study")
    lately = dt.datetime.combine(REFERENCE, dt.time(), dt.UTC) - dt.timedelta(days=2)
    assert told.filter(created_at__lt=lately).exists()
    assert not told.unread().filter(created_at__lt=lately).exists()
    assert not told.filter(mailed_at__isnull=True).exists()
    assert set(told.unread().values_list("kind", flat=True)) >= {"lesson_study.cover_asked"}
    assert not told.filter(created_at__gte=dt.datetime.combine(REFERENCE, dt.time(8), dt.UTC)).exists()


# Lesson Study -----------------------------------------------------------------------------------


def _study(title: str) -> LessonStudyCycle:
    return LessonStudyCycle.objects.get(title=title)


def _of_row_3(lesson: ResearchLesson) -> Counter[str]:
    notes = Observation.objects.filter(lesson=lesson, row__position=2)
    return Counter(notes.values_list("match", flat=True))


def test_the_four_lesson_studies_stand_where_they_should():
    assert {
        (cycle.title, cycle.group.name, cycle.phase, cycle.state)
        for cycle in LessonStudyCycle.objects.select_related("group")
    } == {
        (FRACTIONS.title, "Rekenen met inzicht", Phase.REFLECTION, CycleState.FINISHED),
        (READING.title, "Lezen om te weten", Phase.DISCUSSION, CycleState.RUNNING),
        (PLAY.title, "Het jonge kind: spel als motor", Phase.DESIGN, CycleState.RUNNING),
        (ROBOTS.title, "Digitale geletterdheid in de praktijk", Phase.STUDY, CycleState.STOPPED),
    }
    stopped = _study(ROBOTS.title)
    assert (stopped.state_reason, stopped.learned_from_stopping) == (
        ROBOTS.stopped_because,
        ROBOTS.learned_from_stopping,
    )


def test_who_is_in_the_teams_hangs_on_no_key():
    """The same people as in a database whose keys begin at 1."""
    expected = {
        FRACTIONS.title: {"annelot.holtkolk", "expert", "leraar", "verbinding", "xandra.teboekemeule"},
        READING.title: {"aspirant", "expert", "leraar", "olaf.eschdaal", "schoolopleider"},
        PLAY.title: {"odette.wolfhof", "vera.vanberkenstroom", "wessel.terkampesch", "wietske.terbrookbelt"},
        ROBOTS.title: {"guusje.lindeveen", "henrike.eschkolk", "instituut", "koen.eikenstroom"},
    }
    for title, people in expected.items():
        team = _study(title).team.values_list("member__email", flat=True)
        assert {address.removesuffix("@demo.example") for address in team} == people


def test_their_days_are_school_days_and_meetings_of_the_team():
    days = list(CycleDay.objects.select_related("meeting"))
    calendar = school_calendar(home_region(), first=min(day.day for day in days), last=max(day.day for day in days))
    assert Counter(day.cycle.title for day in days) == {FRACTIONS.title: 8, READING.title: 8, PLAY.title: 8}
    assert [day.day for day in days if not calendar.is_school_day(day.day) or day.meeting is None] == []
    over = [day.meeting for day in days if day.meeting is not None and day.day < REFERENCE]
    assert {meeting.status for meeting in over} == {"held"}
    team = {cycle.pk: cycle.team.present().count() for cycle in LessonStudyCycle.objects.all()}
    assert all(day.meeting is not None and day.meeting.invitations.count() == team[day.cycle_id] for day in days)


def test_the_finished_study_has_four_teachers_of_three_boards_and_an_expert_from_outside():
    cycle = _study(FRACTIONS.title)
    team = list(cycle.team.present().select_related("member"))
    teachers = [row.member for row in team if TeamRole.FACILITATOR not in row.team_roles]
    boards = {person.primary_appointment.organisation.governing_board_id for person in teachers}
    assert (len(team), len(teachers), len(boards)) == (5, 4, 3)
    expert = cycle.knowledgeable_others.standing().get()
    assert (expert.member.email, expert.answer, bool(expert.feedback)) == ("instituut@demo.example", "yes", True)
    year = REFERENCE.year - 1
    assert all(dt.date(year, 8, 1) <= day.day <= dt.date(year + 1, 7, 31) for day in cycle.days.all())
    assert cycle.finished_at.date() < dt.date(year + 1, 8, 1)


def test_in_row_3_three_of_nine_were_as_expected_and_after_the_changes_seven():
    first, second = ResearchLesson.objects.filter(cycle__title=FRACTIONS.title).order_by("number")
    assert [sum(_of_row_3(lesson).values()) for lesson in (first, second)] == [9, 9]
    assert [_of_row_3(lesson)[Match.EXPECTED] for lesson in (first, second)] == [3, 7]
    assert (first.plan.version, second.plan.version) == (1, 2)
    assert first.plan.fixed_at < first.started_at < second.plan.fixed_at < second.started_at
    assert first.teacher != second.teacher
    assert first.interviews.count() == 3


def test_changes_and_insights_rest_on_what_was_seen():
    cycle = _study(FRACTIONS.title)
    changes = list(Revision.objects.filter(discussion__lesson__cycle=cycle))
    assert [(change.applied_at is not None, change.evidence.exists()) for change in changes] == [(True, True)] * 3
    linked = {insight.level: insight.evidence.count() for insight in cycle.insights.all()}
    assert linked == {"pupil": 1, "teacher": 2, "school": 0}
    assert find_missing(cycle, Phase.REFLECTION) == []


def test_its_report_is_published_and_it_was_told_at_a_plenary_meeting():
    cycle = _study(FRACTIONS.title)
    assert (cycle.product.status, cycle.product.kind) == ("published", "lesson_study_report")
    assert cycle.product.versions.count() == 1
    assert cycle.share_events.filter(form="plenary").get().day in {
        meeting.starts_at.date() for meeting in Meeting.objects.filter(kind="plenary")
    }
    assert cycle.shared_at is not None


def test_the_running_study_has_talked_and_has_still_to_choose_what_changes():
    cycle = _study(READING.title)
    discussion = Discussion.objects.get(lesson__cycle=cycle)
    assert discussion.is_finished
    assert not discussion.revisions.exists()
    assert len(find_missing(cycle, Phase.DISCUSSION)) == 1
    roles = dict(cycle.team.values_list("member__email", "team_roles"))
    assert roles["schoolopleider@demo.example"] == ["facilitator"]
    assert {"leraar@demo.example", "aspirant@demo.example"} < set(roles)
    lesson = cycle.days.get(kind=DayKind.LESSON)
    assert dt.timedelta() < REFERENCE - lesson.day <= dt.timedelta(days=5)
    assert cycle.days.get(kind=DayKind.RETEACH).day > REFERENCE


def test_the_school_leader_of_the_tour_has_a_request_for_cover():
    leader = Member.objects.get(email="schoolleider@demo.example")
    request = CoverRequest.objects.get(organisation=leader.primary_appointment.organisation)
    assert (request.state, request.day.cycle.title) == (CoverState.ASKED, PLAY.title)
    assert request.day.day > REFERENCE


# What a school board would look at -----------------------------------------------------------------


def test_evidence_and_recognitions_rest_on_what_happened_in_the_network():
    evidence = list(Evidence.objects.all())
    linked = [row for row in evidence if row.product_id or row.meeting_id or row.group_id or row.elsewhere]
    assert len(linked) >= 90
    assert sum(row.product_id is not None for row in linked) >= 25
    assert sum(row.meeting_id is not None for row in linked) >= 40
    assert len({row.title for row in evidence}) >= 150
    basis = Counter(Endorsement.objects.values_list("basis", flat=True))
    assert set(basis) == set(EndorsementBasis)
    assert min(basis.values()) >= 8
    assert sum(basis.values()) >= 170


def test_colleagues_recognise_each_other_in_words_of_their_own_and_from_what_both_know():
    rows = list(Endorsement.objects.select_related("product", "help_request"))
    assert len({row.text for row in rows}) >= 150
    there = {
        (meeting, member)
        for meeting, member in MeetingInvitation.objects.filter(
            attendance__status__in=AttendanceStatus.WERE_THERE
        ).values_list("meeting_id", "member_id")
    }
    at_meetings = [row for row in rows if row.meeting_id]
    assert all({(row.meeting_id, row.by_id), (row.meeting_id, row.about_id)} <= there for row in at_meetings)
    assert all(row.product.contact_person_id == row.about_id for row in rows if row.product is not None)
    assert all(row.help_request.asker_id == row.by_id for row in rows if row.help_request is not None)


def test_every_product_is_a_document_and_four_in_six_people_have_a_drawn_portrait():
    files = Counter(version.file_name.rpartition(".")[2] for version in ProductVersion.objects.all())
    assert set(files) == {"pdf"}
    assert not KnowledgeProduct.objects.filter(versions__isnull=True).exists()
    assert 90 <= Member.objects.exclude(photo="").count() <= 130


def test_every_group_has_talked_for_some_time_and_most_of_it_was_read():
    counts = Counter(Conversation.objects.values_list("group__name", flat=True))
    assert set(counts) == set(Group.objects.values_list("name", flat=True))
    assert max(Conversation.objects.values_list("post_count", flat=True)) >= 6
    teacher = Member.objects.get(email="leraar@demo.example")
    assert sum(row.unread for row in find_my_groups(teacher)) <= 8


def test_meetings_say_what_they_are_about_and_leading_them_is_suggested_by_number():
    assert Meeting.objects.filter(topic_items__isnull=False).distinct().count() >= 75
    lead = Member.objects.get(email="schoolopleider@demo.example")
    led = [one.why for one in list_suggestions(lead)]
    topics = Topic.objects.filter(meeting_items__content_object__group__memberships__member=lead).distinct()
    assert topics.exists()
    assert all(why for why in led)


def test_somebody_has_two_meetings_at_one_time_and_one_leader_too_few_hours():
    coming = MeetingInvitation.objects.standing().filter(
        member__isnull=False, meeting__starts_at__date__gt=REFERENCE, meeting__status__in=MeetingStatus.TAKES_PLACE
    )
    times: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    for row in coming.select_related("meeting"):
        times[row.member_id].append((row.meeting.starts_at, row.meeting.ends_at))
    overlap = {who for who, rows in times.items() for a, b in combinations(rows, 2) if a[0] < b[1] and b[0] < a[1]}
    assert Member.objects.get(email="leraar@demo.example").pk in overlap
    hours = NetworkRole.objects.filter(role="programme_leader").values_list("fte", flat=True)
    assert sorted(map(str, hours)) == ["0.15", "0.20"]


def test_people_keep_searches_have_choices_and_schools_have_study_days():
    assert SavedSearch.objects.filter(tells=True).exists()
    assert MailRhythm.objects.count() >= 4
    assert NoticePreference.objects.count() >= 4
    kinds = set(ClosedDay.objects.values_list("organisation__kind", flat=True))
    assert kinds == {"site", "board"}
    assert not ClosedDay.objects.filter(start__lt=REFERENCE).exists()


def test_who_starts_the_demo_a_week_later_still_finds_meetings_to_come():
    later = dt.datetime.combine(REFERENCE + dt.timedelta(days=7), dt.time(12), dt.UTC)
    groups = Group.objects.filter(meetings__in=Meeting.objects.of_whole_groups().upcoming(later)).distinct()
    assert groups.count() >= 8
    for login in ("leraar", "expert", "aspirant", "schoolopleider"):
        mine = MeetingInvitation.objects.standing().filter(member__email=f"{login}@demo.example")
        assert mine.filter(meeting__in=Meeting.objects.upcoming(later)).count() >= 2, login


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
    first_pages = islice(walk(client, list(STARTS)), 90)
    broken = [f"{page.status} {page.address}" for page in first_pages if page.status >= 500]
    assert broken == []


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
        assert exact.on_schedule(period, period.until) == exact.OnSchedule(*reference_exact.on_schedule(period))
        money = exact.read_money(period.year, until=period.until)
        told = {row.funding: (row.planned, row.promised, row.spent) for row in money}
        assert told == reference_exact.money(period.year, period.until)
        rows = exact.records_of_groups(period)
        assert (sum(row.is_complete for row in rows), len(rows)) == reference_exact.records(period)
        studies = reference_exact.studies(period)
        counted = {(study.unit, study.pk, study.is_completed) for study in exact.find_studies(period)}
        assert counted == {(unit, pk, done) for unit, rows in studies.items() for pk, done in rows}
        for school in Site.objects.filter(appointments__isnull=False).distinct():
            source = read_source(school, period.year, period.until)
            assert {stay.group for stay in source.groups(period)} == reference_exact.groups(school.pk, period.until)
            found = {stay.pk for stay in source.counted_studies(period)}
            assert found == {pk for pk, _done in studies.get(school.pk, ())}
            assert source.completed(period) == sum(done for _pk, done in studies.get(school.pk, ()))
            assert source.shared(period) == len(reference_exact.products(school.pk, period))
    coverage = count_coverage(topic_facts())
    assert (coverage.covered, coverage.strategic) == reference_exact.covered(REFERENCE)
    spread = exact.spread_by_group()
    assert (sum(row.is_spread for row in spread), len(spread)) == reference_exact.spread(REFERENCE)


def test_the_figures_that_the_demo_published_betray_nobody():
    """Both months together with who works where: no count of a cell has fewer than five numbers that it can be."""
    assert what_everybody_knows([dt.date(2026, 9, 30), dt.date(2026, 10, 31)]).leaks() == []
    bands = PublishedFigure.objects.filter(until=dt.date(2026, 10, 31), unit__kind="site", code="H1.quarters")
    assert bands.count() >= 2
