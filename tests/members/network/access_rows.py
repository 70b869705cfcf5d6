"""The settings of the network: coordinators and administrators; what every page shows of its look: everybody."""

from __future__ import annotations

from typing import Any

from knowledge_network.members.network.actions.settings import change_network
from knowledge_network.members.network.enums import Section
from knowledge_network.members.network.models import NetworkChange
from tests.access.table import HIDDEN, Row, everybody, only
from tests.access.world import World

KEEPS_SETTINGS = only("coordinator", "admin")
COORDINATOR = only("coordinator")
INCOMPLETE = {**KEEPS_SETTINGS, "coordinator": "422", "admin": "422"}
GONE = {"*": HIDDEN}


def objects_of(world: World) -> dict[str, Any]:
    change_network(section=Section.NAME, by=None, region_name="Veluwe")
    return {"network_change": NetworkChange.objects.get()}


def change(world: World) -> dict[str, Any]:
    return {"public_id": world.network_change.public_id}


def section(world: World) -> dict[str, Any]:
    return {"section": Section.PUBLIC.address}


def text(world: World) -> dict[str, Any]:
    return {"page": "over", "language": "nl"}


def board(world: World) -> dict[str, Any]:
    return {"boards": [world.board.slug]}


ROWS = [
    Row("members:setup_begin", GONE, kwargs=lambda world: {"token": "x" * 32}, note="somebody runs the network"),
    Row("members:setup_begin", GONE, method="post", kwargs=lambda world: {"token": "x" * 32}),
    Row("members:network_style", everybody()),
    Row("members:network_logo", GONE, kwargs=lambda world: {"version": "none"}, note="there is no logo"),
    Row("members:network_settings", KEEPS_SETTINGS),
    Row("members:network_test_mail", KEEPS_SETTINGS, method="post"),
    Row("members:network_history", KEEPS_SETTINGS),
    Row("members:network_undo", KEEPS_SETTINGS, method="post", kwargs=change),
    Row("members:network_text", KEEPS_SETTINGS, kwargs=text),
    Row("members:network_text", KEEPS_SETTINGS, method="post", kwargs=text, data=lambda world: {"body": "Over ons"}),
    Row("members:network_section", KEEPS_SETTINGS, kwargs=section),
    Row(
        "members:network_section",
        KEEPS_SETTINGS,
        method="post",
        kwargs=section,
        data=lambda world: {"open_signup": "on", "public_figures": "on", "public_directory": "on"},
    ),
    Row("members:network_second", KEEPS_SETTINGS),
    Row("members:network_second", INCOMPLETE, method="post", data=lambda world: {"email": "nobody"}),
    Row("members:network_partners", COORDINATOR),
    Row("members:network_partners", COORDINATOR, method="post", data=board),
    Row("members:network_topics", COORDINATOR),
    Row("members:network_topics", COORDINATOR, method="post", data=lambda world: {"sets": ["mbo"]}),
    Row("members:network_later", KEEPS_SETTINGS, method="post", kwargs=lambda world: {"step": "naam"}),
]
