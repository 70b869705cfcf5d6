"""What happens when time passes: in school days, once, whoever runs it and however often."""

from __future__ import annotations

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from expertise.asking.actions import endings as help_endings
from expertise.asking.actions import requests as help_requests
from expertise.asking.enums import FollowUpAfter, HelpAudience, HelpOutcome
from expertise.asking.models import HelpFollowUp, HelpRequest
from expertise.asking.timers import plan_help
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.planner import plan_one
from knowledge_network.school_year.counting import after_school_days, school_days_between
from knowledge_network.school_year.models import SchoolHoliday
from tests import factories as f

pytestmark = pytest.mark.clock

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = dt.datetime(2026, 9, 7, 12, tzinfo=AMSTERDAM)
DAY = dt.timedelta(days=1)


class Calendar:
    def is_school_day(self, day):
        return day.weekday() < 5 and not dt.date(2026, 10, 10) <= day <= dt.date(2026, 10, 18)


def test_five_school_days_skip_weekends_and_holidays():
    assert after_school_days(dt.date(2026, 9, 7), 5, Calendar()) == dt.date(2026, 9, 14)
    assert after_school_days(dt.date(2026, 10, 8), 5, Calendar()) == dt.date(2026, 10, 22)
    assert school_days_between(dt.date(2026, 10, 8), dt.date(2026, 10, 22), Calendar()) == 5
    assert school_days_between(dt.date(2026, 10, 22), dt.date(2026, 10, 8), Calendar()) == 0


def asked(experts=6, at=MONDAY):
    topic = f.TopicFactory()
    for _n in range(experts):
        f.ExpertiseClaimFactory(member=f.MemberFactory(), topic=topic)
    asker = f.MemberFactory()
    return help_requests.ask(by=asker, audience=HelpAudience.NETWORK, topics=[topic], title="Hoe?", at=at)


@pytest.mark.django_db
def test_after_five_school_days_the_next_is_asked_and_not_a_day_sooner():
    help_request = asked()
    plan_help(MONDAY + 7 * DAY)
    assert help_request.matches.filter(state="asked").count() == 5
    plan_help(MONDAY + 8 * DAY)
    assert help_request.matches.filter(state="expired").count() == 5
    assert help_request.matches.filter(state="asked").count() == 1


@pytest.mark.django_db
def test_a_holiday_stops_the_clock():
    SchoolHoliday.objects.create(
        school_year="2026-2027",
        region="north",
        name="Herfst",
        start=dt.date(2026, 9, 8),
        end=dt.date(2026, 9, 20),
    )
    help_request = asked()
    plan_help(MONDAY + 14 * DAY)
    assert help_request.matches.filter(state="asked").count() == 5


@pytest.mark.django_db
def test_after_ten_school_days_the_officer_of_that_scope_is_told_once():
    officer = f.NetworkRoleFactory(role="liaison_officer").member
    other = f.NetworkRoleFactory(role="liaison_officer", scope_board=f.BoardFactory()).member
    help_request = asked(experts=0)
    plan_help(MONDAY + 14 * DAY)
    assert not Notice.objects.filter(kind="expertise.help_escalated").exists()
    for _again in range(3):
        plan_help(MONDAY + 15 * DAY)
    help_request.refresh_from_db()
    assert help_request.escalated_at is not None
    assert list(Notice.objects.filter(kind="expertise.help_escalated").values_list("member", flat=True)) == [officer.pk]
    assert other.pk != officer.pk


@pytest.mark.django_db
def test_a_clock_that_is_set_back_undoes_nothing():
    help_request = asked(experts=0)
    plan_help(MONDAY + 15 * DAY)
    plan_help(MONDAY + DAY)
    plan_help(MONDAY + 16 * DAY)
    help_request.refresh_from_db()
    assert help_request.escalated_at == MONDAY + 15 * DAY


@pytest.mark.django_db
def test_what_came_of_it_is_asked_once_after_six_weeks_and_after_six_months():
    help_request = asked(experts=0)
    help_endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES, at=MONDAY)
    plan_help(MONDAY + 41 * DAY)
    assert not HelpFollowUp.objects.exists()
    for days in (43, 44, 190):
        plan_help(MONDAY + days * DAY)
    assert sorted(HelpFollowUp.objects.values_list("after", flat=True)) == [
        FollowUpAfter.SIX_MONTHS,
        FollowUpAfter.SIX_WEEKS,
    ]
    assert Notice.objects.filter(kind="expertise.help_follow_up", member=help_request.asker).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_runs_side_by_side_do_it_once():
    help_request = asked(experts=7)
    now = MONDAY + 8 * DAY

    def run():
        try:
            plan_one("help", plan_help, now)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    help_request = HelpRequest.objects.get(pk=help_request.pk)
    assert help_request.matches.filter(state="expired").count() == 5
    assert help_request.matches.filter(state="asked").count() == 2
