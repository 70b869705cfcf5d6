"""Meetings: for who is in the group or invited; a coordinator plans and moves, and does not read what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plg.meetings.links import make_token
from tests.access.table import (
    FORBIDDEN,
    HIDDEN,
    LOGIN,
    MEMBERS,
    STRANGERS,
    Row,
    everybody,
    members_only,
    only,
    shown_again,
)

INSIDE = only("group_member", "group_lead", otherwise=HIDDEN) | {"coordinator": FORBIDDEN}
SEEN = only("group_member", "group_lead", "coordinator", otherwise=HIDDEN)
CHANGES = only("group_lead", "coordinator", otherwise=HIDDEN) | {"group_member": FORBIDDEN}
RUNS = only("group_lead", otherwise=HIDDEN) | {"group_member": FORBIDDEN, "coordinator": FORBIDDEN}
INVITED = only("group_member", "group_lead", otherwise=HIDDEN) | {"coordinator": FORBIDDEN}
COORDINATOR = only("coordinator")
SPACE = only("group_member", "group_lead")
LEAD_OF_SPACE = only("group_lead")
PLANS = only("group_lead", "coordinator")
OWNER = only("group_member", otherwise=HIDDEN)


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def in_group(world: Any) -> dict[str, Any]:
    return {"slug": world.group.slug}


def of_series(world: Any) -> dict[str, Any]:
    return {"slug": world.group.slug, "public_id": world.series.public_id}


def contested(world: Any) -> dict[str, Any]:
    return {"public_id": world.past_meeting.public_id, "invitation": world.contested.public_id}


def token(world: Any) -> dict[str, Any]:
    return {"token": make_token(world.guest)}


def nothing(world: Any) -> dict[str, Any]:
    return {}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def page(name: str, outcomes: dict[str, str], where: Any = nothing, note: str = "") -> Row:
    return Row(f"plg:{name}", outcomes, kwargs=where, note=note)


def deed(name: str, outcomes: dict[str, str], where: Any = nothing, data: Any = None) -> Row:
    return Row(f"plg:{name}", outcomes, method="post", kwargs=where, data=data or sends())


MEETING, PAST = of("meeting"), of("past_meeting")

ROWS = [
    # Planning
    page("meeting_detail", SEEN, MEETING),
    page("meeting_change", CHANGES, MEETING),
    deed("meeting_change", CHANGES, MEETING),
    deed("meeting_unplan", CHANGES, MEETING),
    page("meeting_cancel", CHANGES, MEETING),
    deed("meeting_cancel", CHANGES, MEETING, sends(reason="Ziekte")),
    deed("meeting_reinstate", CHANGES, MEETING),
    deed("meeting_publish", CHANGES, MEETING),
    deed("meeting_put_back", CHANGES, MEETING),
    page("meeting_copy", CHANGES, MEETING),
    deed("meeting_copy", CHANGES, MEETING),
    page("agenda_edit", RUNS, MEETING),
    deed("agenda_edit", {**RUNS, "group_lead": "422"}, MEETING, sends(**{"r0-title": "Breuken", "r0-position": "x"})),
    page("network_meeting_plan", COORDINATOR),
    deed("network_meeting_plan", COORDINATOR),
    page("series_plan", PLANS, in_group),
    deed("series_plan", PLANS, in_group),
    page("series_detail", only("group_member", "group_lead", "coordinator"), of_series),
    page("series_change", PLANS, of_series),
    deed("series_change", PLANS, of_series),
    page("series_cancel", PLANS, of_series),
    deed("series_cancel", PLANS, of_series, sends(reason="Ziekte")),
    deed("series_put_back", PLANS, of_series),
    deed("series_reinstate", PLANS, of_series),
    page("network_series_plan", COORDINATOR),
    deed("network_series_plan", COORDINATOR),
    page("network_series_detail", only("group_member", "coordinator", otherwise=HIDDEN), of("network_series")),
    page("network_series_change", COORDINATOR, of("network_series")),
    deed("network_series_change", COORDINATOR, of("network_series")),
    page("network_series_cancel", COORDINATOR, of("network_series")),
    deed("network_series_cancel", COORDINATOR, of("network_series"), sends(reason="Ziekte")),
    deed("network_series_put_back", COORDINATOR, of("network_series")),
    deed("network_series_reinstate", COORDINATOR, of("network_series")),
    # Answers
    deed("meeting_answer", INVITED, MEETING, sends(answer="yes")),
    page("meeting_people", RUNS, MEETING),
    deed("meeting_people", {**RUNS, "group_lead": "422"}, MEETING),
    deed("meeting_people_bulk", RUNS, MEETING, sends(action="csv", everything="on")),
    deed("meeting_people_undo", RUNS, MEETING),
    page("meeting_badges", RUNS, MEETING),
    deed("meeting_remind", RUNS, MEETING),
    page("manage_meetings", COORDINATOR),
    deed("manage_meetings_bulk", COORDINATOR, data=sends(action="csv", everything="on")),
    deed("manage_meetings_undo", COORDINATOR),
    deed("manage_meetings_unask", COORDINATOR),
    page("unanswered_remind", COORDINATOR),
    deed("unanswered_remind", COORDINATOR),
    # The link is its own key: it answers for one invitation, and reading stores nothing.
    page("answer_from_mail", everybody(), token),
    deed("answer_from_mail", everybody(), token, sends(answer="no")),
    page("answer_from_mail", {"*": HIDDEN}, lambda world: {"token": "made-up"}, note="made up"),
    page("guest_stop", everybody(), token),
    deed("guest_stop", everybody(), token),
    # Attendance
    page("check_in", members_only()),
    deed("check_in", {**members_only(), **dict.fromkeys(members_only(), "422"), **dict.fromkeys(STRANGERS, LOGIN)}),
    page(
        "check_in_scan", SEEN, lambda world: {"public_id": world.meeting.public_id, "code": world.meeting.check_in_code}
    ),
    deed(
        "check_in_scan",
        shown_again(SEEN, "409"),
        lambda w: {"public_id": w.meeting.public_id, "code": w.meeting.check_in_code},
    ),
    page("check_in_board", RUNS, MEETING),
    deed("check_in_board", RUNS, MEETING),
    page("attendance_confirm", RUNS, PAST),
    deed("attendance_confirm", {**RUNS, "group_lead": "422"}, PAST),
    deed("walk_in_add", RUNS, PAST, sends(name="Iemand Anders", is_guest="on")),
    page("attendance_sheet", RUNS, PAST),
    page("attendance_contest", {**SEEN, "group_lead": FORBIDDEN, "coordinator": FORBIDDEN}, PAST),
    deed(
        "attendance_contest",
        {**SEEN, "group_member": "409", "group_lead": FORBIDDEN, "coordinator": FORBIDDEN},
        PAST,
        sends(text="Niet juist"),
    ),
    deed("contest_answer", RUNS, contested, sends(decision="refuse", answer="Zo was het.")),
    # Hours
    page("my_hours", members_only()),
    page("my_hours_csv", members_only()),
    page("my_hours_pdf", members_only()),
    page("certificate_pdf", OWNER, lambda world: {"code": world.certificate.code}),
    page("certificate_ask", everybody()),
    page("certificate_check", everybody(), lambda world: {"code": world.certificate.code}),
    page("certificate_list", LEAD_OF_SPACE, in_group),
    deed("certificate_list", LEAD_OF_SPACE, in_group),
    page("certificate_zip", LEAD_OF_SPACE, in_group),
    deed("certificate_terms", LEAD_OF_SPACE, in_group, sends(certificate_hours="4", learning_outcomes="")),
    deed(
        "certificate_withdraw",
        LEAD_OF_SPACE,
        lambda world: {"slug": world.group.slug, "code": world.certificate.code},
        sends(reason="Fout"),
    ),
    # Minutes
    page("minutes_detail", INSIDE, PAST),
    page("minutes_write", RUNS, PAST),
    deed("minutes_write", RUNS, PAST),
    deed("minutes_share", RUNS, PAST),
    deed("minutes_unshare", RUNS, PAST),
    deed("minutes_adopt", RUNS, PAST, lambda world: {"in_meeting": world.meeting.public_id}),
    deed("minutes_adopt_undo", RUNS, PAST),
    deed("minutes_correct", INSIDE, PAST, sends(text="Er stond een naam verkeerd.")),
    deed("depth_mark", RUNS, PAST, sends(depth="2")),
    page("depth_line", SPACE, in_group),
    page("space_crossings", SPACE, in_group),
    page("decision_list", SPACE, in_group),
    page("action_item_list", SPACE, in_group),
    page("action_item_export", SPACE, in_group),
    page("my_action_items", members_only()),
    deed("action_item_status", INSIDE | {"coordinator": HIDDEN}, of("action_item"), sends(status="done")),
    page("action_item_edit", INSIDE | {"coordinator": HIDDEN}, of("action_item")),
    deed("action_item_edit", INSIDE | {"coordinator": HIDDEN}, of("action_item")),
    page("return_add", INSIDE, PAST),
    deed("return_add", INSIDE, PAST),
    page("my_returns", members_only()),
    page("my_crossings", members_only()),
    page("return_change", OWNER | {"group_lead": FORBIDDEN}, of("returned")),
    deed("return_change", OWNER | {"group_lead": FORBIDDEN}, of("returned")),
    page("return_follow_up", OWNER | {"group_lead": FORBIDDEN}, of("returned")),
    deed("return_follow_up", OWNER | {"group_lead": FORBIDDEN}, of("returned")),
    deed("return_remove", OWNER | {"group_lead": FORBIDDEN}, of("returned")),
    deed("return_restore", OWNER, of("returned")),
    # Calendars
    page("agenda", members_only()),
    page("feed_list", members_only()),
    deed("feed_list", members_only()),
    deed("feed_revoke", OWNER, data=lambda world: {"feed": world.feed.token}),
    page("feed", everybody(), lambda world: {"token": world.feed.token}),
    page("meeting_ics", SEEN, MEETING),
    # Sent mail
    Row("notifications:delivery_list", COORDINATOR),
    Row(
        "notifications:deliveries_bulk",
        COORDINATOR,
        method="post",
        data=lambda world: {"action": "csv", "everything": "on"},
    ),
    Row("notifications:deliveries_release", COORDINATOR, method="post"),
    Row("notifications:deliveries_retry", COORDINATOR, method="post"),
    Row("notifications:mail_stop", COORDINATOR, method="post", data=sends(reason="Storing")),
    Row("notifications:mail_resume", COORDINATOR, method="post"),
    Row("notifications:batch_decide", COORDINATOR, method="post"),
    Row("notifications:address_forgive", {**COORDINATOR, "coordinator": HIDDEN}, method="post", note="of nobody"),
    Row("notifications:delivery_detail", COORDINATOR, kwargs=of("delivery")),
    Row("notifications:delivery_resend", COORDINATOR, method="post", kwargs=of("delivery")),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "notifications:deliveries_release", ""): MEMBERS,
    ("post", "plg:manage_meetings_undo", ""): MEMBERS,
    ("post", "plg:manage_meetings_unask", ""): MEMBERS,
    ("post", "notifications:batch_decide", ""): MEMBERS,
    ("post", "plg:certificate_list", ""): MEMBERS,
    # Nothing is held that could be packed.
    ("get", "plg:certificate_zip", ""): MEMBERS,
    ("post", "plg:check_in_board", ""): MEMBERS,
    ("post", "plg:meeting_people_undo", ""): MEMBERS,
    ("post", "plg:meeting_put_back", ""): MEMBERS,
    ("post", "plg:meeting_reinstate", ""): MEMBERS,
    ("post", "plg:meeting_unplan", ""): MEMBERS,
    ("post", "plg:minutes_adopt_undo", ""): MEMBERS,
    ("post", "plg:minutes_share", ""): MEMBERS,
    ("post", "plg:network_series_reinstate", ""): MEMBERS,
    ("post", "plg:network_series_put_back", ""): MEMBERS,
    ("post", "plg:series_put_back", ""): MEMBERS,
    ("post", "plg:series_reinstate", ""): MEMBERS,
}
