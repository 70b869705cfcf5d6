"""Questions: those to the network for every member; what is said for who takes part; the desk for who looks after."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from expertise.asking.actions.files import add_file
from expertise.asking.enums import FollowUpAfter, FollowUpUsed, HelpOutcome, HelpState, PassedTo
from expertise.asking.links import make_token
from expertise.asking.models import HelpFollowUp
from knowledge_network.kit.uploads import check_upload
from tests.access.table import FORBIDDEN, HIDDEN, MEMBERS, Row, everybody, members_only, only


def question(world):
    return {"public_id": world.help_request.public_id}


def with_message(world):
    return {**question(world), "message": world.help_message.public_id}


def text_file():
    return SimpleUploadedFile("blad.txt", b"Maak drie sommen.")


def with_file(world):
    help_request = world.help_request
    file = help_request.files.first() or add_file(
        help_request=help_request, by=help_request.asker, content=check_upload(text_file())
    )
    return {**question(world), "file": file.public_id}


def token(world):
    row, _made = HelpFollowUp.objects.get_or_create(help_request=world.help_request, after=FollowUpAfter.SIX_WEEKS)
    return {"token": make_token(row)}


def make_closed(world):
    """The same question once it is closed and shared."""
    help_request = world.help_request
    help_request.state, help_request.outcome, help_request.may_be_published = HelpState.CLOSED, HelpOutcome.YES, True
    help_request.published_title, help_request.published_answer, help_request.published_at = (
        "Een vraag",
        "Teken.",
        timezone.now(),
    )
    help_request.save()
    return question(world)


# `same_board` asks, `group_lead` helps.
ASKER = only("same_board")
DESK = only("coordinator")
ROWS = [
    Row("expertise:help_request_list", members_only()),
    Row("expertise:help_request_ask", members_only()),
    Row("expertise:help_request_ask", members_only(), "post", data=lambda w: {"title": "Wie weet dit?"}),
    Row("expertise:help_similar", members_only()),
    Row("expertise:help_request_detail", members_only(), kwargs=question),
    Row(
        "expertise:help_request_detail",
        members_only() | {"*": HIDDEN},
        kwargs=lambda w: {"public_id": "bestaatniet"},
        note="made up",
    ),
    Row("expertise:help_accept", members_only(same_board=FORBIDDEN), "post", kwargs=question),
    Row("expertise:help_also_asked", members_only(same_board=FORBIDDEN), "post", kwargs=question),
    Row("expertise:help_decline", only("group_lead"), "post", kwargs=question),
    Row("expertise:help_decline_undo", only("group_lead"), "post", kwargs=question),
    Row(
        "expertise:help_message_add",
        only("same_board", "group_lead"),
        "post",
        kwargs=question,
        data=lambda w: {"text": "Dag"},
    ),
    Row("expertise:help_file_add", ASKER, "post", kwargs=question, data=lambda w: {"content": text_file()}),
    Row("expertise:help_file", members_only(), kwargs=with_file),
    Row("expertise:help_file_remove", ASKER, "post", kwargs=with_file),
    Row("expertise:help_answer_mark", only("same_board", "group_lead"), "post", kwargs=with_message),
    Row("expertise:help_tell_name", ASKER, "post", kwargs=question),
    Row("expertise:help_widen", ASKER, "post", kwargs=question),
    Row("expertise:help_close", ASKER, kwargs=question),
    Row("expertise:help_close", ASKER, "post", kwargs=question, data=lambda w: {"outcome": HelpOutcome.YES}),
    Row("expertise:help_withdraw", ASKER, "post", kwargs=question),
    Row("expertise:help_reopen", ASKER, "post", kwargs=question),
    Row("expertise:help_pass_on", DESK, kwargs=question),
    Row(
        "expertise:help_pass_on",
        DESK,
        "post",
        kwargs=question,
        data=lambda w: {"passed_to": PassedTo.KENNISROTONDE, "reason": "x"},
    ),
    Row("expertise:help_ask_somebody", DESK, kwargs=question),
    Row("expertise:help_ask_somebody", DESK, "post", kwargs=question, data=lambda w: {"member": w.member.public_id}),
    Row("expertise:help_publish", DESK, kwargs=question),
    Row(
        "expertise:help_publish",
        DESK,
        "post",
        kwargs=make_closed,
        data=lambda w: {"title": "Een vraag", "text": "Teken."},
    ),
    Row("expertise:help_unpublish", DESK, "post", kwargs=question),
    Row("expertise:help_answer_detail", members_only(), kwargs=make_closed),
    Row("expertise:help_answer_used", members_only(), "post", kwargs=make_closed),
    Row("expertise:help_board", DESK),
    Row("expertise:help_board", DESK, data=lambda w: {"status": HelpState.WITHDRAWN.address}, note="withdrawn ones"),
    Row("expertise:help_board_bulk", DESK, "post", data=lambda w: {"action": "csv", "everything": "on"}),
    Row("expertise:help_board_undo", DESK, "post"),
    # The link is its own key: it works for whoever holds it, and tells what came of one answer.
    Row("expertise:help_follow_up", everybody(), kwargs=token),
    Row("expertise:help_follow_up", everybody(), "post", kwargs=token, data=lambda w: {"used": FollowUpUsed.YES}),
    Row("expertise:help_follow_up", {"*": HIDDEN}, kwargs=lambda w: {"token": "made-up"}, note="made up"),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:help_accept", ""): ("group_lead",),
    ("post", "expertise:help_board_undo", ""): MEMBERS,
    ("post", "expertise:help_reopen", ""): MEMBERS,
    ("post", "expertise:help_unpublish", ""): MEMBERS,
    ("post", "expertise:help_widen", ""): MEMBERS,
}
