"""Team, days as meetings of the team, and cover."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.enums import HolidayRegion
from knowledge_network.members.people.enums import Function
from knowledge_network.notifications.events.models import Notice
from knowledge_network.school_year.models import SchoolHoliday
from lesson_study.cycles import links, notices
from lesson_study.cycles.actions import cover, days, team
from lesson_study.cycles.actions.cycles import reopen_cycle
from lesson_study.cycles.actions.ending import stop_for_good
from lesson_study.cycles.enums import CoverState, DayKind, Phase, TeamRole
from lesson_study.cycles.models import CoverRequest, LessonStudyCycle
from lesson_study.cycles.scheduling import Wishes, propose_days
from plg.groups.actions.membership import end_membership, find_membership
from plg.meetings.models import Meeting
from tests import factories as f
from tests.lesson_study.building import join_team, make_cycle, team_member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def facilitator(cycle):
    return team_member(cycle, TeamRole.FACILITATOR)


def told(member, kind):
    return Notice.objects.filter(member=member, kind=f"lesson_study.{kind}").count()


def inside(cycle, **fields):
    member = f.MemberFactory(**fields)
    f.GroupMembershipFactory(group=cycle.group, member=member)
    return member


def settled(cycle, by):
    today = timezone.localdate()
    wishes = Wishes(today + 7 * DAY)
    calendar = days.build_calendar_around(cycle, [wishes.first], today)
    days.store_proposal(cycle=cycle, by=by, days=propose_days(wishes, calendar, today))
    days.settle_days(cycle=cycle, by=by)
    return cycle.days.get(kind=DayKind.LESSON)


# The team ---------------------------------------------------------------------------------------


def test_joining_is_ones_own_choice(cycle, facilitator, client):
    member = inside(cycle)
    team.ask_for_team(cycle=cycle, by=facilitator, member=member, roles=[TeamRole.OBSERVER])
    assert not member.has_perm("lesson_study.read_work", LessonStudyCycle.objects.get())
    assert told(member, "team_asked") == 1
    client.force_login(member)
    client.post(reverse("lesson_study:team_answer", args=[cycle.public_id]), {"answer": "yes"})
    assert member.has_perm("lesson_study.read_work", LessonStudyCycle.objects.get())
    assert told(facilitator, "team_answered") == 1


def test_who_says_no_is_not_in_it_and_may_be_asked_again(cycle, facilitator):
    member = inside(cycle)
    for _round in range(2):
        team.ask_for_team(cycle=cycle, by=facilitator, member=member)
        team.answer_team(cycle=cycle, member=member, takes_part=False)
    assert not cycle.team.standing().filter(member=member).exists()


def test_a_team_has_six_people_of_the_group_at_most(cycle, facilitator):
    with pytest.raises(RefusedError):
        team.ask_for_team(cycle=cycle, by=facilitator, member=f.MemberFactory())
    for _number in range(3):
        team.ask_for_team(cycle=cycle, by=facilitator, member=inside(cycle))
    with pytest.raises(RefusedError):
        team.ask_for_team(cycle=cycle, by=facilitator, member=inside(cycle))


def test_who_teaches_does_not_lead_the_discussion_alone(cycle, facilitator):
    both = [TeamRole.FACILITATOR, TeamRole.TEACHER]
    with pytest.raises(RefusedError):
        team.set_roles(cycle=cycle, by=facilitator, member=facilitator, roles=both)
    observer = team_member(cycle, TeamRole.OBSERVER)
    team.set_roles(cycle=cycle, by=facilitator, member=observer, roles=[TeamRole.FACILITATOR])
    team.set_roles(cycle=cycle, by=facilitator, member=facilitator, roles=both)


def test_roles_that_a_colleague_gave_meanwhile_are_not_given_over(cycle, facilitator, client):
    observer = team_member(cycle, TeamRole.OBSERVER)
    team.set_roles(cycle=cycle, by=facilitator, member=observer, roles=[TeamRole.TEACHER])
    client.force_login(facilitator)
    address = reverse("lesson_study:team_change", args=[cycle.public_id, observer.public_id])
    seen = {"initial-roles": TeamRole.OBSERVER, "roles": TeamRole.NOTE_TAKER}
    assert "net hetzelfde" in client.post(address, seen, follow=True).content.decode()
    row = cycle.team.get(member=observer)
    assert row.team_roles == [TeamRole.TEACHER]
    client.post(address, seen | {"initial-roles": TeamRole.TEACHER})
    row.refresh_from_db()
    assert row.team_roles == [TeamRole.NOTE_TAKER]


def test_other_agreements_are_agreed_with_again(cycle, facilitator):
    team.write_charter(cycle=cycle, by=facilitator, text="Andere afspraken.")
    assert not cycle.team.filter(charter_accepted_at__isnull=False).exists()
    team.accept_charter(cycle=cycle, member=facilitator)
    assert cycle.team.filter(charter_accepted_at__isnull=False).count() == 1


def test_who_leaves_the_group_is_out_of_team_meetings_and_cover(cycle, facilitator):
    lesson = settled(cycle, facilitator)
    teacher = team_member(cycle, TeamRole.TEACHER)
    cover.ask_cover(day=lesson, by=facilitator, members=[teacher])
    end_membership(membership=find_membership(cycle.group, teacher), by=teacher)
    assert not cycle.team.present().filter(member=teacher).exists()
    assert CoverRequest.objects.get().state == CoverState.WITHDRAWN
    assert not Meeting.objects.visible_to(teacher).exists()
    (notice,) = Notice.objects.filter(member=facilitator, kind="lesson_study.team_left")
    assert "lesgever" in str(notices.TEAM_LEFT.text(notice.params))


# Days -------------------------------------------------------------------------------------------


def test_settled_days_are_meetings_of_the_team_only(cycle, facilitator):
    other = inside(cycle)
    settled(cycle, facilitator)
    meetings = Meeting.objects.filter(lesson_study_day__cycle=cycle)
    assert meetings.count() == 8
    assert {meeting.invitations.count() for meeting in meetings} == {3}
    assert not Meeting.objects.visible_to(other).exists()
    newcomer = join_team(cycle, TeamRole.OBSERVER)
    team.sync_meetings(cycle=cycle)
    assert Meeting.objects.visible_to(newcomer).count() == 8
    team.leave_team(cycle=cycle, member=newcomer, by=newcomer)
    assert not Meeting.objects.visible_to(newcomer).exists()


def test_days_that_break_a_rule_are_not_settled(cycle, facilitator):
    day = timezone.localdate() + 40 * DAY
    days.add_day(
        cycle=cycle,
        by=facilitator,
        kind=DayKind.LESSON,
        day=day,
        start_time=dt.time(9),
        end_time=dt.time(10),
    )
    with pytest.raises(RefusedError):
        days.settle_days(cycle=cycle, by=facilitator)
    assert not Meeting.objects.exists()


def test_a_day_that_moves_takes_meeting_and_discussion_along_and_its_cover_back(cycle, facilitator):
    lesson = settled(cycle, facilitator)
    teacher = team_member(cycle, TeamRole.TEACHER)
    (request,) = cover.ask_cover(day=lesson, by=facilitator, members=[teacher])
    to = lesson.day + DAY
    days.move_day(day=lesson, by=facilitator, to=to)
    request.refresh_from_db()
    assert request.state == CoverState.WITHDRAWN
    discussion = cycle.days.get(kind=DayKind.DISCUSSION)
    assert discussion.day == to
    for day in (lesson, discussion):
        assert timezone.localdate(Meeting.objects.get(lesson_study_day=day).starts_at) == to


# Cover ------------------------------------------------------------------------------------------


@pytest.fixture
def school(cycle):
    """The teacher of the cycle works at a school that somebody leads."""
    site = f.SiteFactory()
    leader = f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)
    teacher = inside(cycle, site=site)
    join_team(cycle, TeamRole.TEACHER, member=teacher)
    return site, leader, teacher


def test_cover_goes_to_who_leads_the_school_else_to_the_coordinator(cycle, facilitator, school):
    site, leader, teacher = school
    coordinator = f.NetworkRoleFactory().member
    lesson = settled(cycle, facilitator)
    alone = team_member(cycle, TeamRole.OBSERVER)
    made = cover.ask_cover(day=lesson, by=facilitator, members=[teacher, alone])
    cover.ask_cover(day=lesson, by=facilitator, members=[teacher, alone])
    assert CoverRequest.objects.count() == 2
    assert made[0].organisation_id == site.pk
    assert (told(leader, "cover_asked"), told(coordinator, "cover_asked")) == (1, 1)
    assert list(CoverRequest.objects.to_answer_by(leader)) == [made[0]]


def test_a_leader_answers_from_the_mail_and_a_look_changes_nothing(cycle, facilitator, school, client):
    _site, leader, teacher = school
    (request,) = cover.ask_cover(day=settled(cycle, facilitator), by=facilitator, members=[teacher])
    address = reverse("lesson_study:cover_from_mail", args=[links.cover_token(request, leader)])
    page = client.get(address)
    assert teacher.get_full_name() in page.text
    assert cycle.title not in page.text
    request.refresh_from_db()
    assert request.state == CoverState.ASKED
    assert client.post(address, {"state": "refused"}).status_code == 422
    client.post(address, {"state": "approved"})
    request.refresh_from_db()
    assert (request.state, request.answered_by) == (CoverState.APPROVED, leader)
    assert told(teacher, "cover_answered") == told(facilitator, "cover_answered") == 1


def test_another_day_is_taken_over_with_one_press(cycle, facilitator, school, client):
    _site, leader, teacher = school
    lesson = settled(cycle, facilitator)
    (request,) = cover.ask_cover(day=lesson, by=facilitator, members=[teacher])
    to = lesson.day + DAY
    cover.answer_cover(request=request, by=leader, state=CoverState.OTHER_DAY, proposed_day=to)
    client.force_login(facilitator)
    client.post(reverse("lesson_study:cover_step", args=[cycle.public_id, request.public_id]), {"what": "take"})
    request.refresh_from_db()
    lesson.refresh_from_db()
    assert (lesson.day, request.state) == (to, CoverState.APPROVED)
    assert timezone.localdate(lesson.meeting.starts_at) == to


def test_a_leader_sees_nothing_else_of_the_cycle(cycle, facilitator, school, client):
    _site, leader, teacher = school
    cover.ask_cover(day=settled(cycle, facilitator), by=facilitator, members=[teacher])
    client.force_login(leader)
    desk = client.get(reverse("lesson_study:cover_desk"))
    assert teacher.get_full_name() in desk.text
    assert cycle.title not in desk.text
    assert client.get(cycle.get_absolute_url()).status_code == 404


def test_many_are_arranged_at_once_and_only_ones_own(cycle, facilitator, school, client):
    _site, leader, teacher = school
    lesson = settled(cycle, facilitator)
    rows = cover.ask_cover(day=lesson, by=facilitator, members=[teacher, facilitator])
    client.force_login(leader)
    client.post(reverse("lesson_study:cover_approve"), {"request": [row.public_id for row in rows]})
    assert [row.state for row in CoverRequest.objects.order_by("pk")] == [CoverState.APPROVED, CoverState.ASKED]


@pytest.mark.parametrize(("chosen", "said"), [([], "Vink eerst aan"), (["weg"], "wachten niet meer op jou")])
def test_who_arranges_nothing_is_told_so(school, client, chosen, said):
    _site, leader, _teacher = school
    client.force_login(leader)
    page = client.post(reverse("lesson_study:cover_approve"), {"request": chosen}, follow=True).text
    assert said in page
    assert "Geregeld voor" not in page


# What a user met --------------------------------------------------------------------------------


def test_stopping_takes_coming_days_out_of_calendars_and_takes_cover_back(cycle, facilitator, client):
    lesson = settled(cycle, facilitator)
    teacher = team_member(cycle, TeamRole.TEACHER)
    cover.ask_cover(day=lesson, by=facilitator, members=[teacher])
    stop_for_good(cycle=cycle, by=facilitator, reason="Geen tijd", learned="Begin kleiner.")
    assert cycle.is_stopped
    assert Meeting.objects.filter(group=cycle.group).exists()
    assert all(meeting.is_cancelled for meeting in Meeting.objects.filter(group=cycle.group))
    assert CoverRequest.objects.get().state == CoverState.WITHDRAWN
    assert not cycle.days.filter(meeting__isnull=False).exists()
    client.force_login(facilitator)
    page = client.get(cycle.get_absolute_url())
    assert page.context["overview"].days == []
    shown = page.content.decode()
    assert "Niet gedaan" in shown
    assert "Straks" not in shown
    assert "Hier zijn jullie nu" not in shown
    reopen_cycle(cycle=cycle, by=facilitator, reason="Toch tijd")
    assert days.settle_days(cycle=cycle, by=facilitator) == cycle.days.count()


@pytest.mark.parametrize("proposed", ["weekend", "holiday"])
def test_a_leader_proposes_no_day_on_which_no_lesson_is_taught(cycle, facilitator, proposed):
    lesson = settled(cycle, facilitator)
    request = cover.ask_cover(day=lesson, by=facilitator, members=[team_member(cycle, TeamRole.TEACHER)])[0]
    day = lesson.day + (5 - lesson.day.weekday()) % 7 * DAY if proposed == "weekend" else lesson.day + DAY
    if proposed == "holiday":
        SchoolHoliday.objects.create(school_year="x", name="Vrije dag", region=HolidayRegion.NORTH, start=day, end=day)
    with pytest.raises(RefusedError):
        cover.answer_cover(request=request, by=facilitator, state=CoverState.OTHER_DAY, proposed_day=day)
    request.refresh_from_db()
    assert request.state == CoverState.ASKED


def test_taking_another_day_over_says_whose_requests_are_taken_back(cycle, facilitator, client):
    lesson = settled(cycle, facilitator)
    people = [team_member(cycle, TeamRole.TEACHER), team_member(cycle, TeamRole.OBSERVER)]
    asked = cover.ask_cover(day=lesson, by=facilitator, members=people)
    day = lesson.day + 7 * DAY
    CoverRequest.objects.filter(pk=asked[0].pk).update(state=CoverState.OTHER_DAY, proposed_day=day)
    client.force_login(facilitator)
    address = reverse("lesson_study:cover_step", args=[cycle.public_id, asked[0].public_id])
    page = client.post(address, {"what": "take"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("lesson_study:start_cover", args=[cycle.public_id])
    assert "verzoek van 1 collega voor de oude dag is teruggenomen" in page.content.decode()


def test_taking_another_day_over_says_when_the_days_do_not_fit_together_any_more(cycle, facilitator, client):
    observer = team_member(cycle, TeamRole.OBSERVER)
    settled(cycle, facilitator)
    lesson, second = cycle.days.filter(kind__in=DayKind.LESSONS).order_by("day")
    asked = cover.ask_cover(day=lesson, by=facilitator, members=[observer])[0]
    client.force_login(facilitator)
    take = reverse("lesson_study:cover_step", args=[cycle.public_id, asked.public_id])
    days = reverse("lesson_study:start_days", args=[cycle.public_id])
    for day, fits in ((second.day - DAY, False), (lesson.day, True)):
        CoverRequest.objects.filter(pk=asked.pk).update(state=CoverState.OTHER_DAY, proposed_day=day)
        told = client.post(take, {"what": "take"}, follow=True).content.decode()
        assert "De dag is verplaatst." in told
        assert ("De dagen passen niet meer bij elkaar." in told) is not fits
        shown = client.get(days).content.decode()
        assert "kun je nog niet vastleggen" not in shown
        assert ("Verander er een." in shown) is not fits


def test_who_plans_is_told_when_nobody_filled_in_the_school_holidays(cycle, facilitator, client):
    address = reverse("lesson_study:start_days", args=[cycle.public_id])
    client.force_login(facilitator)
    assert "De schoolvakanties zijn nog niet ingevuld" in client.get(address).content.decode()
    day = dt.date(2027, 2, 22)
    SchoolHoliday.objects.create(school_year="x", name="Voorjaar", region=HolidayRegion.NORTH, start=day, end=day)
    assert "rond de vakanties van jullie scholen" in client.get(address).content.decode()


def test_a_role_of_who_did_not_say_yes_yet_is_not_said_to_be_free(cycle, facilitator, client):
    member = inside(cycle)
    team.ask_for_team(cycle=cycle, by=facilitator, member=member, roles=[TeamRole.TEACHER])
    client.force_login(facilitator)
    cycle.team.exclude(member=member).update(team_roles=[TeamRole.FACILITATOR])
    LessonStudyCycle.objects.update(phase=Phase.START)
    shown = " ".join(client.get(cycle.get_absolute_url()).content.decode().split())
    assert f"Lesgever: {member.get_full_name()} is gevraagd en zei nog geen ja." in shown
    assert "Deze rol heeft nog niemand: lesgever" not in shown
    assert "Deze rol heeft nog niemand: waarnemer" in shown


def test_who_arranges_the_start_stays_in_it_after_agreeing(cycle, facilitator, client):
    address = reverse("lesson_study:charter_accept", args=[cycle.public_id])
    client.force_login(facilitator)
    assert client.post(address)["Location"] == reverse("lesson_study:start_days", args=[cycle.public_id])
    client.force_login(team_member(cycle, TeamRole.TEACHER))
    assert client.post(address)["Location"] == cycle.get_absolute_url()


def test_a_guest_without_an_address_is_asked_for_it_beside_the_field(cycle, facilitator, client):
    client.force_login(facilitator)
    page = client.post(reverse("lesson_study:start_expert", args=[cycle.public_id]), {"guest_name": "Vera"})
    assert list(page.context["form"].errors) == ["guest_email"]
    unknown = client.post(reverse("lesson_study:start_expert", args=[cycle.public_id]), {"name": "Niemand Zo"})
    assert unknown.context["form"].errors["name"] == ["We vinden niemand met de naam «Niemand Zo»."]


@pytest.mark.parametrize("count", [1, 3])
def test_a_leader_sees_on_the_list_and_at_the_start_how_many_requests_wait(cycle, facilitator, client, count):
    lesson = settled(cycle, facilitator)
    school = f.SiteFactory()
    leader = f.MemberFactory(site=school, function=Function.SCHOOL_LEADER)
    for _number in range(count):
        CoverRequest.objects.create(day=lesson, member=inside(cycle), organisation=school)
    assert CoverRequest.objects.waiting_for(leader).count() == count
    client.force_login(leader)
    text = "1 verzoek om vervanging wacht" if count == 1 else "3 verzoeken om vervanging wachten"
    assert text in client.get(reverse("lesson_study:cycle_list")).content.decode()
    start = client.get(reverse("dashboards:start")).content.decode()
    told = "1 verzoek om vervanging voor een Lesson Study wacht op jou." if count == 1 else "3 verzoeken om vervanging"
    assert told in start
    assert reverse("lesson_study:cover_desk") in start
    client.force_login(facilitator)
    assert reverse("lesson_study:cover_desk") not in client.get(reverse("dashboards:start")).content.decode()
    assert "om vervanging wacht" not in client.get(reverse("lesson_study:cycle_list")).content.decode()


def test_a_group_in_which_nobody_is_left_to_ask_says_so(cycle, facilitator, client):
    client.force_login(facilitator)
    address = reverse("lesson_study:start_team", args=[cycle.public_id])
    page = client.get(address).content.decode()
    assert "Iedereen in je groep" in page
    assert cycle.group.get_absolute_url() in page
    inside(cycle)
    assert 'name="member"' in client.get(address).content.decode()
