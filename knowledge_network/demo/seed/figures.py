"""Enter numbers of schools for three years, publish three months, and let one school leader say something."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.figures.actions import enter_facts, explain_figures, publish_snapshot
from knowledge_network.figures.periods import YEARS_SHOWN, last_month_end
from knowledge_network.kit.models import match_active
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment
from knowledge_network.school_year.calendar import find_school_year

MONTHS = 2
SAID = "Twee collega’s komen in januari terug van verlof en starten dan in Rekenen met inzicht."
# People on 1 October by turns; a tenth of their hours a year is agreed, rounded to tens.
TEAMS = (23, 18, 27, 21, 16, 25, 19, 22)
HOURS_EACH = 12


def seed_figures(network: DemoNetwork) -> None:
    this = find_school_year(network.reference)
    working = Appointment.objects.filter(match_active(network.reference)).values("organisation")
    schools = Organisation.objects.filter(pk__in=working).order_by("pk")
    for number, school in enumerate(schools):
        people = TEAMS[number % len(TEAMS)]
        for year in range(this - YEARS_SHOWN + 1, this + 1):
            count = people - (this - year) % 2
            enter_facts(
                organisation=school, by=None, school_year=year, headcount=count, agreed_hours=count * HOURS_EACH
            )
    ends = [last_month_end(network.reference)]
    for _month in range(MONTHS - 1):
        ends.append(last_month_end(ends[-1]))
    for until in reversed(ends):
        at = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(2, 10), dt.UTC)
        publish_snapshot(until=until, by=None, at=at)
    leader = network.cast.login("schoolleider")
    school = next(job.organisation for job in leader.current_appointments)
    at = dt.datetime.combine(network.reference - dt.timedelta(days=9), dt.time(9), dt.UTC)
    explain_figures(organisation=school, by=leader, school_year=this, text=SAID, at=at)


SEED = Seed(
    "The figures of three school years",
    seed_figures,
    after=("plg_meetings", "lesson_study_cycles", "expertise_products", "expertise_asking", "insight_stories"),
)
