"""Senders as processes of their own, as a terminal or cron starts them, to be killed in the middle of their work."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone

from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from tests.mail_sink import MailSink


def put_in_outbox(count: int, **changes) -> None:
    """Mails that nobody was woken up for."""
    made = {"kind": "test", "subject": "Hallo", "text": "Dag", **changes}
    Delivery.objects.bulk_create(
        [Delivery(key=f"k:{n}", address=f"lid{n}@example.org", **made) for n in range(count)], batch_size=1000
    )


@contextmanager
def sender(*arguments: str, before: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py deliver` on our database and mail server; `before` is code that it runs first."""
    program = (
        "import django; django.setup();"
        "from django.conf import settings; from django.core.management import call_command;"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r};"
        f"settings.DATABASE_DIRECT_URL = {settings.DATABASE_DIRECT_URL!r};"
        f"settings.MAILERS = {settings.MAILERS!r}\n{before}\ncall_command('deliver', *{arguments!r})"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test", **os.environ}
    process = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(true: Callable[[], bool], *, seconds: float = 60, pause: float = 0.01) -> None:
    stop_at = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < stop_at, "nothing happened"
        time.sleep(pause)


@dataclass(frozen=True)
class Outcome:
    lost: int
    doubles: int
    most_copies: int
    seconds: float


def storm(sink: MailSink, *, mails: int, kills: int, workers: int = 2, seed: int = 3) -> Outcome:
    """Send `mails` with workers that look again by themselves, killing one of them at `kills` random moments."""
    chance = random.Random(seed)  # nosec B311
    put_in_outbox(mails)
    started = time.monotonic()
    running = [sender("--loop") for _ in range(workers)]
    processes = [each.__enter__() for each in running]
    for moment in sorted(chance.sample(range(1, mails * 9 // 10), kills)):
        wait_until(lambda moment=moment: len(sink.mails) >= moment)
        victim = chance.randrange(workers)
        running[victim].__exit__(None, None, None)
        running[victim] = sender("--loop")
        processes[victim] = running[victim].__enter__()
    wait_until(lambda: not Delivery.objects.filter(state=DeliveryState.PLANNED).exists(), seconds=300, pause=0.1)
    wait_until(lambda: Delivery.objects.filter(state=DeliveryState.SENDING).count() <= kills, pause=0.1)
    time.sleep(0.5)
    for each in running:
        each.__exit__(None, None, None)
    seconds = time.monotonic() - started
    let_leases_lapse()
    deliver_due()
    copies = Counter(mail["To"] for mail in sink.mails)
    return Outcome(mails - len(copies), len(sink.mails) - len(copies), max(copies.values()), seconds)


def let_leases_lapse() -> None:
    Delivery.objects.filter(state=DeliveryState.SENDING).update(leased_until=timezone.now() - dt.timedelta(seconds=1))
