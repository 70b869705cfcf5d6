"""Keeping a view of a table, and letting it go; a long list that is made in the background."""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile
from pathlib import PurePath
from typing import TYPE_CHECKING

import structlog
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from knowledge_network.kit.tabular_export import read_sheet_name
from knowledge_network.members import signals
from knowledge_network.members.tables import emails
from knowledge_network.members.tables.enums import SheetState
from knowledge_network.members.tables.export import make_again
from knowledge_network.members.tables.models import PreparedSheet, SavedView

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

logger = structlog.get_logger(__name__)

SHEET_KEPT = dt.timedelta(days=7)
# Of a list that is being made so much stands in memory, the rest in a temporary file.
IN_MEMORY = 5_000_000


@transaction.atomic
def save_view(*, by: Member, table: str, name: str, query: str) -> SavedView:
    """Keep a filter of the table under a name; the same name is replaced."""
    view, _created = SavedView.objects.update_or_create(member=by, table=table, name=name, defaults={"query": query})
    return view


@transaction.atomic
def remove_view(*, view: SavedView, by: Member) -> None:
    SavedView.objects.filter(pk=view.pk, member=by).delete()


# Long lists -------------------------------------------------------------------------------------


@transaction.atomic
def ask_sheet(*, by: Member, path: str, query: str) -> PreparedSheet:
    """A list that is made in the background, of what was sent to a page; asking twice is asking once."""
    # Two that ask at once wait for each other: the second finds what the first asked for.
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = PreparedSheet.objects.waiting().filter(member=by, path=path, query=query)
    sheet = waiting.first()
    if sheet is None:
        sheet = PreparedSheet.objects.create(member=by, path=path, query=query)
        transaction.on_commit(lambda: signals.sheet_asked.send(sender=PreparedSheet))
    return sheet


def make_sheets() -> int:
    """Make the lists that were asked for, one after the other; how many. A second worker leaves them to the first."""
    made = 0
    while _make_next_sheet():
        made += 1
    return made


@transaction.atomic
def _make_next_sheet() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('members.make_sheets'))")
        (is_ours,) = cursor.fetchone() or (False,)
    waiting = PreparedSheet.objects.waiting().select_related("member").order_by("asked_at", "pk")
    sheet = waiting.first() if is_ours else None
    if sheet is None:
        return False
    sheet.state, sheet.made_at = _try_to_make(sheet), timezone.now()
    sheet.save(update_fields=["state", "made_at", "name", "file"])
    if sheet.is_ready:
        emails.tell_sheet_is_ready(sheet, until=timezone.localdate(sheet.made_at + SHEET_KEPT))
    signals.sheet_made.send(sender=PreparedSheet, sheet=sheet)
    return True


def _try_to_make(sheet: PreparedSheet) -> SheetState:
    """With the rights that the member has now, and in their language. What goes wrong keeps no other list waiting."""
    if not sheet.member.is_present:
        return SheetState.REFUSED
    try:
        with transaction.atomic(), translation.override(sheet.member.language):
            response = make_again(sheet)
            if response is None:
                return SheetState.FAILED
            _store(sheet, response)
    except (PermissionDenied, Http404):
        return SheetState.REFUSED
    except Exception as error:
        logger.exception("sheet_not_made", path=sheet.path, error=type(error).__name__)
        return SheetState.FAILED
    return SheetState.READY


def _store(sheet: PreparedSheet, response: HttpResponseBase) -> None:
    sheet.name = read_sheet_name(response)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as target:
        for part in response:
            target.write(part)
        target.seek(0)
        sheet.file.save(f"{secrets.token_hex(16)}{PurePath(sheet.name).suffix}", File(target), save=False)


def forget_sheets(*, now: dt.datetime | None = None) -> int:
    """Lists are fetched within a week, or asked for again. How many went."""
    old = PreparedSheet.objects.filter(made_at__lt=(now or timezone.now()) - SHEET_KEPT)
    names = dict(old.values_list("pk", "file"))
    for pk, name in names.items():
        PreparedSheet.objects.filter(pk=pk).delete()
        if name:
            default_storage.delete(name)
    return len(names)
