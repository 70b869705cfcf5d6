"""What the page of a school costs beside its bare SQL, and publishing a month, in a large network of three school years.

usage: python -m benchmarks.figures [--members 100000]
"""

# ruff: noqa: E501  # a table's columns read best on one line

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable

from plg.meetings.enums import RsvpAnswer
from plg.records.enums import AttendanceStatus
from scripts.embedded import throw_away_servers

GOAL, MOST_QUERIES = 2.0, 12
# Every group of `benchmarks.data` meets six times in each of three school years; its people were there three times out of four.
FILL = """
INSERT INTO plg_meeting (public_id, group_id, audience, kind, title, description, starts_at, ends_at, location, link, prep_minutes, status, cancel_reason, sequence, check_in_code,
    attendance_confirmed_at, depth_note, differs_from_series, created_at, changed_at)
SELECT substr(md5('f' || g.id || '-' || n), 1, 10), g.id, '', 'group', 'Bijeenkomst', '', at, at + interval '2 hours', '', '', 0, 'held', '', 0, '', at + interval '1 day', '', false, at, at
FROM plg_group g CROSS JOIN generate_series(1, 18) AS n CROSS JOIN LATERAL (SELECT %(now)s::timestamptz - n * interval '60 days' AS at) AS moment;
INSERT INTO plg_meetinginvitation (public_id, meeting_id, member_id, guest_name, guest_email, guest_organisation, answer, note, presence, answered_via, turns, invited_at)
SELECT substr(md5('v' || m.id || '-' || row.member_id), 1, 10), m.id, row.member_id, '', '', '', %(yes)s, '', '', '', 0, m.starts_at - interval '20 days'
FROM plg_meeting m JOIN plg_groupmembership row ON row.group_id = m.group_id ON CONFLICT DO NOTHING;
INSERT INTO plg_attendance (invitation_id, status, minutes, prep_minutes, checked_in_with, contest, contest_text, contest_answer, confirmed_at)
SELECT i.id, CASE WHEN i.id %% 4 = 0 THEN %(absent)s ELSE %(present)s END, CASE WHEN i.id %% 4 = 0 THEN 0 ELSE 120 END, 0, '', '', '', '', m.ends_at
FROM plg_meetinginvitation i JOIN plg_meeting m ON m.id = i.meeting_id ON CONFLICT DO NOTHING;
"""


def measure_side_by_side(
    one: Callable[[], object], other: Callable[[], object], times: int = 60
) -> tuple[float, float]:
    """The medians of both, by turns: whatever else the machine does meets both alike."""
    one(), other()
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(times):
        for work, found in zip((one, other), taken, strict=True):
            begin = time.perf_counter()
            work()
            found.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken[0]), statistics.median(taken[1])


def run(members: int) -> bool:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from benchmarks.data import load
    from knowledge_network.figures.actions import publish_due
    from knowledge_network.members.organisations.enums import OrganisationKind
    from knowledge_network.members.organisations.models import Organisation
    from knowledge_network.members.people.enums import Function
    from knowledge_network.members.people.models import Appointment, Member

    call_command("migrate", verbosity=0)
    load(members)
    values: dict[str, str | dt.datetime] = {
        "now": timezone.now() - dt.timedelta(days=20),
        "yes": RsvpAnswer.YES.value,
        "present": AttendanceStatus.PRESENT.value,
        "absent": AttendanceStatus.ABSENT.value,
    }
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM plg_attendance")
        print(f"{members} members, {cursor.fetchone()[0]} attendances in three school years", flush=True)
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    publish_due()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"publishing a month: {time.perf_counter() - begin:.0f} s, memory grew {grown:.0f} MB", flush=True)
    leader = Member.objects.get(pk=2)
    school = Organisation.objects.filter(kind=OrganisationKind.SITE).order_by("pk")[0]
    Appointment.objects.get_or_create(
        member=leader, organisation=school, function=Function.SCHOOL_LEADER, start=dt.date(2020, 8, 1)
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(leader, backend="knowledge_network.members.accounts.backends.MemberBackend")
    url = f"/dashboard/school/{school.slug}/"
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    count = len(asked)
    statements = [
        query["sql"] for query in asked.captured_queries if query["sql"].startswith(("SELECT", "\nWITH", "WITH", "("))
    ]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    page, floor = measure_side_by_side(lambda: client.get(url), bare)
    print(
        f"page of a school: {page:.1f} ms with {count} queries; its bare SQL: {floor:.1f} ms; ratio {page / floor:.2f}"
    )
    return page <= GOAL * floor and count <= MOST_QUERIES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=100_000)
    chosen = parser.parse_args()
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("knowledge_network")
        os.environ |= {
            "DATABASE_URL": postgres.url("knowledge_network"),
            "REDIS_URL": valkey.url(),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        if not run(chosen.members):
            sys.exit("goal missed: twice the bare SQL, or twelve queries")


if __name__ == "__main__":
    main()
