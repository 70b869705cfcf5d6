"""Load how some people want to be told: when the overview comes, when it is quiet, what comes at once or never."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.notifications.events.actions import change_rhythm, choose_channels
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.outbox.enums import MailWeekday
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


SEED = Seed("How people want to be told", seed_choices, after=("plg_polls", "lesson_study_cycles"))
