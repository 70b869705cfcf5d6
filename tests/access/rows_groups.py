"""Groups: catalogue, open page, joining, life cycle, the coordinator's table."""

from __future__ import annotations

from tests.access.table import HIDDEN, LOGIN, MEMBERS, OK, STRANGERS, Row, everybody, members_but, members_only, only


def group(world):
    return {"slug": world.group.slug}


def draft(world):
    return {"slug": world.draft.slug}


def with_result(world):
    return {**group(world), "public_id": world.group_result.public_id}


def with_request(world):
    return {**group(world), "public_id": world.join_request.public_id}


def with_invitation(world):
    return {**group(world), "public_id": world.group_invitation.public_id}


def with_member(world):
    return {**group(world), "member_id": world.member.public_id}


def hidden_but(*roles):
    """OK for `roles`; for every other member it does not exist, strangers log in first."""
    return {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), **dict.fromkeys(roles, OK)}


LEADS = only("group_lead", "coordinator")
INSIDE = only("group_member", "group_lead")
DESK = only("coordinator")

CATALOGUE = [Row(f"plg:{name}", everybody()) for name in ("plg_list", "project_list", "expert_list", "theme_list")]

OPEN_PAGE = [
    Row("plg:group_list", members_only()),
    Row("plg:group_new", members_only()),
    Row("plg:group_suggest", members_only(), data=lambda w: {"q": w.group.name}),
    Row("plg:group_create", members_only(), kwargs=lambda w: {"kind": "plg"}),
    Row("plg:group_create", members_only(), "post", kwargs=lambda w: {"kind": "project"}),
    Row("plg:group_create", DESK, kwargs=lambda w: {"kind": "expert"}, note="expert"),
    Row("plg:group_create", DESK, "post", kwargs=lambda w: {"kind": "theme"}, note="theme"),
    Row("plg:group_detail", everybody(), kwargs=group),
    Row("plg:group_detail", {"*": HIDDEN, "group_lead": OK, "coordinator": OK}, kwargs=draft, note="draft"),
    Row("plg:group_contact", everybody(), kwargs=group),
    Row("plg:group_contact", everybody(), "post", kwargs=group),
    Row("plg:group_contact", {"*": HIDDEN, "group_lead": OK, "coordinator": OK}, kwargs=draft, note="draft"),
    Row("plg:group_edit", LEADS, kwargs=group),
    Row("plg:group_edit", LEADS, "post", kwargs=group),
    Row("plg:group_edit", hidden_but("group_lead", "coordinator"), kwargs=draft, note="draft"),
    Row("plg:result_add", LEADS, kwargs=group),
    Row("plg:result_add", LEADS, "post", kwargs=group),
    Row("plg:result_edit", LEADS, kwargs=with_result),
    Row("plg:result_edit", LEADS, "post", kwargs=with_result),
    Row("plg:result_remove", LEADS, "post", kwargs=with_result),
    Row(
        "plg:result_restore",
        {**LEADS, "group_lead": HIDDEN, "coordinator": HIDDEN},
        "post",
        kwargs=with_result,
        note="not removed",
    ),
    Row("plg:result_file", {"*": HIDDEN}, kwargs=with_result, note="no file was made public"),
]

JOINING = [
    Row(
        "plg:read_along_ask",
        only("coordinator"),
        "post",
        kwargs=group,
        data=lambda world: {"message": "Ik wil zien hoe jullie werken.", "days": "14"},
    ),
    Row("plg:join_ask", members_only(), kwargs=group),
    Row("plg:join_ask", members_only(), "post", kwargs=group),
    Row("plg:join_ask", hidden_but("group_lead", "coordinator"), "post", kwargs=draft, note="draft"),
    Row("plg:join_withdraw", members_only(), "post", kwargs=group),
    Row("plg:group_leave", INSIDE, "post", kwargs=group),
    Row("plg:group_return", hidden_but(), "post", kwargs=group, note="did not leave"),
    Row("plg:membership_shown", INSIDE, "post", kwargs=group),
    Row(
        "plg:group_invitation", hidden_but("other_board"), kwargs=lambda w: {"public_id": w.group_invitation.public_id}
    ),
    Row(
        "plg:group_invitation",
        hidden_but("other_board"),
        "post",
        kwargs=lambda w: {"public_id": w.group_invitation.public_id},
    ),
    Row("plg:group_members", LEADS, kwargs=group),
    Row("plg:group_members", LEADS, kwargs=group, data=lambda w: {"zoek": "achter"}, note="search"),
    Row("plg:join_decide", LEADS, "post", kwargs=with_request, data=lambda w: {"answer": "accept"}),
    Row("plg:join_undecide", LEADS, "post", kwargs=with_request, note="not answered yet"),
    Row("plg:invitation_send", LEADS, "post", kwargs=group, data=lambda w: {"member": w.people["admin"].public_id}),
    Row("plg:invitation_withdraw", LEADS, "post", kwargs=with_invitation),
    Row("plg:membership_role", LEADS, "post", kwargs=with_member, data=lambda w: {"role": "secretary"}),
    Row("plg:membership_end", LEADS, "post", kwargs=with_member, data=lambda w: {"reason": "Verhuisd"}),
    Row(
        "plg:membership_restore",
        {**LEADS, "group_lead": HIDDEN, "coordinator": HIDDEN},
        "post",
        kwargs=with_member,
        note="not ended",
    ),
    Row("plg:contact_hand_over", LEADS, "post", kwargs=group, data=lambda w: {"member": w.member.public_id}),
]

LIFE = [
    Row("plg:group_state", LEADS, kwargs=group),
    Row("plg:group_state", hidden_but("group_lead", "coordinator"), kwargs=draft, note="draft"),
    Row("plg:group_step", LEADS, kwargs=lambda w: {**group(w), "to": "finishing"}),
    Row("plg:group_step", LEADS, "post", kwargs=lambda w: {**group(w), "to": "finishing"}),
    Row("plg:group_step_back", LEADS, "post", kwargs=group),
]

TABLE = [
    Row("plg:manage_groups", DESK),
    Row("plg:manage_groups", DESK, data=lambda w: {"let_op": "slapend", "sorteer": "-leden"}, note="filtered"),
    Row("plg:manage_decisions", DESK),
    Row("plg:manage_bulk", DESK, "post", data=lambda w: {"action": "write", "ids": [w.group.slug]}, note="preview"),
    Row("plg:manage_bulk", DESK, "post", data=lambda w: {"action": "csv", "everything": "on"}, note="sheet"),
    Row("plg:manage_bulk_undo", DESK, "post"),
    Row("plg:manage_bulk_unsend", DESK, "post"),
    Row("plg:manage_join_requests", DESK),
    Row("plg:join_requests_bulk", DESK, "post", data=lambda w: {"action": "csv", "everything": "on"}),
    Row("plg:join_requests_undo", DESK, "post"),
]

ROWS = CATALOGUE + OPEN_PAGE + JOINING + LIFE + TABLE

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "plg:manage_bulk_undo", ""): MEMBERS,
    ("post", "plg:join_requests_undo", ""): MEMBERS,
    ("post", "plg:manage_bulk_unsend", ""): MEMBERS,
    ("post", "plg:group_leave", ""): ("group_lead",),
    ("post", "plg:group_step_back", ""): MEMBERS,
    ("post", "plg:join_ask", "draft"): MEMBERS,
    ("post", "plg:join_ask", ""): ("group_member", "group_lead"),
    ("post", "plg:join_undecide", "not answered yet"): ("group_lead", "coordinator"),
    ("post", "plg:join_withdraw", ""): members_but("same_board"),
}
