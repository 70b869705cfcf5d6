"""Load the school holidays, and days on which some schools and a board are closed besides."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seed.members_organisations import sites_with_members
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.organisations.models import Board, Organisation
from knowledge_network.school_year.actions import add_closed_day, load_holidays
from knowledge_network.school_year.calendar import home_region, school_calendar

# Place among the schools where people work, name, and in how many days it is.
STUDY_DAYS = ((20, "Studiedag rekenen", 16), (21, "Studiedag team", 37), (22, "Studiedag begrijpend lezen", 16))
CLOSED_BOARD, BOARD_DAY, IN_DAYS = "58761", "Scholingsdag van alle scholen", 51


def seed_school_year(network: DemoNetwork) -> None:
    load_holidays()
    sites = sites_with_members(24)
    for place, name, days in STUDY_DAYS:
        _close(network.reference + dt.timedelta(days=days), sites[place], name)
    board = Board.objects.get(bg_number=CLOSED_BOARD)
    _close(network.reference + dt.timedelta(days=IN_DAYS), board, BOARD_DAY)


def _close(day: dt.date, organisation: Organisation, name: str) -> None:
    """On that day, or on the first school day after it."""
    calendar = school_calendar(home_region(), first=day, last=day + dt.timedelta(days=90))
    while not calendar.is_school_day(day):
        day += dt.timedelta(days=1)
    add_closed_day(organisation=organisation, by=None, name=name, start=day, end=day)


SEED = Seed("School holidays and study days", seed_school_year, after=("members_organisations",))
