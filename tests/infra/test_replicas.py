"""What is read from a replica shows nothing that the primary would not: a real one streams here, and lags on demand."""

from __future__ import annotations

import os
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections, transaction
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from prometheus_client import CollectorRegistry, generate_latest

from expertise.products.actions.products import remove_product
from knowledge_network.dashboards.metrics import NetworkCollector
from knowledge_network.kit import health, replicas
from knowledge_network.kit.environment import Environment, database_settings
from knowledge_network.members.people.actions.suspension import suspend_member
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.replica_pages import REPLICA_PAGES
from scripts.embedded import throw_away_servers
from tests.access.test_access import declared_rows
from tests.factories import KnowledgeProductFactory, MemberFactory, NetworkRoleFactory
from tests.infra.running import ROOT, Service, copy_database, environment, wait_for
from tests.standby import standby_of

pytestmark = pytest.mark.real_clock(reason="a replica is another process, with moments of its own")
MIDDLEWARE = "knowledge_network.members.accounts.middleware.ReplicaMiddleware"
NAME = "replica1"


@pytest.fixture(scope="module")
def servers(migrated_database):
    with throw_away_servers() as (postgres, _valkey):
        copy_database(migrated_database, postgres)
        rules = postgres._cluster / "pg_hba.conf"
        rules.write_bytes((ROOT / "scripts" / "pg_hba.conf").read_bytes())  # as in compose
        with psycopg.connect(postgres.url(), autocommit=True) as link:
            link.execute("SELECT pg_reload_conf()")
            assert link.execute("SELECT count(*), count(error) FROM pg_hba_file_rules").fetchone() == (3, 0)
        with standby_of(postgres) as standby:
            yield postgres, standby


@pytest.fixture
def standby(transactional_db, servers, settings):
    """The database of this test is one with a replica, that has all of it when the test begins."""
    postgres, standby = servers
    before = dict(connection.settings_dict)
    connection.close()
    urls = {"default": postgres.url(), NAME: standby.url()}
    connections.settings[NAME] = {**connection.settings_dict}
    for alias, url in urls.items():
        connections[alias].settings_dict.update(database_settings(url, pool_size=0))
        connections.settings[alias].update(database_settings(url, pool_size=0))
    connections[NAME].alias = "default"  # Django lets a test speak to the databases only that it knew before
    settings.REPLICAS = (NAME,)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    replicas.forget_away()
    yield standby
    if standby.running:
        standby.go_on()
    connections[NAME].close()
    del connections[NAME], connections.settings[NAME]
    connection.close()
    for there in (connection.settings_dict, django_settings.DATABASES["default"]):
        there.clear()
        there.update(before)


@contextmanager
def asked():
    """What the replica is asked within the block, but for how far it is."""
    with CaptureQueriesContext(connections[NAME]) as queries:
        found = []
        yield found
    found += [one["sql"] for one in queries if "pg_is_in_recovery" not in one["sql"] and "auditevent" not in one["sql"]]


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


def told_figures():
    registry = CollectorRegistry()
    registry.register(NetworkCollector())
    return generate_latest(registry).decode()


def wrote_long_ago(client):
    client.cookies.pop(replicas.COOKIE, None)
    return client


DIRECTORY = reverse("members:member_list")


@pytest.mark.drill(name="replicas")
@pytest.mark.in_suite
def test_a_page_that_only_reads_is_read_from_the_replica_and_others_are_not(standby):
    reader = MemberFactory(given_name="Leest", family_name="Meevelen")
    client = signed_in(reader)
    standby.catch_up()
    with asked() as there, CaptureQueriesContext(connection) as here:
        page = client.get(DIRECTORY)
    assert b"Meevelen" in page.content
    assert any("members_member" in sql for sql in there)
    tables = " ".join(one["sql"] for one in here)
    assert "django_session" in tables, "who reads is asked of the primary"
    assert "django_session" not in " ".join(there)
    with asked() as there:
        assert client.get(reverse("members:member_detail", args=[reader.public_id])).status_code == 200
    assert there == []


@pytest.mark.drill(name="replicas")
@pytest.mark.in_suite
@pytest.mark.parametrize("deed", ["erased", "suspended", "removed"])
def test_what_was_taken_away_is_gone_at_once_however_far_a_replica_is_behind(standby, deed):
    """And not only for who did it: a stranger with no trace of it in their browser reads the primary."""
    word = f"Onzicht{deed}"
    coordinator, client = NetworkRoleFactory().member, signed_in(MemberFactory())
    take_away, address = {
        "erased": (partial(erase_member, by=coordinator), DIRECTORY),
        "suspended": (partial(suspend_member, by=coordinator, reason="Misbruik"), DIRECTORY),
        "removed": (partial(remove_product, by=coordinator, reason="Dubbel"), reverse("expertise:product_list")),
    }[deed]
    if deed == "removed":
        what = {"product": KnowledgeProductFactory(title=word)}
    else:
        what = {"member": MemberFactory(family_name=word)}

    def read():
        cache.clear()
        with asked() as there:
            content = client.get(address).content.decode()
        return word in content, bool(there)

    standby.catch_up()
    assert read() == (True, True)
    standby.pause()
    take_away(**what)
    assert read() == (False, False), "it lacks a deed"
    standby.go_on()
    assert read() == (False, True)


