"""What «Expertise in beeld» costs in a large network: the statement, and the page around it.

usage: python -m benchmarks.gaps [--members 10000] [--topics 300]
"""

# ruff: noqa: E501  # a table's columns read best on one line

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

from expertise.asking.enums import HelpAudience, HelpOutcome, HelpState, MatchState
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.topics.enums import TopicState
from plg.meetings.enums import RsvpAnswer
from plg.records.enums import AttendanceStatus
from scripts.embedded import throw_away_servers

# A claim on every topic for one in a hundred members, groups and meetings of all sorts, questions and searches in vain.
FILL = """
INSERT INTO topics_topic (name, slug, synonyms, description, strategic, state, proposal_reason, decision_reason, created_at, parent_id)
SELECT 'thema ' || n, 'thema-' || n, '{{}}', '', n %% 9 = 0, '{approved}', '', '', {now},
       CASE WHEN n %% 12 > 0 THEN (SELECT min(id) FROM topics_topic) END
FROM generate_series(1, {topics}) AS n ON CONFLICT DO NOTHING;
INSERT INTO expertise_expertiseclaim (public_id, member_id, topic_id, level, description, sectors, year_groups, forms,
    visibility, is_draft, state, state_since, last_confirmed_on, created_at, changed_at)
SELECT substr(md5(m.id || '-' || t.id), 1, 10), m.id, t.id, '{ClaimLevel.USER}', '', '{{}}', '{{}}', '{{}}', '{ClaimVisibility.NETWORK}', false,
       (ARRAY['{ClaimState.SUBSTANTIATED}', '{ClaimState.DECLARED}', '{ClaimState.RECOGNISED}', '{ClaimState.SUBSTANTIATED}'])[1 + (m.id + t.id) %% 4], {today}, {today}, {now}, {now}
FROM members_member m JOIN topics_topic t ON (m.id * 31 + t.id * 17) %% 120 = 0 ON CONFLICT DO NOTHING;
INSERT INTO expertise_helprequest (public_id, asker_id, is_anonymous, title, situation, wanted, wanted_forms, sector,
    year_groups, audience, state, state_since, asked_at, answered_at, outcome, what_was_done, passed_to, close_reason,
    may_be_published, published_title, published_answer)
SELECT substr(md5('q' || m.id), 1, 10), m.id, false, 'Vraag', '', '', '{{}}', '', '{{}}', '{HelpAudience.NETWORK}', '{HelpState.CLOSED}', {now},
       {now} - interval '40 days', {now} - interval '30 days', '{HelpOutcome.YES}', '', '', '', false, '', ''
FROM members_member m WHERE m.id %% 5 = 0;
INSERT INTO expertise_helprequest_topics (helprequest_id, topic_id)
SELECT r.id, t.id FROM expertise_helprequest r JOIN topics_topic t ON (r.id + t.id) %% 150 = 0;
INSERT INTO expertise_helprequestmatch (help_request_id, expert_id, state, why, asked_at, reason)
SELECT r.id, 1 + r.asker_id * 7 %% (SELECT count(*) FROM members_member), '{MatchState.ACCEPTED}', '{{}}', {now}, ''
FROM expertise_helprequest r ON CONFLICT DO NOTHING;
INSERT INTO expertise_searchmiss (words, topic_id, day, times)
SELECT 'woord ' || n, t.id, {today} - n, 1 FROM topics_topic t JOIN generate_series(1, 20) AS n ON (t.id + n) %% 7 = 0
ON CONFLICT DO NOTHING;
INSERT INTO plg_meetinginvitation (public_id, meeting_id, member_id, guest_name, guest_email, guest_organisation, answer,
    note, presence, answered_via, invited_at, turns)
SELECT substr(md5('i' || g.meeting || '-' || g.member_id), 1, 10), g.meeting, g.member_id, '', '', '', '{yes}', '', '', '', {now}, 0
FROM (SELECT meeting.id AS meeting, row.member_id FROM plg_meeting meeting
      JOIN plg_groupmembership row ON row.group_id = meeting.group_id) AS g ON CONFLICT DO NOTHING;
INSERT INTO plg_attendance (invitation_id, status, minutes, prep_minutes, checked_in_with, contest, contest_text, contest_answer)
SELECT id, '{present}', 60, 0, '', '', '', '' FROM plg_meetinginvitation ON CONFLICT DO NOTHING;
UPDATE plg_meeting SET starts_at = {now} - interval '90 days', ends_at = {now} - interval '89 days', attendance_confirmed_at = {now};
ANALYZE;
"""

NAMES = {
    choices.__name__: choices
    for choices in (ClaimLevel, ClaimState, ClaimVisibility, HelpAudience, HelpOutcome, HelpState, MatchState)
}


STATES = {"approved": TopicState.APPROVED, "yes": RsvpAnswer.YES, "present": AttendanceStatus.PRESENT}


def milliseconds(work: Callable[[], object], times: int = 12) -> float:
    """The median of `times`, after one to warm up."""
    work()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)


def fill(topics: int) -> None:
    """Into the network that `benchmarks.data.load` made."""
    from django.db import connection
    from django.utils import timezone

    now, today = f"'{timezone.now().isoformat()}'::timestamptz", f"'{timezone.localdate()}'::date"
    with connection.cursor() as cursor:
        for statement in FILL.format(topics=topics, now=now, today=today, **NAMES, **STATES).split(";\n"):
            if statement.strip():
                cursor.execute(statement.replace("%%", "%"))


def run(members: int, topics: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from benchmarks.data import load
    from expertise.gaps.queries.gaps import BASE, FACTS, parameters, topic_facts
    from knowledge_network.members.people.models import Member, NetworkRole

    call_command("migrate", verbosity=0)
    load(members)
    fill(topics)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM expertise_expertiseclaim")
        claims = cursor.fetchone()[0]
        if os.environ.get("EXPLAIN"):
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS, SUMMARY) " + BASE + FACTS, parameters())
            print("\n".join(row[0] for row in cursor.fetchall()))
    coordinator = Member.objects.get(pk=2)
    NetworkRole.objects.get_or_create(member=coordinator, role=NetworkRoleKind.NETWORK_COORDINATOR)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    print(f"{members} members, {len(topic_facts())} topics, {claims} claims")
    print(f"the statement: {milliseconds(topic_facts):.0f} ms")
    print(f"the board:     {milliseconds(lambda: client.get('/expertise/in-beeld/')):.0f} ms")
    print(f"one topic:     {milliseconds(lambda: client.get('/expertise/in-beeld/thema-9/')):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--topics", type=int, default=300)
    chosen = parser.parse_args()
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("knowledge_network")
        os.environ |= {
            "DATABASE_URL": postgres.url("knowledge_network"),
            "REDIS_URL": valkey.url(),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        run(chosen.members, chosen.topics)


if __name__ == "__main__":
    main()
