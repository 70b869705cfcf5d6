"""Behind a pooler that lends a connection for one transaction nothing breaks: a real PgBouncer with two of them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.environment import POOLERS, Environment, database_settings
from knowledge_network.kit.health import database_state
from knowledge_network.kit.prepared import PreparedStatement
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import deliver_due, living
from knowledge_network.notifications.outbox.models import Delivery
from tests.expertise.finding.helpers import expert, index, vocabulary
from tests.factories import GroupMembershipFactory, MemberFactory
from tests.infra.running import ROOT
from tests.mail_sink import mail_sink
from tests.notifications.senders import put_in_outbox, sender, storm, wait_until
from tests.pooler import URL, WANTED, pooler_before

pytestmark = pytest.mark.real_clock(reason="the pooler, senders and whole runs of tests are other processes")
AT_ONCE = 6


@pytest.fixture(scope="module")
def between():
    with pooler_before(os.environ["TEST_DATABASE_URL"]) as pooler:
        yield pooler


@pytest.fixture
def pooled(transactional_db, between, settings, monkeypatch):
    """The database of this test through the pooler, for all threads and for processes that are started."""
    name = connection.settings_dict["NAME"]
    before = dict(connection.settings_dict)
    settings.DATABASE_POOLER = "transaction"
    monkeypatch.setenv(URL, between.url_of("postgres"))
    connection.close()
    for there in (connection.settings_dict, django_settings.DATABASES["default"]):
        there.update(database_settings(between.url_of(name), pool_size=0, pooler="transaction"))
    yield between
    connection.close()
    for there in (connection.settings_dict, django_settings.DATABASES["default"]):
        there.update(before)


def at_once(work, times):
    """`work(n)` from several threads, which share the two connections of the pooler."""

    def run(n):
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(times)))


# What stays in a connection ---------------------------------------------------------------------


def test_pages_with_prepared_statements_are_answered_to_all(pooled):
    reader = MemberFactory()
    topic = vocabulary(("rekenen", []))["rekenen"]
    for _time in range(3):
        expert(topic)
    index()
    group = GroupMembershipFactory(member=reader).group
    addresses = [reverse("expertise:finder") + "?q=rekenen", group.get_absolute_url(), reverse("members:member_list")]
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(reader)
    statuses = at_once(lambda n: clients[n % AT_ONCE].get(addresses[n % len(addresses)]).status_code, 36)
    assert statuses == [200] * 36


def test_a_statement_that_would_be_prepared_is_planned_every_time(pooled):
    members = [MemberFactory(given_name=f"N{n}") for n in range(3)]
    one = PreparedStatement("SELECT given_name FROM members_member WHERE id = %(member)s::bigint")
    two = PreparedStatement("SELECT %(a)s::bigint + %(b)s::bigint")

    def ask(n):
        return one.rows(member=members[n % 3].pk), two.rows(a=n, b=1)

    assert at_once(ask, 60) == [([(f"N{n % 3}",)], [(n + 1,)]) for n in range(60)]


def test_rows_that_come_bit_by_bit_need_no_cursor_of_the_server(pooled):
    MemberFactory.create_batch(5)
    assert at_once(lambda n: len(list(Member.objects.order_by("pk").iterator(chunk_size=2))), 12) == [5] * 12


def test_a_moment_is_the_same_through_every_connection(pooled):
    """The pooler passes the time zone of each client on to whatever connection it lends."""
    moment = timezone.now()
    with psycopg.connect(pooled.url_of(connection.settings_dict["NAME"]), autocommit=True) as other:
        other.execute("SET TimeZone = 'Asia/Tokyo'")

        def ask(n):
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('TimeZone'), %s::timestamptz", [moment])
                return cursor.fetchone()

        for _time in range(5):
            assert other.execute("SHOW TimeZone").fetchone() == ("Asia/Tokyo",)
            assert set(at_once(ask, 6)) == {("UTC", moment)}


# Senders ----------------------------------------------------------------------------------------


def lives(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE classid = %s AND objid = %s", [living.LOCKS, number])
        return cursor.fetchone()[0]


def test_the_lock_of_a_sender_goes_around_the_pooler_and_ends_with_it(pooled):
    with living.alive() as number:
        assert lives(number) == 1
    assert lives(number) == 0


def test_the_mail_of_a_sender_that_was_killed_does_not_wait_for_the_pooler(pooled, settings):
    with mail_sink() as sink:
        settings.MAILERS = {"default": sink.mailer, "bulk": sink.mailer}
        put_in_outbox(1)
        sink.delay = 30
        with sender():
            wait_until(lambda: len(sink.mails) == 1)
        sink.delay = 0
        Delivery.objects.update(leased_until=timezone.now())
        wait_until(lambda: deliver_due() == 1)
        assert len(sink.mails) == 2, "one that was cut off after the server had it, and the one that counts"


@pytest.mark.drill(name="pooler")
def test_a_storm_of_mail_behind_a_pooler_loses_nothing(pooled, settings):
    with mail_sink() as sink:
        settings.MAILERS = {"default": sink.mailer, "bulk": sink.mailer}
        outcome = storm(sink, mails=200, kills=3)
    assert outcome.lost == 0
    assert outcome.doubles <= 3


# Told, and noticed ------------------------------------------------------------------------------


@pytest.mark.drill(name="pooler")
@pytest.mark.in_suite
def test_a_pooler_that_the_settings_do_not_name_is_told_and_no_request_comes_in(pooled, settings):
    assert database_state() == "ok"
    settings.DATABASE_POOLER = ""
    assert database_state() == "behind a pooler that DATABASE_POOLER does not name"
    answer = Client().get(reverse("readyz"), headers={"host": "localhost"})
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")


def test_only_known_sorts_of_poolers_are_taken():
    env = Environment({"DATABASE_POOLER": "statement"})
    assert env.choice("DATABASE_POOLER", POOLERS) == ""
    with pytest.raises(ImproperlyConfigured, match="expected nothing or session or transaction, found 'statement'"):
        env.check()


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"DATABASE_POOLER": "transaction", "DATABASE_DIRECT_URL": ""}, "DATABASE_DIRECT_URL is missing"),
        ({"DATABASE_POOLER": "", "DATABASE_POOLER_PREPARES": "1"}, "DATABASE_POOLER_PREPARES is wrong"),
    ],
)
def test_half_a_setting_is_refused_at_the_start(variables, named):
    whole = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost", "PUBLIC_URL": "http://localhost", "DEBUG": "1"}
    whole |= {"DATABASE_URL": "postgresql://a@b/c", "REDIS_URL": "redis://b", "MAIL_URL": "console://"}
    whole |= {"DEFAULT_FROM_EMAIL": "a@example.org", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", "import knowledge_network.settings"]
    done = subprocess.run(command, env=whole | variables, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode
    assert named in done.stderr


@pytest.mark.parametrize(
    ("pooler", "prepares", "expected"),
    [("", False, (False, True)), ("session", False, (False, True)), ("transaction", False, (True, False)),
     ("transaction", True, (True, True))],
)  # fmt: skip
def test_what_outlives_a_transaction_is_left_out_where_one_is_lent(pooler, prepares, expected):
    found = database_settings("postgresql://a:b@c/d", pool_size=4, pooler=pooler, prepares=prepares)
    assert (found["DISABLE_SERVER_SIDE_CURSORS"], found["KEEPS_PREPARED"]) == expected
    assert "options" not in found["OPTIONS"]


# The suite, through it --------------------------------------------------------------------------

THROUGH = [
    "tests/expertise/finding", "tests/plg/groups", "tests/plg/meetings", "tests/notifications", "tests/search",
    "tests/members/imports", "tests/figures", "tests/kit/test_one_at_a_time.py",
]  # fmt: skip


@pytest.mark.drill(name="pooler")
@pytest.mark.parametrize("folder", THROUGH)
def test_the_tests_of_rooms_pass_through_a_pooler(folder):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-n",
        "0",
        "-m",
        "not drill and not slow",
    ]
    done = subprocess.run([*command, folder], env=inherited | {WANTED: "1"}, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