@pytest.mark.drill(name="replicas")
@pytest.mark.in_suite
def test_who_wrote_sees_it_also_what_no_deed_tells_of(standby):
    """The colours of the pages are no deed in the trail."""
    member = MemberFactory()
    client = signed_in(member)
    standby.catch_up()
    standby.pause()
    MemberFactory()  # the journal goes on, and no deed tells of it
    answer = client.post(reverse("set_theme"), {"theme": "dark"})
    assert answer.cookies[replicas.COOKIE]["httponly"]
    with asked() as there:
        assert client.get(DIRECTORY).status_code == 200
    assert there == []
    with asked() as there:
        assert wrote_long_ago(client).get(DIRECTORY).status_code == 200
    assert there, "others lack nothing"
    client.cookies[replicas.COOKIE] = "FFFFFFFF-0:made-up:made-up"
    with asked() as there:
        assert client.get(DIRECTORY).status_code == 200
    assert there, "what somebody made up counts for nothing"


@pytest.mark.drill(name="replicas")
@pytest.mark.in_suite
def test_within_a_transaction_all_is_asked_of_the_primary(standby):
    client = signed_in(MemberFactory())
    standby.catch_up()
    with transaction.atomic(), asked() as there:
        assert client.get(DIRECTORY).status_code == 200
    assert there == []


@pytest.mark.drill(name="replicas")
@pytest.mark.in_suite
def test_a_replica_that_goes_away_costs_no_page_and_is_told(standby, settings, monkeypatch):
    client = signed_in(MemberFactory(family_name="Blijvend"))
    standby.catch_up()
    assert client.get(DIRECTORY).status_code == 200
    look = replicas.find_replica

    def dies_after_that(*arguments):
        """In the middle of a page: after it was chosen, before it is asked."""
        found = look(*arguments)
        if found and standby.running:
            standby.stop()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(replicas, "find_replica", dies_after_that)
        page = client.get(DIRECTORY)
    assert not standby.running
    assert (page.status_code, b"Blijvend" in page.content) == (200, True)
    assert [client.get(DIRECTORY).status_code for _time in range(5)] == [200] * 5
    told = Client().get(reverse("readyz"), headers={"host": "localhost"})
    assert (told.status_code, told.json()["status"]) == (200, "degraded")
    assert told.json()["replicas"] == "1 of 1 away: the primary answers"
    assert 'network_replica_up{replica="1"} 0.0' in told_figures()
    standby.start()
    replicas.forget_away()
    connections[NAME].close()
    assert health.replicas_state() == "ok"
    standby.catch_up()
    with asked() as there:
        assert client.get(DIRECTORY).status_code == 200
    assert there


@pytest.mark.drill(name="replicas")
@pytest.mark.in_suite
def test_a_page_that_writes_after_all_is_done_by_the_primary(standby):
    client = signed_in(MemberFactory())
    standby.catch_up()

    def write(**_how):
        AuditEvent.objects.record("members.photo_removed", by=None)

    template_rendered.connect(write)
    try:
        with asked() as there:
            assert client.get(DIRECTORY).status_code == 200
    finally:
        template_rendered.disconnect(write)
    assert there
    assert AuditEvent.objects.filter(verb="members.photo_removed").exists()


# Many readers, and replicas that come and go ------------------------------------------------------


def fetch(address, key):
    """Status, page and seconds, as a browser with this session."""
    request = urllib.request.Request(address, headers={"Cookie": f"sessionid={key}"})
    started = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), time.monotonic() - started
    except urllib.error.HTTPError as refused:
        return refused.code, "", time.monotonic() - started
    except OSError:
        return 0, "", time.monotonic() - started


class Readers:
    """Browsers with these sessions that read the directory until the block ends: when, and with what status."""

    def __init__(self, address, keys):
        self.address, self.keys = address, keys
        self.answers, self._halt = [], threading.Event()
        self._people = [threading.Thread(target=self._read_on, args=(key,), daemon=True) for key in keys]

    def _read_on(self, key):
        while not self._halt.is_set():
            status, _page, seconds = fetch(self.address, key)
            self.answers.append((status, seconds))

    def __enter__(self):
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *_error):
        self._halt.set()
        for person in self._people:
            person.join()


