"""Figures of the machinery for Prometheus, read when it asks, on a port of its own. They name nobody.

All come from the database, the queue, the cache and the disk, so that one process tells them of all web processes and
workers, on whatever machine those are. What the page of health tells in words is told here in numbers.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import redis
import structlog
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from knowledge_network.kit import counted, health, replicas
from knowledge_network.members.accounts.models import Guess
from knowledge_network.notifications.jobs.queries import find_last_sign, list_failing_plans, list_jobs
from knowledge_network.notifications.outbox import living
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.upkeep import figures
from knowledge_network.schedule import QUEUES

logger = structlog.get_logger(__name__)

STATES = (DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.HELD, DeliveryState.FAILED)
GUESSES_OF = dt.timedelta(hours=1)


class NetworkCollector(Collector):
    """What is told at each question. A source that is away leaves its own figures out, and says so by `network_up`."""

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        up = GaugeMetricFamily("network_up", "Whether this source of figures answers.", labels=["source"])
        for source, read in (("database", read_database), ("queue", read_queue), ("disk", read_disk)):
            try:
                found = list(read(now))
            except (DatabaseError, redis.RedisError, OSError) as problem:
                logger.warning("metrics_source_away", source=source, error=type(problem).__name__)
                up.add_metric([source], 0)
                continue
            up.add_metric([source], 1)
            yield from found
        # Each question comes in a thread of its own, which would leave its connection behind.
        if not connection.in_atomic_block:
            connection.close()
        yield up


def read_database(now: dt.datetime) -> Iterator[Metric]:
    """Mail, jobs, connections and guesses. Eight queries."""
    yield _gauge("network_migrations_current", "Whether the database has the tables of this version.", _is_current())
    yield from read_mail(now)
    yield from read_jobs(now)
    yield from read_connections()
    yield read_replicas()
    guesses = Guess.objects.count_since(now - GUESSES_OF)
    yield _gauge("network_failed_logins_hour", "Wrong passwords and codes of an hour.", guesses)


def read_mail(now: dt.datetime) -> Iterator[Metric]:
    found = figures(now)
    yield _gauge(
        "network_mail_oldest_due_seconds", "How late the mail is that should have gone first.",
        found["oldest_due_seconds"],
    )  # fmt: skip
    mails = GaugeMetricFamily("network_mail", "Mails in the outbox by state.", labels=["state"])
    for state in STATES:
        mails.add_metric([state.value], found[state.value])
    yield mails
    yield _gauge("network_mail_sent_day", "Mails sent in 24 hours.", found["sent_today"])
    yield _gauge("network_mail_due", "Mails that should have gone by now.", found["due"])
    yield _gauge("network_senders", "Senders at work at this moment.", living.count_alive())


def read_jobs(now: dt.datetime) -> Iterator[Metric]:
    last = find_last_sign()
    if last is not None:
        lag = (now - last).total_seconds()
        yield _gauge("network_planner_lag_seconds", "Since a worker finished or failed a job of the schedule.", lag)
    jobs = list_jobs(now)
    yield _gauge("network_jobs_late", "Jobs of the schedule whose turn passed.", sum(job.is_late for job in jobs))
    failing = sum(job.is_failing for job in jobs) + len(list_failing_plans())
    yield _gauge("network_jobs_failing", "Jobs and plans that failed when they last ran.", failing)


def read_connections() -> Iterator[Metric]:
    """How full PostgreSQL is, who waits there, and how far each replica that streams from it is behind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE state NOT LIKE 'idle%'), count(*) FILTER (WHERE state LIKE 'idle%'),"
            " count(*) FILTER (WHERE wait_event_type = 'Lock'), current_setting('max_connections')::int,"
            " pg_database_size(current_database())"
            " FROM pg_stat_activity WHERE datname = current_database()"
        )
        busy, idle, waiting, most, size = cursor.fetchone() or (0, 0, 0, 0, 0)
        cursor.execute(
            "SELECT pid::text, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0) FROM pg_stat_replication"
        )
        replicas = cursor.fetchall()
    used = GaugeMetricFamily("network_database_connections", "Connections to the database.", labels=["state"])
    for state, number in (("busy", busy), ("idle", idle), ("waits for a lock", waiting)):
        used.add_metric([state], number)
    yield used
    yield _gauge("network_database_connections_most", "Connections that PostgreSQL takes.", most)
    yield _gauge("network_database_bytes", "Size of the database.", size)
    lag = GaugeMetricFamily("network_replica_lag_bytes", "How far a replica is behind.", labels=["replica"])
    for number, (_pid, behind) in enumerate(replicas, 1):
        lag.add_metric([str(number)], float(behind))
    yield lag


def read_replicas() -> Metric:
    """Of each replica that pages are read from whether it answers and follows; none without DATABASE_REPLICA_URL."""
    up = GaugeMetricFamily("network_replica_up", "Whether this replica answers and follows.", labels=["replica"])
    for number, is_up in enumerate(replicas.list_states().values(), 1):
        up.add_metric([str(number)], is_up)
        if not connection.in_atomic_block:
            connections[settings.REPLICAS[number - 1]].close()
    return up


def read_queue(now: dt.datetime) -> Iterator[Metric]:
    """Messages that wait for a worker, and what web processes counted in the cache beside it."""
    waiting = GaugeMetricFamily("network_queue_messages", "Messages that wait for a worker.", labels=["queue"])
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as queue:
        for name in QUEUES:
            waiting.add_metric([name], float(queue.llen(name)))
    yield waiting
    pages = CounterMetricFamily("network_pages", "Pages that took a second or longer, or failed.", labels=["how"])
    for what, number in counted.read_counts().items():
        pages.add_metric([what.value], number)
    yield pages


def read_disk(now: dt.datetime) -> Iterator[Metric]:
    folder = Path(settings.MEDIA_ROOT)
    if folder.exists():
        disk = shutil.disk_usage(folder)
        yield _gauge("network_disk_free_ratio", "Free part of the disk of the uploads.", disk.free / disk.total)
    late = health.backup_state(now).startswith("late")
    yield _gauge("network_backup_late", "Whether the last back-up is too old, or there is none.", late)
    for name, file, words in (
        ("network_backup_age_seconds", health.LAST_BACKUP, "Since the last back-up."),
        ("network_restore_tried_age_seconds", health.LAST_TRIED_RESTORE, "Since putting one back was tried."),
    ):
        if (moment := health.read_moment(file)) is not None:
            yield _gauge(name, words, (now - moment).total_seconds())


def _is_current() -> bool:
    return health.database_state() == health.OK


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=float(value))
