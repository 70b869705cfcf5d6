"""Figures for Prometheus: they tell how the machinery does and never of whom, on a port of their own."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from knowledge_network.dashboards.metrics import NetworkCollector
from knowledge_network.kit import counted
from knowledge_network.kit.counted import Counted
from knowledge_network.members.accounts.actions import note_guess
from knowledge_network.members.accounts.models import Guess
from knowledge_network.notifications.outbox import living
from knowledge_network.notifications.outbox.models import Delivery
from scripts.embedded import free_port
from tests import factories as f
from tests.infra.running import ROOT, Service, wait_for

MONITORING = ROOT / "monitoring"
NAME = re.compile(r"\bnetwork_[a-z_]+\b")
# What a figure may be told apart by: words of the machinery, never of people.
LABELS = {"source", "state", "queue", "how", "replica"}


def told() -> str:
    registry = CollectorRegistry()
    registry.register(NetworkCollector())
    return generate_latest(registry).decode()


def read(text: str) -> dict[str, float]:
    """Values by name, with the value of its label where it has one."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


@pytest.mark.django_db
def test_what_is_late_fails_or_is_full_stands_in_figures():
    due = timezone.now() - dt.timedelta(minutes=20)
    Delivery.objects.create(key="a", kind="test", address="lid@example.org", subject="s", text="t", due_at=due)
    Delivery.objects.create(
        key="b", kind="test", address="lid@example.org", subject="s", text="t", state="failed", reason="away"
    )
    for _time in range(3):
        note_guess("password", "lid@example.org", most=10, within=dt.timedelta(hours=1))
    counted.count(Counted.SLOW)
    with living.alive():
        found = read(told())
    assert found["network_up database"] == found["network_up queue"] == found["network_up disk"] == 1
    assert found["network_mail_oldest_due_seconds"] == pytest.approx(1200, abs=60)
    assert (found["network_mail failed"], found["network_mail_due"], found["network_senders"]) == (1, 1, 1)
    assert found["network_failed_logins_hour"] == 3
    assert (found["network_pages_total slow"], found["network_pages_total failed"]) == (1, 0)
    assert found["network_migrations_current"] == 1
    assert 0 < found["network_database_connections busy"] < found["network_database_connections_most"]


@pytest.mark.django_db
def test_no_figure_says_a_name_an_address_or_a_secret():
    member = f.MemberFactory(given_name="Kanariegeel", family_name="Vinkentouw", email="kanarie@example.org")
    group = f.GroupMembershipFactory(member=member).group
    Delivery.objects.create(key="kanarie-sleutel", kind="kanarie.soort", member=member, address=member.email, text="t")
    note_guess("password", member.email, most=10, within=dt.timedelta(hours=1))
    text = told()
    assert read(text)["network_mail_due"] == 1
    key = Guess.objects.get().key
    for canary in (key, "anarie", "Vinkentouw", "@", "://", group.slug, member.public_id, str(member.pk)):
        assert canary not in text, canary
    families = list(text_string_to_metric_families(text))
    assert {label for family in families for sample in family.samples for label in sample.labels} <= LABELS


@pytest.mark.django_db
def test_a_source_that_is_away_says_so_and_takes_no_other_figure_along(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found = read(told())
    assert (found["network_up queue"], found["network_up database"]) == (0, 1)
    assert "network_queue_messages celery" not in found
    assert "network_mail_due" in found


def test_pages_are_counted_when_they_are_slow_or_fail():
    counted.note_page(0.2, 200)
    counted.note_page(1.2, 200)
    counted.note_page(0.2, 503)
    assert counted.read_counts() == {Counted.SLOW: 1, Counted.FAILED: 1}


@pytest.mark.django_db
def test_a_page_that_was_slow_is_counted_by_the_web(client, monkeypatch):
    monkeypatch.setattr(counted, "SLOW_SECONDS", 0.0)
    client.get("/inloggen/")
    assert counted.read_counts()[Counted.SLOW] == 1


def addresses(resolver: URLResolver) -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(str(pattern.pattern))
        else:
            found += addresses(pattern)
    return found


@pytest.mark.django_db
def test_visitors_do_not_come_by_the_figures():
    assert not [address for address in addresses(get_resolver()) if "metrics" in address]
    assert b"network_" not in Client().get("/metrics").content


@pytest.mark.real_clock(reason="the figures are served by another process")
def test_the_service_tells_them_on_a_port_of_its_own_and_ends_when_asked(tmp_path):
    variables = {name: os.environ[name] for name in ("PATH", "HOME", "TEST_DATABASE_URL", "TEST_REDIS_URL")}
    port = free_port()
    variables |= {"METRICS_PORT": str(port), "DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test"}
    service = Service("metrics", variables, tmp_path)
    service.port = port
    try:
        wait_for(lambda: service.get("/metrics")[0] == 200, seconds=90)
        assert 'network_up{source="queue"} 1.0' in service.get("/metrics")[1]
    finally:
        code = service.stop()
    assert code == 0


# Alerts and dashboard -----------------------------------------------------------------------------


def names_in(file: Path) -> set[str]:
    return set(NAME.findall(file.read_text()))


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["alerts.yml", "alerts_test.yml", "grafana.json"])
def test_alerts_and_dashboard_ask_for_figures_that_exist(file, settings, tmp_path):
    for name in (".last-backup", ".last-tried-restore"):
        (tmp_path / name).write_text(timezone.now().isoformat())
    settings.MEDIA_ROOT = str(tmp_path)
    known = {family.name for family in NetworkCollector().collect()} | {"network_pages_total"}
    # Known only once a job of the schedule ran.
    assert names_in(MONITORING / file) <= known | {"network_planner_lag_seconds"}


def alerts() -> dict[str, dict[str, object]]:
    (group,) = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"]
    return {rule["alert"]: rule for rule in group["rules"]}


def test_every_alert_is_tried_and_told_in_the_page_about_it():
    tried = yaml.safe_load((MONITORING / "alerts_test.yml").read_text())["tests"]
    calm = {test["alertname"] for test in tried[0]["alert_rule_test"]}
    assert {test["name"] for test in tried[1:]} == calm == set(alerts())
    page = (ROOT / "docs" / "scaling.md").read_text()
    assert [name for name in alerts() if f"`{name}`" not in page] == []


def find_promtool() -> str:
    """On a machine of ours it has to be there (scripts/debian-packages); elsewhere this is left out, with a word."""
    found = shutil.which("promtool")
    if found is None and os.environ.get("CI") == "1":
        pytest.fail("promtool is missing: install what scripts/debian-packages lists")
    if found is None:
        pytest.skip("there is no promtool on this machine: that alerts sound is left out")
    return found


@pytest.mark.real_clock(reason="promtool is a process of its own, with moments of its own")
@pytest.mark.parametrize(
    "words", ["check rules alerts.yml", "test rules alerts_test.yml", "check config --syntax-only prometheus.yml"]
)
def test_each_alert_sounds_when_it_should_and_none_in_a_calm_network(words):
    done = subprocess.run([find_promtool(), *words.split()], cwd=MONITORING, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboard_is_json_with_a_question_in_every_panel():
    panels = json.loads((MONITORING / "grafana.json").read_text())["panels"]
    assert len({panel["title"] for panel in panels}) == len(panels)
    assert all(target["expr"] for panel in panels for target in panel["targets"])