@dataclass
class Deeds:
    """Members who come and are shut out; each deed is looked for at once, by somebody who did not do it."""

    address: str
    keys: list[str]
    by: Member
    done: int = 0
    seen: int = 0
    stale: int = 0

    def go_on(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            member = MemberFactory(given_name=f"Voornaam{self.done:04}x", family_name=f"Weg{self.done:04}nu")
            AuditEvent.objects.record("members.profile_changed", member, by=self.by, subject=member)
            self.seen += self._shows(member, self.keys[0])
            suspend_member(member=member, by=self.by, reason="Misbruik")
            self.done += 1
            self.stale += self._shows(member, self.keys[1])

    def _shows(self, member, key):
        return member.given_name in fetch(f"{self.address}?q={member.family_name}", key)[1]


@pytest.fixture
def web(standby, servers, settings, tmp_path):
    """A web process of its own that reads from the replica, with the key of whose sessions we make."""
    variables = environment(
        database_url=servers[0].url(), redis_url=os.environ["TEST_REDIS_URL"], folder=tmp_path,
        DATABASE_REPLICA_URL=standby.url(),
    )  # fmt: skip
    settings.SECRET_KEY = variables["SECRET_KEY"]
    service = Service("web", variables, tmp_path)
    try:
        wait_for(lambda: service.get("/readyz")[0] == 200, seconds=90)
        yield service
    finally:
        service.stop()


@pytest.mark.drill(name="replicas")
def test_readers_see_no_error_and_nothing_stale_while_a_replica_lags_and_is_killed(web, standby, record_property):
    address = f"http://127.0.0.1:{web.port}{DIRECTORY}"
    keys = [signed_in(MemberFactory()).cookies["sessionid"].value for _n in range(6)]
    deeds = Deeds(address, keys, by=NetworkRoleFactory().member)
    standby.catch_up()
    rows = "SELECT tup_returned FROM pg_stat_database WHERE datname = 'knowledge_network'"
    before = standby.say(rows)
    with Readers(address, keys) as readers:
        deeds.go_on(8)
        used = standby.say(rows)
        standby.pause()
        deeds.go_on(8)
        standby.go_on()
        for _kill in range(3):
            standby.process.kill()
            standby.process.wait()
            deeds.go_on(4)
            standby.start()
            deeds.go_on(8)
    failed = [status for status, _seconds in readers.answers if status != 200]
    slowest = max(seconds for _status, seconds in readers.answers)
    told = {"pages": len(readers.answers), "deeds": deeds.done, "slowest": round(slowest, 2), "rows": used - before}
    for name, figure in told.items():
        record_property(name, figure)
    assert (deeds.stale, failed) == (0, [])
    assert deeds.seen == deeds.done > 20
    assert used > before, "nothing was read from the replica"
    assert slowest < 12


# Which pages, and what it costs without ----------------------------------------------------------


def test_pages_that_may_be_read_from_a_replica_take_no_form():
    """That they write nothing either is looked at where every page is read (tests/quality/walked)."""
    known = {row.name for row in declared_rows()}
    assert known >= REPLICA_PAGES, "a page that is gone or has another name"
    assert [
        row.name for row in declared_rows() if row.name in REPLICA_PAGES and row.method not in {"get", "head"}
    ] == []


@pytest.mark.django_db
def test_without_a_replica_nothing_is_asked_and_no_cookie_is_given(client, django_assert_num_queries):
    assert (django_settings.REPLICAS, MIDDLEWARE in django_settings.MIDDLEWARE) == ((), False)
    member = MemberFactory()
    client.force_login(member)
    client.get(DIRECTORY)
    with CaptureQueriesContext(connection) as queries:
        client.get(DIRECTORY)
    assert not [one["sql"] for one in queries if "auditevent" in one["sql"] or "pg_" in one["sql"]]
    assert replicas.COOKIE not in client.post(reverse("set_theme"), {"theme": "dark"}).cookies
    assert "replicas" not in client.get(reverse("readyz"), headers={"host": "localhost"}).json()


def test_addresses_of_replicas_are_read_and_a_wrong_one_is_named():
    two = Environment({"DATABASE_REPLICA_URL": "postgresql://a@b/c, postgresql://a@d/c"})
    assert two.urls("DATABASE_REPLICA_URL", schemes=("postgresql",)) == ["postgresql://a@b/c", "postgresql://a@d/c"]
    wrong = Environment({"DATABASE_REPLICA_URL": "postgresql://a@b/c,mysql://a:secret@d/c"})
    wrong.urls("DATABASE_REPLICA_URL", schemes=("postgresql",))
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL is wrong: expected addresses") as error:
        wrong.check()
    assert "secret" not in str(error.value)
