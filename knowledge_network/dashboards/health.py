"""Whether the machinery of the network runs, part by part, in words that an administrator can act on. Names nobody."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django
import redis
from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.dashboards.enums import Condition
from knowledge_network.kit import health
from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.storage import OK as DISK_OK
from knowledge_network.kit.storage import disk_state
from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.notifications.jobs.queries import find_last_sign
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import get_name
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.upkeep import read_figures
from knowledge_network.schedule import QUEUES

# The schedule asks for something every half minute: whoever is silent for longer is away.
SILENCE = dt.timedelta(minutes=3)
# A mail goes within a minute; after this long something is stuck.
STUCK_AFTER = dt.timedelta(minutes=15)
# How an address asks for the mails behind a figure.
MAIL_WAITS, MAIL_FAILED = "wacht", "mislukt"
# One message is asked for every half minute and taken at once: more of them wait for a worker.
QUEUE_IS_LONG = 50
RESTORE_TRIED_WITHIN = dt.timedelta(days=40)
CONNECTIONS_SCARCE = 0.8
DISK_SCARCE = 0.1


@dataclass(frozen=True)
class Part:
    """A part of the machinery: `summary` says how it is and what to do, `facts` are figures with their names."""

    icon: str
    label: str
    condition: Condition
    summary: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def css_class(self) -> str:
        return {Condition.WORKS: "ok", Condition.LOOK: "wait", Condition.BROKEN: "bad"}[self.condition]


def inspect_parts(now: dt.datetime | None = None) -> list[Part]:
    """All parts, in the order in which one leans on the other. Five queries, and one question to the queue."""
    moment = now or timezone.now()
    waiting = measure_queue()
    return [
        inspect_site(),
        inspect_database(),
        inspect_queue(waiting),
        inspect_worker(waiting, moment),
        inspect_mail(moment),
        inspect_imports(moment),
        inspect_files(),
        inspect_backup(moment),
    ]


def inspect_site() -> Part:
    facts = (
        (_("Version of the platform"), read_version()),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
    )
    return Part("globe", _("Site"), Condition.WORKS, _("It answers: you are reading this page."), facts)


@cache
def read_version() -> str:
    """The version in pyproject.toml; «–» where that file does not come along."""
    try:
        project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    except OSError:
        return "–"
    return str(project["project"]["version"])


def inspect_database() -> Part:
    """Size, connections and version. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), current_setting('server_version'),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
            " current_setting('max_connections')::int"
        )
        size, version, used, most = cursor.fetchone()
    condition, summary = Condition.WORKS, _("It answers and has this version’s tables.")
    if health.database_state() != health.OK:
        condition, summary = Condition.BROKEN, _("Tables of this version are missing: run the migrations.")
    elif used >= most * CONNECTIONS_SCARCE:
        condition, summary = Condition.LOOK, _("Nearly all connections are in use: fewer web processes, or more room.")
    facts = (
        ("PostgreSQL", version.split()[0]),
        (_("Size"), filesizeformat(size)),
        (_("Connections in use"), _("%(used)s of %(most)s") % {"used": used, "most": most}),
    )
    return Part("database", _("Database"), condition, summary, facts)


