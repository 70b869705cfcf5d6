"""The API itself: reading only, page by page, by a key with what it may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver
from ninja import Path, Query

from knowledge_network.exchange.api import presenters, queries, schemas
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.exchange.api.views.door import KeyBearer, NetworkApi, check_scope, register_problems
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.pagination import paginate
from plg.groups.enums import GroupKind

api = NetworkApi(
    title="Knowledge network",
    version="1",
    description="Reads what the owner of a key may read. Nothing can be written.",
    auth=KeyBearer(),
    docs_url=None,
    openapi_url=None,
)
register_problems(api)

Limit = Annotated[int, Query(ge=1, le=100, description="At most so many on a page.")]
Cursor = Annotated[str, Query(max_length=1000, pattern=r"^[!-~]*$", description="From `next` of the page before.")]
Key = Annotated[str, Path(min_length=1, max_length=120, pattern=r"^[-a-zA-Z0-9_]+$")]
Since = Annotated[dt.datetime | None, Query(description="Only what changed at or after this moment.")]
PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422, 429), schemas.Problem)


def _answer(response: Any) -> dict[int, Any]:
    return {200: response, **PROBLEMS}


def _page(
    request: HttpRequest, rows: QuerySet[Any], present: Callable[[Any], Any], *, by: tuple[str, ...], limit: int
) -> dict[str, Any]:
    page = paginate(rows, request.GET, by=by, size=limit, parameter="cursor")
    asked = {name: value for name, value in request.GET.items() if name != "cursor"}
    following = absolute_url(f"{request.path}?{urlencode({**asked, 'cursor': page.next_cursor})}")
    return {"items": [present(row) for row in page], "next": following if page.next_cursor else None}


def _changed_since(rows: QuerySet[Any], since: dt.datetime | None) -> QuerySet[Any]:
    if since is None:
        return rows
    moment = since if since.tzinfo else since.replace(tzinfo=dt.UTC)
    try:
        # In UTC: PostgreSQL knows no clock that is 23 hours off.
        return rows.filter(changed_at__gte=moment.astimezone(dt.UTC))
    except OverflowError:
        return rows if since.year == 1 else rows.none()


@api.get("/key", response=_answer(schemas.KeyOut), summary="This key", tags=["key"])
def show_key(request: HttpRequest) -> Any:
    return request.auth  # type: ignore[attr-defined]


@api.get("/groups", response=_answer(schemas.Groups), summary="Groups", tags=["groups"])
def list_groups(request: HttpRequest, limit: Limit = 50, cursor: Cursor = "", kind: GroupKind | None = None) -> Any:
    rows = queries.find_groups(check_scope(request, ApiScope.GROUPS).member)
    return _page(
        request, rows.of_kind(kind) if kind else rows, presenters.present_group, by=("slug", "id"), limit=limit
    )


@api.get("/groups/{key}", response=_answer(schemas.GroupOut), summary="One group", tags=["groups"])
def show_group(request: HttpRequest, key: Key) -> Any:
    rows = queries.find_groups(check_scope(request, ApiScope.GROUPS).member)
    return presenters.present_group(get_object_or_404(rows, slug=key))


@api.get("/meetings", response=_answer(schemas.Meetings), summary="Meetings", tags=["meetings"])
def list_meetings(request: HttpRequest, limit: Limit = 50, cursor: Cursor = "", since: Since = None) -> Any:
    rows = _changed_since(queries.find_meetings(check_scope(request, ApiScope.MEETINGS).member), since)
    return _page(request, rows, presenters.present_meeting, by=("changed_at", "public_id"), limit=limit)


@api.get("/meetings/{key}", response=_answer(schemas.MeetingOut), summary="One meeting", tags=["meetings"])
def show_meeting(request: HttpRequest, key: Key) -> Any:
    rows = queries.find_meetings(check_scope(request, ApiScope.MEETINGS).member)
    return presenters.present_meeting(get_object_or_404(rows, public_id=key))


@api.get("/products", response=_answer(schemas.Products), summary="Products", tags=["products"])
def list_products(request: HttpRequest, limit: Limit = 50, cursor: Cursor = "", since: Since = None) -> Any:
    rows = _changed_since(queries.find_products(check_scope(request, ApiScope.PRODUCTS).member), since)
    return _page(request, rows, presenters.present_product, by=("changed_at", "public_id"), limit=limit)


@api.get("/products/{key}", response=_answer(schemas.ProductOut), summary="One product", tags=["products"])
def show_product(request: HttpRequest, key: Key) -> Any:
    rows = queries.find_products(check_scope(request, ApiScope.PRODUCTS).member)
    return presenters.present_product(get_object_or_404(rows, slug=key))


@api.get("/expertise", response=_answer(schemas.Expertise), summary="Expertise", tags=["expertise"])
def list_expertise(request: HttpRequest, limit: Limit = 50, cursor: Cursor = "", since: Since = None) -> Any:
    check_scope(request, ApiScope.EXPERTISE)
    rows = _changed_since(queries.find_expertise(), since)
    return _page(request, rows, presenters.present_expertise, by=("changed_at", "public_id"), limit=limit)


@api.get("/agreements", response=_answer(schemas.Agreements), summary="Agreements", tags=["agreements"])
def list_agreements(request: HttpRequest, limit: Limit = 50, cursor: Cursor = "") -> Any:
    rows = queries.find_agreements(check_scope(request, ApiScope.AGREEMENTS).member)
    return _page(request, rows, presenters.present_agreement, by=("created_at", "public_id"), limit=limit)


def collect_endpoints() -> list[URLPattern | URLResolver]:
    """The addresses of the API, behind its own door instead of that of the site."""
    found: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = login_not_required(pattern.callback)
            found.append(pattern)
    return found
