"""Show and share: every member reads and comes to look; who shows something and who runs the network change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from expertise.showing.enums import ShowState
from expertise.showing.models import ShowDay, ShowSlot, SlotVisit
from plg.records.enums import ReturnAudience
from plg.records.models import ReturnToSchool
from tests.access.table import HIDDEN, Row, members_but, members_only, only
from tests.quality.canaries import COORDINATORS, token

DESK = only("coordinator")
SHOWS = only("same_board", "coordinator")
DAY = dt.timedelta(days=1)

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("expertise.showday", "rounds"): 4,
    ("expertise.showday", "pause"): 5,
    ("expertise.showslot", "round"): 1,
    ("expertise.showslot", "places"): 12,
}


def objects_of(world: Any) -> dict[str, Any]:
    """`same_board` shows something on a day to come; `other_board` has a place there, and was at one that is over."""
    shows, visits = world.people["same_board"], world.people["other_board"]
    now = timezone.now()
    coming = ShowDay.objects.create(title="Laten zien", starts_at=now + 9 * DAY, state=ShowState.OPEN)
    draft = ShowDay.objects.create(title="Nog niet klaar", starts_at=now + 40 * DAY)
    over = ShowDay.objects.create(title="Vorige keer", starts_at=now - 9 * DAY, state=ShowState.OPEN)
    slot = ShowSlot.objects.create(day=coming, round=1, room="Aula", title="De leesstoel", contact=shows)
    in_draft = ShowSlot.objects.create(day=draft, round=1, room="Aula", title="Breuken met repen")
    seen = ShowSlot.objects.create(day=over, round=1, room="Aula", title="De praatplaat", contact=shows)
    SlotVisit.objects.create(slot=slot, day=coming, round=1, member=visits)
    visit = SlotVisit.objects.create(slot=seen, day=over, round=1, member=visits)
    return {
        "show_day": coming,
        "draft_show_day": draft,
        "show_slot": slot,
        "draft_show_slot": in_draft,
        "seen_show_slot": seen,
        "show_visit": visit,
    }


def plant(world: Any) -> None:
    """What is prepared is for who runs the network; what a visitor takes home for them, and for who showed it."""
    draft = world.draft_show_day
    draft.explanation = token("show-voorbereiding", COORDINATORS)
    draft.save(update_fields=["explanation"])
    ShowSlot.objects.filter(pk=world.draft_show_slot.pk).update(text=token("show-te-zien", COORDINATORS))
    row = ReturnToSchool.objects.create(
        member=world.people["other_board"],
        what=token("show-meegenomen", frozenset({"other_board", "same_board"})),
        audience=ReturnAudience.CLASS,
        happened_on=timezone.localdate(),
        shared_with_group=False,
    )
    SlotVisit.objects.filter(pk=world.show_visit.pk).update(returned=row)


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def at(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).day.public_id, "key": getattr(world, name).public_id}


def a_day(world: Any) -> dict[str, Any]:
    date = (timezone.localdate() + 20 * DAY).isoformat()
    return {"title": "Winterdag", "date": date, "time": "14:00", "rounds": 3, "pause": 5, "place": "Aula"}


def a_slot(world: Any) -> dict[str, Any]:
    contact = world.people["group_member"].public_id
    return {"title": "Taal in de gymzaal", "round": 2, "room": "Gymzaal", "places": 8, "contact": contact}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


ONE, DRAFT, SLOT, SEEN = of("show_day"), of("draft_show_day"), at("show_slot"), at("seen_show_slot")
LINE = sends(what="Maandag begin ik met één vraag.", audience=ReturnAudience.CLASS.value, shares="on")

ROWS = [
    Row("expertise:show_day_list", members_only()),
    Row("expertise:show_day_plan", DESK),
    Row("expertise:show_day_plan", DESK, "post", data=a_day),
    Row("expertise:show_day_detail", members_only(), kwargs=ONE),
    Row("expertise:show_day_detail", only("coordinator", otherwise=HIDDEN), kwargs=DRAFT, note="prepared"),
    Row("expertise:show_day_programme", members_only(), kwargs=ONE),
    Row("expertise:show_day_change", DESK, kwargs=ONE),
    Row("expertise:show_day_change", DESK, "post", kwargs=ONE, data=a_day),
    Row("expertise:show_day_open", only("coordinator", otherwise=HIDDEN), "post", kwargs=DRAFT),
    Row("expertise:show_day_cancel", DESK, kwargs=ONE),
    Row("expertise:show_day_cancel", DESK, "post", kwargs=ONE),
    Row("expertise:show_slot_add", members_only(), kwargs=ONE),
    Row("expertise:show_slot_add", members_only(), "post", kwargs=ONE, data=a_slot),
    Row("expertise:show_slot_change", SHOWS, kwargs=SLOT),
    Row("expertise:show_slot_change", SHOWS, "post", kwargs=SLOT, data=a_slot),
    Row("expertise:show_slot_remove", SHOWS, "post", kwargs=SLOT),
    Row("expertise:show_slot_sign_up", members_only(), "post", kwargs=SLOT),
    Row("expertise:show_slot_sign_off", members_only(), "post", kwargs=SLOT),
    Row("expertise:show_slot_take_home", members_only(), kwargs=SEEN),
    Row("expertise:show_slot_take_home", members_only(), "post", kwargs=SEEN, data=LINE),
]

# Who shows it or has a place already signs up for nothing; who has none cannot give it up.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:show_slot_sign_up", ""): ("same_board", "other_board"),
    ("post", "expertise:show_slot_sign_off", ""): members_but("other_board"),
}
