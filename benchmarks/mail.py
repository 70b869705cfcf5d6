"""Measure how fast overviews are planned and mail is composed and sent, and send through a storm of killed senders.

See docs/delivery.md.

usage: python -m benchmarks.mail [--overviews 20000] [--mails 4000] [--kills 20]
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from multiprocessing.connection import Connection

from benchmarks.__main__ import _django_on
from knowledge_network.notifications.events.enums import Channel
from scripts.embedded import throw_away_servers
from tests.mail_sink import mail_sink

COMPOSED = 2000


def keep_sink(pipe: Connection) -> None:
    """A mail server in a process of its own, to take no time from the sender; tells its mailer, then its count."""
    with mail_sink() as sink:
        pipe.send(sink.mailer)
        pipe.recv()
        pipe.send(len(sink.mails))


def plan_notices(count: int) -> None:
    """As many members are told the same, each by a mail of its own that is made when it is sent."""
    from django.utils import timezone

    from benchmarks.data import load
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications import outbox
    from knowledge_network.notifications.events import mails, registry
    from knowledge_network.notifications.events.actions import notify
    from knowledge_network.notifications.outbox.models import Delivery

    load(count + 10)
    kind = registry.register(
        registry.NoticeKind(
            name="bench.told",
            text=lambda params: f"Nieuws over {params['name']}.",
            why="Je zit in deze meting.",
            label="Meting",
            default=Channel.NOW,
            urgency=registry.Urgency.URGENT,
        )
    )
    outbox.register_composer(kind.name, mails.compose_notice)
    outbox.register_sent(kind.name, mails.mark_mailed)
    notify(kind, to=list(Member.objects.active()[:count]), key="bench.told:1", name="de leesgroep")
    Delivery.objects.update(due_at=timezone.now())


def measure_sending(count: int) -> float:
    """Mails per second, composed and sent by one sender."""
    from django.conf import settings

    from knowledge_network.notifications import outbox

    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=keep_sink, args=(there,), daemon=True)
    server.start()
    settings.MAILERS = dict.fromkeys(("default", "bulk"), here.recv())
    plan_notices(count)
    started = time.perf_counter()
    outbox.deliver_due(seconds=600)
    seconds = time.perf_counter() - started
    here.send("how many?")
    arrived = here.recv()
    server.join(10)
    if arrived != count:
        sys.exit(f"{arrived} of {count} mails arrived")
    return count / seconds


def weather_storm(mails: int, kills: int) -> bool:
    """Whether nothing is lost, no more doubled than senders were killed, and nobody gets a mail three times."""
    from django.conf import settings

    from tests.notifications.senders import storm

    with mail_sink() as sink:
        settings.MAILERS = dict.fromkeys(("default", "bulk"), sink.mailer)
        outcome = storm(sink, mails=mails, kills=kills, seed=time.time_ns())
    print(
        f"{mails} mails, {kills} × kill -9: {outcome.lost} lost, {outcome.doubles} doubled,"
        f" at most {outcome.most_copies} copies, {outcome.seconds:.0f} s",
        flush=True,
    )
    return outcome.lost == 0 and outcome.doubles <= kills and outcome.most_copies <= 2


def plan_overviews(count: int) -> None:
    from django.core.management import call_command

    from benchmarks.digests import measure_planning

    call_command("migrate", verbosity=0)
    planning = measure_planning(count)
    print(planning, flush=True)
    if problems := planning.problems():
        sys.exit("; ".join(problems))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--overviews", type=int, default=20_000)
    parser.add_argument("--mails", type=int, default=4000)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    with throw_away_servers() as (postgres, valkey):
        os.environ.update({"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "REDIS_URL": valkey.url()})
        postgres.create_database("bench_digests")
        with _django_on(postgres.url("bench_digests")):
            plan_overviews(options.overviews)
        postgres.create_database("bench_mail")
        with _django_on(postgres.url("bench_mail")):
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            print(f"one sender composes and sends {measure_sending(COMPOSED):.0f} mails/s", flush=True)
            if not weather_storm(options.mails, options.kills):
                sys.exit("mail was lost or doubled more than it may")


if __name__ == "__main__":
    main()
