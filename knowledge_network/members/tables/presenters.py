"""A page of a table with everything around it: the views that the reader keeps, the pager, what can be done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from knowledge_network.kit.pagination import KeysetPage, paginate
from knowledge_network.kit.tables import PAGE_SIZE, Table
from knowledge_network.members.tables.models import SavedView

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

type Choices = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True)
class ViewLink:
    """A view that the reader keeps of this table."""

    name: str
    query: str
    public_id: str
    is_current: bool


@dataclass(frozen=True)
class TablePage:
    """`rows` are those of the page, `html` the table. `query` and `sort` say how the address stands now."""

    name: str
    rows: list[Any]
    html: SafeString
    page: KeysetPage
    views: list[ViewLink]
    query: str
    sort: str
    actions: Choices

    @property
    def is_first(self) -> bool:
        """Nothing chosen, no order either."""
        return not self.query


def lay_out[Row](
    request: MemberRequest,
    table: Table[Row],
    rows: QuerySet[Any],
    *,
    present: Callable[[list[Any]], list[Row]] = list,
    actions: Choices = (),
    size: int = PAGE_SIZE,
    foot: list[str] | None = None,
) -> TablePage:
    """The page of `rows` that the address asks for, in its order. Two queries: the rows, and the views one keeps."""
    page = paginate(rows, request.GET, by=table.read_order(request.GET), size=size)
    query = table.read_query(request.GET)
    views = SavedView.objects.visible_to(request.user).filter(table=table.name).order_by("name")
    return TablePage(
        name=table.name,
        rows=page.rows,
        html=table.draw(present(page.rows), request.GET, can_pick=bool(actions), foot=foot),
        page=page,
        views=[ViewLink(view.name, view.query, view.public_id, view.query == query) for view in views],
        query=query,
        sort=request.GET.get("sorteer", "") and table.read_sort(request.GET),
        actions=actions,
    )


@dataclass(frozen=True)
class Skipped:
    """What is left out, and why."""

    name: str
    why: str | Promise


@dataclass(frozen=True)
class Look:
    """What would happen to which rows, before it does: the page between ticking and doing.

    `hidden` is sent along when one goes on; `form` is what has still to be said.
    """

    title: str
    summary: str
    names: list[str]
    skipped: list[Skipped]
    url: str
    back: str
    button: str
    hidden: list[tuple[str, str]]
    form: Any = None
    notes: list[str] = field(default_factory=list)
    heading: str | Promise = ""
