"""Every list that leaves as a sheet stands in the logbook: in the words of its view, else by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from knowledge_network.kit.tabular_export import leave_out_of_logbook, read_table_name
from knowledge_network.members.trail.models import AuditEvent

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

OK = 200


def record_download[Response: HttpResponseBase](
    response: Response, verb: str, about: models.Model | None = None, *, by: Member, **data: object
) -> Response:
    """Tell the logbook of a list in words of its own; gives the response back."""
    AuditEvent.objects.record(verb, about, by=by, subject=None, **data)
    return leave_out_of_logbook(response)


def tell_of_sheet(response: HttpResponseBase, member: Member) -> None:
    """What `member` takes stands in the logbook, unless the page told of it already."""
    if (name := read_table_name(response)) and response.status_code == OK:
        record_download(response, "members.sheet_taken", by=member, file=name)


class DownloadsMiddleware:
    """Tells the logbook of each list of which its view did not. Costs a query where a list is taken alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        member = getattr(request, "_cached_user", None)
        if member is not None and member.is_authenticated:
            tell_of_sheet(response, member)
        return response
