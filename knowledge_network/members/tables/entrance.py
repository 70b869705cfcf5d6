"""A long list is not made while somebody waits for it: every page that gives one out asks here first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect

from knowledge_network.members.tables import actions
from knowledge_network.members.tables.export import MAY_HAVE_IT, SheetRequest

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

# So many rows are made at once.
LONG = 5_000
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 the name of a field


def make_later(request: MemberRequest, rows: QuerySet[Any]) -> HttpResponse | None:
    """Where somebody sees how far their list is, when `rows` are more than `LONG`; nothing when it is made at once.

    Called where a page knows that the reader may have the list. One query.
    """
    if isinstance(request, SheetRequest):
        return HttpResponse(status=MAY_HAVE_IT) if request.only_looks else None
    if not rows.order_by()[LONG : LONG + 1].exists():
        return None
    sent = request.POST.copy()
    sent.pop(TOKEN, None)
    sheet = actions.ask_sheet(by=request.user, path=request.path, query=sent.urlencode())
    return redirect("members:sheet_detail", sheet.public_id)
