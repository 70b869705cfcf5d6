"""Load how some people want to be told: when the overview comes, when it is quiet, what comes at once or never."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F

from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.notifications.events.actions import change_rhythm, choose_channels
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.notifications.outbox.enums import DeliveryState, MailWeekday
from knowledge_network.notifications.outbox.models import Delivery
from plg.space.notices import CONVERSATION_STARTED, FILE_ADDED, POSTED

RHYTHMS: dict[str, dict[str, Any]] = {
    "leraar": {"weekday": MailWeekday.FRIDAY, "at_time": dt.time(15)},
    "coordinator": {"weekday": MailWeekday.MONDAY, "at_time": dt.time(8), "quiet_evenings": False},
    "schoolleider": {"digest": False},
    "aspirant": {"weekday": MailWeekday.SUNDAY, "at_time": dt.time(19), "quiet_weekends": False},
}
# Login, kind of notice, how.
CHANNELS = (
    ("leraar", CONVERSATION_STARTED, Channel.NOW),
    ("expert", POSTED, Channel.APP),
    ("expert", FILE_ADDED, Channel.OFF),
    ("schoolopleider", POSTED, Channel.DAILY),
)


def seed_choices(network: DemoNetwork) -> None:
    for login, values in RHYTHMS.items():
        change_rhythm(member=network.cast.login(login), **values)
    for login, kind, channel in CHANNELS:
        choose_channels(member=network.cast.login(login), choices={(kind.name, ""): channel})
    send_what_was_due(network.reference)


def send_what_was_due(day: dt.date) -> None:
    """What was due before the day of the demo went out then: nobody is mailed about last year once it runs."""
    due = Delivery.objects.filter(state=DeliveryState.PLANNED, due_at__lt=rhythm.local(day, dt.time()))
    due.update(state=DeliveryState.SENT, sent_at=F("due_at"))


SEED = Seed(
    "How people want to be told",
    seed_choices,
    after=(
        "plg_polls",
        "lesson_study_cycles",
        "members_admission",
        "agreements_obligations",
        "expertise_finding",
        "figures",
    ),
)
