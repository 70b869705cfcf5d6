"""Two of each behind one proxy, and one killed at a time: nothing is lost or done twice, and hardly anybody notices."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.finding.models import SavedSearch
from knowledge_network.kit.environment import database_settings
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.polls.models import Poll
from scripts.embedded import free_port, throw_away_servers
from tests.factories import GroupMembershipFactory, MemberFactory
from tests.infra.running import Service, copy_database, environment, wait_for
from tests.infra.test_proxy import MAIN, filled_in, find_nginx, write_certificate
from tests.mail_sink import mail_sink
from tests.notifications.senders import let_leases_lapse, put_in_outbox
from tests.plg.polls.helpers import choice_poll

pytestmark = pytest.mark.real_clock(reason="hosts are processes of their own, and one of them dies")
SITE = "https://localhost"
TOKEN = "t" * 32
KEPT_EACH = 5
POLLS = 40
AWAY = (OSError, http.client.HTTPException)


class Hosts:
    """Two machines with a site, a worker and a beat each; what died is started again as a supervisor does."""

    def __init__(self, variables, folder, names):
        self.variables, self.folder = variables, folder
        self.running = {(name, host): self._begin(name, host) for name in names for host in (1, 2)}

    def _begin(self, name, host, port=0):
        folder = self.folder / f"{name}-{host}"
        folder.mkdir(exist_ok=True)
        return Service(name, self.variables | {"BEAT_HEARTBEAT": str(folder / "beat")}, folder, port=port)

    def kill(self, name, host):
        self.running[name, host].kill()

    def start_again(self, name, host):
        port = self.running[name, host].port
        service = self.running[name, host] = self._begin(name, host, port)
        if name == "web":
            wait_for(lambda: service.get("/readyz")[0] == 200, seconds=90)

    def stop(self):
        for service in self.running.values():
            if service.process.poll() is None:
                service.kill()


class People:
    """Browsers that read, and send forms until each was taken, through the proxy."""

    def __init__(self, port, folder, sessions):
        self.port, self.sessions = port, sessions
        self.context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        self.failed, self.read, self.taken = [], 0, []
        self._halt = threading.Event()
        work = [*((self._read_on, key) for key in sessions[:3]), (self._write_on, None)]
        self._people = [threading.Thread(target=do, args=(key,), daemon=True) for do, key in work]

    def ask(self, method, path, key, form=None):
        """The status; 0 when nobody answered."""
        headers = {"Host": "localhost", "Cookie": f"sessionid={key}; csrftoken={TOKEN}", "Origin": SITE}
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **form}) if form else None
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link = http.client.HTTPSConnection("localhost", self.port, timeout=20, context=self.context)
        try:
            link.request(method, path, body, headers)
            return link.getresponse().status
        except AWAY:
            return 0
        finally:
            link.close()

    def _read_on(self, key):
        while not self._halt.is_set():
            status = self.ask("GET", reverse("members:member_list"), key)
            self.read += 1
            if status != 200:
                self.failed.append((time.monotonic(), "read", status))

    def _write_on(self, _key):
        for number in range(KEPT_EACH * len(self.sessions)):
            form = {"name": f"zoek{number:04}", "query": f"q=rekenen{number}"}
            key = self.sessions[number // KEPT_EACH]
            while (status := self.ask("POST", reverse("expertise:saved_search_add"), key, form)) != 302:
                self.failed.append((time.monotonic(), "write", status))
                if self._halt.wait(0.1):
                    return
            self.taken.append(form["name"])
            if self._halt.wait(0.05):
                return

    def seconds_of_errors(self, since):
        """From the first that failed after this moment to the last."""
        moments = [at for at, _what, _status in self.failed if at >= since]
        return max(moments) - min(moments) if moments else 0.0

    def __enter__(self):
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *_error):
        self._halt.set()
        for person in self._people:
            person.join()


def listens(port):
    with socket.socket() as link:
        return link.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def proxy_before(ports, folder):
    """The nginx of compose, with two sites behind it; its port."""
    tls = free_port()
    write_certificate(folder)
    behind = "; server ".join(f"127.0.0.1:{port}" for port in ports)
    words = {"HTTP_PORT": str(free_port()), "HTTPS_PORT": str(tls), "TLS_FOLDER": str(folder), "UPSTREAM": behind}
    (folder / "site.conf").write_text(filled_in(**words))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    process = subprocess.Popen([find_nginx(), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        wait_for(lambda: listens(tls), seconds=20)
        yield tls
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def apart(transactional_db, migrated_database, settings, tmp_path):
    """Servers of our own, which this test speaks to as well; what the hosts need to know."""
    before = dict(connection.settings_dict)
    with throw_away_servers() as (postgres, valkey):
        copy_database(migrated_database, postgres)
        connection.close()
        for there in (connection.settings_dict, django_settings.DATABASES["default"]):
            there.update(database_settings(postgres.url(), pool_size=0))
        variables = environment(
            database_url=postgres.url(), redis_url=valkey.url(), folder=tmp_path, DEMO_MODE="0", PUBLIC_URL=SITE,
            TRUSTED_PROXY_COUNT="1", BACKUP_LATE_HOURS="0", LOG_LEVEL="WARNING", HASHED_STATIC="0",
        )  # fmt: skip
        settings.SECRET_KEY = variables["SECRET_KEY"]
        yield variables
        connection.close()
        for there in (connection.settings_dict, django_settings.DATABASES["default"]):
            there.clear()
            there.update(before)


def sign_in(count):
    keys = []
    for _n in range(count):
        client = Client()
        client.force_login(MemberFactory())
        keys.append(client.cookies["sessionid"].value)
    return keys


def wait_for_both(hosts):
    for (name, _host), service in hosts.running.items():
        if name == "web":
            wait_for(lambda service=service: service.get("/readyz")[0] == 200, seconds=120)


@pytest.mark.drill(name="many-hosts")
@pytest.mark.in_suite
def test_one_of_two_sites_dies_and_each_form_that_was_sent_is_there_once(apart, tmp_path):
    hosts = Hosts(apart, tmp_path, ["web"])
    try:
        sessions = sign_in(12)
        wait_for_both(hosts)
        ports = [service.port for service in hosts.running.values()]
        with proxy_before(ports, tmp_path) as tls, People(tls, tmp_path, sessions) as people:
            wait_for(lambda: len(people.taken) >= 3)
            assert people.failed == []
            killed = time.monotonic()
            hosts.kill("web", 1)
            wait_for(lambda: len(people.taken) >= 20)
            time.sleep(1)
    finally:
        hosts.stop()
    assert people.seconds_of_errors(killed) < 1, people.failed
    assert [what for _at, what, _status in people.failed].count("read") == 0
    assert Counter(SavedSearch.objects.values_list("name", flat=True)) == Counter(people.taken)


@pytest.mark.drill(name="many-hosts")
def test_one_of_each_dies_in_turn_and_nothing_is_lost_or_done_twice(apart, tmp_path, record_property):
    with mail_sink() as sink:
        apart["MAIL_URL"] = f"smtp://127.0.0.1:{sink.port}?tls=off"
        hosts = Hosts(apart, tmp_path, ["web", "worker", "beat"])
        try:
            play(hosts, sink, tmp_path, record_property)
        finally:
            hosts.stop()


def close_one_after_the_other(count):
    """Polls that the planner has to end, a few at each tick, whatever day it is; their makers are told."""
    for number in range(count):
        membership = GroupMembershipFactory()
        poll = choice_poll(SimpleNamespace(group=membership.group, member=membership.member))
        end = timezone.now() + dt.timedelta(seconds=3 * number)
        Poll.objects.filter(pk=poll.pk).update(closes_at=end, made_at=end - dt.timedelta(days=3))


def left():
    return Delivery.objects.filter(kind="test", state__in=[DeliveryState.PLANNED, DeliveryState.SENDING])


def ended():
    return AuditEvent.objects.filter(verb="plg.poll_ended")


def play(hosts, sink, folder, record_property):
    sessions = sign_in(150)
    wait_for_both(hosts)
    close_one_after_the_other(POLLS)
    put_in_outbox(600)
    Delivery.objects.filter(pk__in=Delivery.objects.order_by("?").values("pk")[:200]).update(at_most_once=True)
    sink.delay = 0.2
    ports = [hosts.running["web", host].port for host in (1, 2)]
    kills = [(name, host) for name in ("web", "worker", "beat") for host in (1, 2)]
    with proxy_before(ports, folder) as tls, People(tls, folder, sessions) as people:
        wait_for(lambda: len(sink.mails) > 20, seconds=120)
        for name, host in kills:
            began, mails = time.monotonic(), len(sink.mails)
            hosts.kill(name, host)
            time.sleep(6)
            hosts.start_again(name, host)
            time.sleep(4)
            seconds = people.seconds_of_errors(began)
            record_property(f"{name} {host}", f"{seconds:.1f} s, {len(sink.mails) - mails} mails")
            assert seconds < 3, people.failed
        sink.delay = 0.0
        let_leases_lapse()
        wait_for(lambda: not left().exists(), seconds=300)
        wait_for(lambda: ended().count() >= POLLS, seconds=200)
    look(people, sink, record_property)


def look(people, sink, record_property):
    sent = Counter(mail["To"] for mail in sink.mails if mail["To"].startswith("lid") and mail["Subject"] == "Hallo")
    rows = Delivery.objects.filter(kind="test")
    unsure = rows.filter(state=DeliveryState.SKIPPED, at_most_once=True).count()
    once = set(rows.filter(at_most_once=True).values_list("address", flat=True))
    lost = {row.address for row in rows if row.state == DeliveryState.SENT} - set(sent)
    doubled = {address: times for address, times in sent.items() if times > 1}
    polls = Counter(event.data["poll"] for event in ended())
    kept = Counter(SavedSearch.objects.values_list("name", flat=True))
    told = {
        "mails": len(sink.mails), "lost": len(lost), "doubled": len(doubled), "unsure": unsure, "pages": people.read,
        "failed": Counter(what for _at, what, _status in people.failed), "forms": len(people.taken),
        "polls": len(polls),
    }  # fmt: skip
    for name, figure in told.items():
        record_property(name, str(figure))
    assert lost == set()
    assert max(sent.values()) <= 2
    assert len(doubled) <= 2, "at most one for each worker that was killed"
    assert once.isdisjoint(doubled)
    assert unsure <= 2
    assert (len(polls), max(polls.values())) == (POLLS, 1)
    assert kept == Counter(people.taken)
