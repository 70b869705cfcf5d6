"""Open the network to the world: the catalogue, meetings for everybody, keys of programs, a system that hears."""

from __future__ import annotations

import datetime as dt

from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.exchange.api.actions import make_key
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.exchange.catalogue.actions import bring_up_to_date
from knowledge_network.exchange.feeds.actions import open_meeting
from knowledge_network.exchange.hooks.actions.hooks import add_hook, switch_hook
from knowledge_network.exchange.hooks.enums import HookEvent
from plg.groups.enums import GroupState
from plg.meetings.models import Meeting

OPENED = 6


def seed_connections(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    bring_up_to_date(now=now)
    meetings = Meeting.objects.of_whole_groups().upcoming(now).select_related("group", "planned_by")
    known = meetings.filter(group__state__in=GroupState.PUBLIC).order_by("starts_at", "pk")
    coordinator = network.cast.login("coordinator")
    for meeting in known[:OPENED]:
        open_meeting(meeting=meeting, by=meeting.planned_by or coordinator)
    make_key(by=coordinator, name="Agenda op de site van de gemeente", scopes=[ApiScope.MEETINGS], days=365)
    make_key(by=network.cast.login("leraar"), name="Mijn leeslijst", scopes=[ApiScope.PRODUCTS], days=90)
    hook = add_hook(
        by=coordinator,
        name="Site van de bibliotheek",
        url="https://bibliotheek.example/kennisnetwerk",
        events=[HookEvent.PRODUCT_SHOWN, HookEvent.PRODUCT_GONE],
    )
    # Nobody listens there.
    switch_hook(hook=hook, by=coordinator, on=False)


SEED = Seed("Connections with other sites", seed_connections, after=("plg_meetings", "expertise_products"))
