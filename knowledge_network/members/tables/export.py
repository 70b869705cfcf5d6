"""A request for a sheet, answered once more without who sent it: by the same page, with the rights of that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve

from knowledge_network.kit.tabular_export import read_sheet_name
from knowledge_network.members.trail.downloads import tell_of_sheet

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.tables.models import PreparedSheet


class SheetRequest(HttpRequest):
    """What somebody sent when they asked for a sheet. `only_looks`: none is made, it is asked whether it may be."""

    def __init__(self, sheet: PreparedSheet, member: Member, *, only_looks: bool) -> None:
        super().__init__()
        self.method = "POST"
        self.path = self.path_info = sheet.path
        self.POST = QueryDict(sheet.query)
        self.user = member
        self.session: Any = {}
        self._messages = FallbackStorage(self)
        self.only_looks = only_looks


def make_again(sheet: PreparedSheet) -> HttpResponseBase | None:
    """The sheet as a response, which stands in the logbook; nothing where the page gives none any more.

    Raises PermissionDenied or Http404 when the member may not have it.
    """
    response = _answer(sheet, only_looks=False)
    if response.status_code != OK or not read_sheet_name(response):
        return None
    tell_of_sheet(response, sheet.member)
    return response


def look_again(sheet: PreparedSheet) -> bool:
    """Whether the page would still make it. Raises PermissionDenied or Http404 when the member may not have it."""
    return _answer(sheet, only_looks=True).status_code == MAY_HAVE_IT


OK, MAY_HAVE_IT = 200, 204


def _answer(sheet: PreparedSheet, *, only_looks: bool) -> HttpResponseBase:
    view, args, kwargs = resolve(sheet.path)
    response: HttpResponseBase = view(SheetRequest(sheet, sheet.member, only_looks=only_looks), *args, **kwargs)
    return response
