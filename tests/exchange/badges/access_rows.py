"""Badges: one's own, what waits for who runs the network, and what everybody may check."""

from __future__ import annotations

import itertools
from typing import Any

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.enums import BadgeKind, BadgeState, EndReason
from knowledge_network.exchange.badges.models import Badge
from knowledge_network.kit.ids import random_public_id
from tests.access.table import FORBIDDEN, HIDDEN, Row, everybody, members_only, only, shown_again
from tests.quality.canaries import token

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("exchange.badge", "state"): BadgeState.ASKED,
    ("exchange.badge", "end_reason"): EndReason.HOLDER,
    ("exchange.badge", "decided_by"): None,
    # There is one of each kind, and one of each number.
    ("exchange.badgeclass", "kind"): random_public_id,
    ("exchange.badgeclass", "months"): 12,
    ("exchange.statusbit", "number"): itertools.count(1).__next__,
}

OWN = only("group_member", otherwise=HIDDEN)
# Asked: seen by who asked and by who decides.
SEES_REQUEST = only("group_member", "coordinator", otherwise=HIDDEN)
OWNS_REQUEST = {**SEES_REQUEST, "coordinator": FORBIDDEN}
DECIDES = {**SEES_REQUEST, "group_member": FORBIDDEN}
# Granted by the coordinator of the world.
SEES_GRANTED = SEES_REQUEST
DESK = only("coordinator")


def objects_of(world: Any) -> dict[str, Any]:
    coordinator, member = world.people["coordinator"], world.people["group_member"]
    words = {"name": "Begeleider", "description": "Begeleidt.", "criterion": "Begeleidde een groep."}
    badge_class = actions.write_class(kind=BadgeKind.PROCESS_GUIDE, by=coordinator, months=24, **words)
    granted = actions.ask_badge(badge_class=badge_class, by=member, motivation="Ik begeleidde.")
    granted = actions.grant_badge(badge=granted, by=coordinator)
    asked = Badge.objects.create(member=member, badge_class=badge_class, motivation="Nog eens.")
    return {"badge_class": badge_class, "granted_badge": granted, "asked_badge": asked}


def plant(world: Any) -> None:
    """What one wrote is read by oneself and by who decides."""
    who = frozenset({"group_member", "coordinator"})
    Badge.objects.filter(pk=world.asked_badge.pk).update(motivation=token("badge-aanvraag", who))
    Badge.objects.filter(pk=world.granted_badge.pk).update(motivation=token("badge-toegekend", who))


def of(name: str, **more: Any) -> Any:
    return lambda world: {"public_id": getattr(world, name).public_id, **more}


def sends(**data: Any) -> Any:
    return lambda world: dict(data)


KIND = {"kind": "procesbegeleider"}
CLASS = sends(name="Begeleider", description="Begeleidt.", criterion="Anders.", months="12", is_offered="on")
ROWS = [
    Row("exchange:my_badges", members_only()),
    Row("exchange:badge_ask", members_only(), kwargs=lambda world: KIND),
    # The member of the group has asked for it already.
    Row(
        "exchange:badge_ask",
        members_only(group_member="422"),
        "post",
        kwargs=lambda world: KIND,
        data=sends(motivation="Ik begeleid."),
    ),
    Row("exchange:badge_kinds", DESK),
    Row("exchange:badge_class", everybody(), kwargs=lambda world: KIND),
    Row("exchange:badge_class_change", DESK, kwargs=lambda world: KIND),
    Row("exchange:badge_class_change", DESK, "post", kwargs=lambda world: KIND, data=CLASS),
    Row(
        "exchange:badge_class_endorse",
        only("board_director"),
        "post",
        kwargs=lambda world: KIND,
        data=lambda world: {"board": world.board.slug, "seen": world.badge_class.words_hash},
    ),
    Row("exchange:badge_requests", DESK),
    Row("exchange:badge_check", everybody()),
    # Looked at and not kept.
    Row("exchange:badge_check", shown_again(everybody()), "post"),
    Row("exchange:badge_status", everybody()),
    Row("exchange:did_document", everybody()),
    Row("exchange:badge_detail", SEES_REQUEST, kwargs=of("asked_badge")),
    Row("exchange:badge_detail", SEES_GRANTED, kwargs=of("granted_badge"), note="granted"),
    Row(
        "exchange:badge_file",
        {**SEES_GRANTED, "coordinator": FORBIDDEN},
        kwargs=of("granted_badge", form="jwt"),
    ),
    Row("exchange:badge_take_back", OWNS_REQUEST, "post", kwargs=of("asked_badge")),
    Row("exchange:badge_remove", OWNS_REQUEST, kwargs=of("asked_badge")),
    Row("exchange:badge_remove", OWNS_REQUEST, "post", kwargs=of("asked_badge")),
    Row("exchange:badge_grant", DECIDES, "post", kwargs=of("asked_badge")),
    Row("exchange:badge_decline", DECIDES, "post", kwargs=of("asked_badge"), data=sends(reason="Nog niet.")),
    Row(
        "exchange:badge_withdraw",
        {**SEES_GRANTED, "group_member": FORBIDDEN},
        "post",
        kwargs=of("granted_badge"),
        data=sends(reason="Fout."),
    ),
]