def measure_queue() -> int | None:
    """How many messages wait for a worker; None when the queue does not answer within a second."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as queue:
            lengths = [queue.llen(name) for name in QUEUES if name != "films"]
            return sum(length for length in lengths if isinstance(length, int))
    except redis.RedisError:
        return None


def inspect_queue(waiting: int | None) -> Part:
    label = _("Queue and cache")
    if waiting is None or not health.cache_answers():
        text = _("It does not answer: pages are slower, mail and imports wait for its return. Nothing is lost.")
        return Part("inbox", label, Condition.BROKEN, text)
    facts = ((_("Messages that wait"), str(waiting)),)
    if waiting > QUEUE_IS_LONG:
        text = _("Messages pile up: the worker is away, or has more to do than it can.")
        return Part("inbox", label, Condition.LOOK, text, facts)
    return Part("inbox", label, Condition.WORKS, _("It answers and is nearly empty, as it should be."), facts)


def inspect_worker(waiting: int | None, now: dt.datetime) -> Part:
    """A sign of life is a job that came to an end. Where messages wait it is the worker, else the clock. One query."""
    label, last = _("Worker and schedule"), find_last_sign()
    if current_app.conf.task_always_eager:
        return Part(
            "settings", label, Condition.WORKS, _("Here each job is done at once, within the page that asks for it.")
        )
    if last is None:
        text = _("No job was done yet. Start the worker and the schedule (beat), and look again in a minute.")
        return Part("settings", label, Condition.LOOK, text)
    facts = ((_("Last sign of life"), nice_datetime(last)),)
    if now - last <= SILENCE:
        return Part("settings", label, Condition.WORKS, _("Jobs are asked for and done."), facts)
    since = {"time": timesince(last, now)}
    if waiting is None:
        text = _("Nothing was done for %(time)s, for the queue is away.") % since
    elif waiting:
        text = _("Nothing was done for %(time)s, while messages wait: start the worker anew.") % since
    else:
        text = _("Nothing was asked for %(time)s: start the schedule (beat) anew.") % since
    return Part("settings", label, Condition.BROKEN, text, facts)


@dataclass(frozen=True)
class MailByKind:
    """How many mails of which kind wait or failed; never whose they are."""

    title: str
    rows: list[tuple[str, int]]

    @property
    def count(self) -> int:
        return sum(count for _label, count in self.rows)


def list_mail_by_kind(asked: str, now: dt.datetime | None = None) -> MailByKind | None:
    """What a figure of the platform administrator counts: `asked` is «wacht» or «mislukt». One query."""
    moment = now or timezone.now()
    if asked == MAIL_WAITS:
        title, rows = _("Mails that should have gone by now"), find_stuck_mail(moment)
    elif asked == MAIL_FAILED:
        title, rows = _("Mails that could not be delivered"), Delivery.objects.filter(state=DeliveryState.FAILED)
    else:
        return None
    counted = rows.order_by().values("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    return MailByKind(title, [(get_name(row["kind"]), row["n"]) for row in counted])


def find_stuck_mail(now: dt.datetime) -> QuerySet[Delivery]:
    """Due for longer than a mail ever takes."""
    return Delivery.objects.filter(state__in=DeliveryState.DUE, due_at__lt=now - STUCK_AFTER)


def inspect_mail(now: dt.datetime) -> Part:
    """As it was at most five minutes ago: one query, or none."""
    counted = read_figures(now)
    found, late = counted.found, dt.timedelta(seconds=counted.found["oldest_due_seconds"])
    facts = (
        (_("Sent in 24 hours"), str(found["sent_today"])),
        (_("Due by now"), str(found["due"])),
        (_("Oldest mail that is due"), timesince(now - late, now) if late else "–"),
        (_("Held back"), str(found["held"])),
        (_("Failed"), str(found["failed"])),
        (_("Counted"), nice_datetime(counted.at)),
    )
    condition, summary = Condition.WORKS, _("What is due goes out.")
    if late > STUCK_AFTER:
        condition, summary = Condition.BROKEN, _("Mail waits too long: look at the worker and at the mail server.")
    elif found["failed"] or found["held"]:
        condition, summary = Condition.LOOK, _("Some mails failed or wait for a decision: see «Sent mail».")
    return Part("mail", _("Mail"), condition, summary, facts)


def inspect_imports(now: dt.datetime) -> Part:
    """Lists that a worker has to work on, and has left alone. One query."""
    asked = ImportRun.objects.filter(state__in=ImportState.AT_WORK, created_at__lt=now - STUCK_AFTER)
    stuck = asked.count()
    text = ngettext("%(n)s list waits for a worker.", "%(n)s lists wait for a worker.", stuck) % {"n": stuck}
    if stuck:
        return Part("file-up", _("Imports"), Condition.BROKEN, text)
    return Part("file-up", _("Imports"), Condition.WORKS, _("No list waits for a worker."))


def inspect_files() -> Part:
    if settings.FILES_S3_URL:
        return _inspect_store()
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    disk = shutil.disk_usage(folder)
    facts = ((_("Free on the disk"), _("%(free)s of %(all)s") % _sizes(disk.free, disk.total)),)
    if disk_state() != DISK_OK:
        text = _("The disk takes no files: make room, or open it for writing.")
        return Part("folder", _("Files"), Condition.BROKEN, text, facts)
    if disk.free < disk.total * DISK_SCARCE:
        return Part("folder", _("Files"), Condition.LOOK, _("The disk is nearly full: make room."), facts)
    return Part("folder", _("Files"), Condition.WORKS, _("There is room for uploads."), facts)


def _inspect_store() -> Part:
    """In S3: how much room there is only the provider knows."""
    if disk_state() != DISK_OK:
        text = _("The store of files takes none: look whether it answers and what its key may do.")
        return Part("folder", _("Files"), Condition.BROKEN, text)
    return Part("folder", _("Files"), Condition.WORKS, _("The store of files answers."))


def _sizes(free: int, total: int) -> dict[str, str]:
    return {"free": filesizeformat(free), "all": filesizeformat(total)}


def inspect_backup(now: dt.datetime) -> Part:
    """When it was saved last, and when somebody (or the script) last tried whether it can be put back."""
    saved, tried = health.read_moment(health.LAST_BACKUP), health.read_moment(health.LAST_TRIED_RESTORE)
    facts = (
        (_("Last back-up"), nice_datetime(saved) if saved else _("never")),
        (_("Last tried restore"), nice_datetime(tried) if tried else _("never")),
    )
    state = health.backup_state(now)
    condition, summary = Condition.WORKS, _("It is recent, and putting it back was tried.")
    if state == health.NOT_WATCHED:
        condition, summary = Condition.LOOK, _("Nobody watches over it: set BACKUP_LATE_HOURS.")
    elif state != health.OK:
        condition, summary = Condition.BROKEN, _("The last back-up is too old, or there is none.")
    elif tried is None or now - tried > RESTORE_TRIED_WITHIN:
        condition = Condition.LOOK
        summary = _("It is recent, but for long nobody tried whether it can be put back.")
    return Part("archive", _("Back-up"), condition, summary, facts)


def list_broken(parts: list[Part]) -> Iterator[Part]:
    return (part for part in parts if part.condition != Condition.WORKS)
