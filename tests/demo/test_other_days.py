"""The demo network of another day than today, which is when its rules would notice that they asked the wrong clock."""

from __future__ import annotations

import datetime as dt
import io
import os

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from knowledge_network.agreements.signing.models import SealKey
from knowledge_network.demo.management.commands.seed_demo import Command
from knowledge_network.demo.seeding import on_the_day
from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.models import LessonStudyCycle
from plg.groups.models import GroupMembership
from tests.factories import GroupMembershipFactory
from tests.quality.crawl import real_day

DAYS = (
    dt.date(2027, 8, 30),  # the first school day
    dt.date(2027, 8, 16),  # in the summer
    dt.date(2028, 2, 29),
    dt.date(2027, 10, 23),  # a Saturday in the autumn holiday
    dt.date(2026, 12, 28),  # between Christmas and the new year
    dt.date(2025, 8, 25),  # over a year ago
    dt.date(2027, 7, 6),  # the last week of school
    dt.date(2028, 5, 5),  # a day on which everybody is free
)
CHOSEN = "DEMO_DAY"


def of_today() -> dt.date:
    """All of them in eight days; the environment variable DEMO_DAY chooses one."""
    return dt.date.fromisoformat(os.environ.get(CHOSEN) or str(DAYS[real_day().toordinal() % len(DAYS)]))


@pytest.mark.drill(name="demo")
@pytest.mark.django_db
def test_the_whole_demo_loads_on_another_day():
    day = of_today()
    with transaction.atomic():
        call_command(Command(), reference_date=day, stdout=io.StringIO())
        states = sorted(LessonStudyCycle.objects.values_list("state", flat=True))
        assert states == sorted([CycleState.FINISHED, CycleState.RUNNING, CycleState.RUNNING, CycleState.STOPPED])
        assert Member.objects.count() == 160
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_while_it_loads_what_is_current_is_so_on_the_day_of_the_demo():
    today = timezone.localdate()
    member = GroupMembershipFactory(start=today + dt.timedelta(days=400))
    assert not GroupMembership.objects.current().filter(pk=member.pk).exists()
    with on_the_day(today + dt.timedelta(days=401)):
        assert GroupMembership.objects.current().filter(pk=member.pk).exists()
    assert not GroupMembership.objects.current().filter(pk=member.pk).exists()
    assert timezone.localdate() == today


@pytest.mark.clock
@pytest.mark.parametrize("day", DAYS)
def test_it_is_the_beginning_of_the_day_whatever_the_clock_on_the_wall_says(day):
    written_down = SealKey._meta.get_field("created_at").get_default
    with on_the_day(day):
        moments = [timezone.localtime(), timezone.localtime(written_down()), timezone.localtime()]
    assert {(moment.date(), moment.hour, moment.minute) for moment in moments} == {(day, 0, 0)}
    assert moments == sorted(set(moments))


def test_the_clock_is_put_back_when_loading_fails():
    today = timezone.localdate()
    with pytest.raises(RuntimeError, match="halfway"), on_the_day(DAYS[0]):
        raise RuntimeError("halfway")
    assert timezone.localdate() == today
