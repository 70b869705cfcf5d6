"""Pages with figures: of a school for who works there, leads it or directs its board; of a board for its director."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, STRANGERS, Row, members_only, only
from tests.factories import SignupRequestFactory

SCHOOL = only("group_member", "group_lead", "leader_own", "board_director", "coordinator", otherwise=HIDDEN)
LEADER = {**SCHOOL, **dict.fromkeys(("group_member", "group_lead", "board_director", "coordinator"), FORBIDDEN)}
BOARD = only("board_director", "coordinator", otherwise=HIDDEN)
OTHER_BOARD = only("coordinator", otherwise=HIDDEN)
NETWORK = only("coordinator")
NOBODY = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}


def of(name: str, **more: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"slug": getattr(world, name).slug, **more}


def words(world: Any) -> dict[str, Any]:
    return {"text": "Twee collega’s starten in januari.", "based_on": world.explanation.version}


def a_thing(deed: str) -> Callable[[Any], dict[str, Any]]:
    """A request that waits at the desk, and what to do with it."""
    return lambda world: {"item": f"signup:{SignupRequestFactory(organisation=world.site).public_id}", "deed": deed}


LEADING = only("leader_own", "leader_other", otherwise=HIDDEN)

ROWS = [
    Row("dashboards:today_act", only("coordinator"), method="post", data=a_thing("done")),
    Row("dashboards:today_undo", only("coordinator"), method="post", data=a_thing("done")),
    Row("dashboards:leader_people", LEADING, kwargs=lambda world: {"function": "teacher"}),
    Row("dashboards:leader_people", NOBODY, kwargs=lambda world: {"function": "bestaatniet"}, note="made up"),
    Row("dashboards:leader_groups", LEADING),
    Row("dashboards:figures_home", members_only()),
    *[
        Row(f"dashboards:{name}", SCHOOL, kwargs=of("site"))
        for name in ("school_figures", "school_figures_pdf", "school_csv", "school_xlsx")
    ],
    Row("dashboards:school_figures", NOBODY, kwargs=lambda world: {"slug": "bestaat-niet"}, note="made up"),
    *[
        Row("dashboards:school_behind", SCHOOL, kwargs=of("site", what=what), note=what)
        for what in ("deelname", "groepen", "lesson-study", "gedeeld")
    ],
    Row("dashboards:school_explain", LEADER, kwargs=of("site")),
    Row("dashboards:school_explain", LEADER, method="post", kwargs=of("site"), data=words),
    *[
        Row(f"dashboards:{name}", BOARD, kwargs=of("board"))
        for name in ("board_figures", "board_figures_pdf", "board_csv", "board_xlsx")
    ],
    *[
        Row("dashboards:board_behind", BOARD, kwargs=of("board", what=what), note=what)
        for what in (
            "deelname",
            "scholen",
            "nog-niet",
            "bureau",
            "groepen",
            "lesson-study",
            "gedeeld",
            "afspraken",
            "begroot",
            "toegezegd",
            "uitgegeven",
            "vrij",
        )
    ],
    Row("dashboards:board_behind", OTHER_BOARD, kwargs=of("other_board", what="bureau"), note="another board"),
    Row("dashboards:board_behind", NOBODY, kwargs=of("board", what="bestaat-niet"), note="made up"),
    Row("dashboards:board_figures", OTHER_BOARD, kwargs=of("other_board"), note="another board"),
    *[Row(f"dashboards:{name}", NETWORK) for name in ("network_figures", "network_csv", "network_xlsx")],
    *[
        Row("dashboards:network_behind", NETWORK, kwargs=lambda _world, what=what: {"what": what}, note=what)
        for what in ("deelname", "lesson-study", "spreiding", "verslagen", "afspraken", "begroot", "vrij", "besteed")
    ],
    Row("dashboards:indicator_list", members_only()),
    Row("dashboards:indicator", members_only(), kwargs=lambda world: {"code": "p1"}),
    Row("dashboards:indicator", NOBODY, kwargs=lambda world: {"code": "zz"}, note="made up"),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("get", "dashboards:figures_home", ""): ("leader_own", "leader_other", "board_director"),
}
