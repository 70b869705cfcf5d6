"""Partners are for everybody; entering them and bringing lists in is the coordinator's."""

from __future__ import annotations

from tests.access.table import HIDDEN, LOGIN, MEMBERS, OK, STRANGERS, Row, everybody, only

COORDINATOR = only("coordinator")
# Of somebody else's list not even the existence is known.
RUN = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "coordinator": OK}


def run(world):
    return {"public_id": world.import_run.public_id}


def run_row(world):
    return {"public_id": world.import_run.public_id, "number": 2}


def board(world):
    return {"slug": world.board.slug}


def merger(world):
    return {"successor": world.other_board.slug, "on": "2026-01-01"}


ROWS = [
    Row("members:organisation_list", everybody()),
    Row("members:organisation_detail", everybody(), kwargs=board),
    Row("members:organisation_table", COORDINATOR),
    Row("members:organisation_create", COORDINATOR, kwargs=lambda world: {"kind": "bestuur"}),
    Row(
        "members:organisation_create",
        COORDINATOR,
        method="post",
        kwargs=lambda world: {"kind": "partner"},
        data=lambda world: {"name": "Bibliotheek Proef", "type": "library"},
    ),
    Row("members:organisation_edit", COORDINATOR, kwargs=board),
    Row(
        "members:organisation_edit",
        COORDINATOR,
        method="post",
        kwargs=board,
        data=lambda world: {"name": "Nieuwe naam", "bg_number": world.board.bg_number},
    ),
    Row("members:organisation_participation_end", COORDINATOR, method="post", kwargs=board),
    Row(
        "members:organisation_participation",
        COORDINATOR,
        method="post",
        kwargs=lambda world: {"slug": world.institute.slug},
        data=lambda world: {"role": "participant", "start": "2026-01-01"},
    ),
    Row("members:organisation_merge", COORDINATOR, kwargs=board),
    Row("members:organisation_merge", COORDINATOR, method="post", kwargs=board, data=merger),
    Row("members:import_list", COORDINATOR),
    Row("members:import_sites", COORDINATOR),
    Row("members:import_sites", COORDINATOR, method="post", note="no file"),
    Row("members:import_boards", COORDINATOR),
    Row("members:import_boards", COORDINATOR, method="post", note="no file"),
    Row("members:import_members", COORDINATOR),
    Row(
        "members:import_members",
        COORDINATOR,
        method="post",
        data=lambda world: {"text": "e-mail;naam\na@example.org;A B", "method": "invite", "function": "teacher"},
    ),
    Row("members:import_template", COORDINATOR, kwargs=lambda world: {"form": "csv"}),
    Row("members:import_template", COORDINATOR, kwargs=lambda world: {"form": "xlsx"}, note="xlsx"),
    Row("members:import_detail", RUN, kwargs=run),
    Row("members:import_problems", RUN, kwargs=run),
    Row("members:import_row", RUN, kwargs=run_row),
    Row("members:import_row", RUN, method="post", kwargs=run_row, data=lambda world: {"email": "a@example.org"}),
    Row("members:import_apply", RUN, method="post", kwargs=run),
    Row("members:import_undo", RUN, method="post", kwargs=run),
    Row("members:import_again", RUN, method="post", kwargs=run),
    Row("members:import_stop", RUN, method="post", kwargs=run),
    Row("members:import_discard", RUN, method="post", kwargs=run),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "members:import_again", ""): MEMBERS,
    ("post", "members:import_stop", ""): MEMBERS,
    ("post", "members:import_undo", ""): MEMBERS,
}
