"""People: directory, profiles, one's own data, management of members, logbook."""

from django.utils import timezone

from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, MEMBERS, OK, STRANGERS, Row, members_only, only


def _member(world):
    return {"public_id": world.member.public_id}


def _appointment(world):
    held = world.member.appointments.select_related("organisation").get()
    return {
        **_member(world),
        "organisation": held.organisation.slug,
        "function": held.function_in_address,
        "start": held.start.isoformat(),
    }


def _hidden_photo(world):
    return {**_member(world), "size": 96}


def _leaving(world):
    """Nobody in the world asked to be erased: for the privacy contact this person is not there."""
    return _member(world)


def _appointment_data(world):
    return {"organisation": world.site.slug, "function": "researcher", "start": timezone.localdate().isoformat()}


DESK = only("coordinator")
CONTACT = only("privacy_contact")
# The page of somebody who is for members only: for strangers it does not exist.
PROFILE = {"*": OK, **dict.fromkeys(STRANGERS, HIDDEN)}
NOT_ONESELF = members_only(group_member=FORBIDDEN)

ROWS = [
    Row("members:member_list", members_only()),
    Row("members:member_suggest", members_only(), data=lambda world: {"q": "naam"}),
    Row("members:member_detail", PROFILE, kwargs=_member),
    Row("members:member_photo", {"*": HIDDEN}, kwargs=_hidden_photo, note="has no photo"),
    Row("members:member_message", NOT_ONESELF, kwargs=_member),
    Row(
        "members:member_message",
        NOT_ONESELF,
        "post",
        kwargs=_member,
        data=lambda world: {"subject": "Vraag", "text": "Kun je helpen?"},
    ),
    Row("members:profile_edit", members_only()),
    Row("members:profile_edit", members_only(), "post", note="empty form"),
    Row("members:profile_topics", members_only()),
    Row("members:profile_undo", members_only(), "post"),
    Row("members:profile_preview", members_only()),
    Row("members:my_data", members_only()),
    Row("members:my_data_export", members_only(), "post"),
    Row("members:my_data_copy", {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}, note="none was made"),
    Row("members:my_data_erase", members_only()),
    Row("members:my_data_erase", members_only(), "post", data=lambda world: {"name": "iemand anders"}),
    Row("members:my_data_return", members_only()),
    Row("members:my_data_return", members_only(), "post"),
    Row("members:audit_trail", CONTACT),
    Row("members:audit_export", CONTACT, "post"),
    Row("members:data_requests", CONTACT),
    Row(
        "members:data_request_carry_out",
        only(otherwise=FORBIDDEN) | {"privacy_contact": HIDDEN},
        "post",
        kwargs=_leaving,
    ),
    Row("members:manage_members", DESK),
    Row(
        "members:manage_members_bulk", DESK, "post", data=lambda w: {"action": "csv", "everything": "on"}, note="sheet"
    ),
    Row("members:manage_members_bulk", DESK, "post", data=lambda w: {"action": "write", "ids": [w.member.public_id]}),
    Row("members:manage_members_take_back", DESK, "post"),
    Row("members:manage_member", DESK, kwargs=_member),
    Row("members:manage_member_details", DESK, kwargs=_member),
    Row("members:manage_member_details", DESK, "post", kwargs=_member),
    Row("members:appointment_add", DESK, kwargs=_member),
    Row("members:appointment_add", DESK, "post", kwargs=_member, data=_appointment_data),
    Row("members:appointment_change", DESK, kwargs=_appointment),
    Row("members:appointment_change", DESK, "post", kwargs=_appointment),
    Row("members:appointment_end", DESK, kwargs=_appointment),
    Row("members:appointment_end", DESK, "post", kwargs=_appointment),
    Row("members:appointment_reopen", DESK, "post", kwargs=_appointment),
    Row("members:member_suspend", DESK, "post", kwargs=_member, data=lambda world: {"reason": "Proef"}),
    Row("members:member_resume", DESK, "post", kwargs=_member),
    Row("members:member_leave", DESK, "post", kwargs=_member),
    Row("members:member_readmit", DESK, "post", kwargs=_member),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "members:manage_members_take_back", ""): MEMBERS,
    ("post", "members:appointment_reopen", ""): MEMBERS,
    ("post", "members:member_resume", ""): MEMBERS,
    ("get", "members:my_data_return", ""): MEMBERS,
    ("post", "members:my_data_return", ""): MEMBERS,
    ("post", "members:profile_undo", ""): MEMBERS,
}
