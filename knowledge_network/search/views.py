"""One search over everything: a page, and the answers of the search dialog."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import read_partial, render_page
from knowledge_network.search import queries, registry
from knowledge_network.search.forms import SearchForm

DIALOG = "command-results"
RESULTS = "search-results"


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` over all kinds or one (`soort`); as the answers of the dialog when that asks."""
    form = SearchForm(request.GET)
    for_dialog = read_partial(request) == DIALOG
    few = queries.PER_KIND if for_dialog else None
    results = queries.search(request.user, form.text, kind=form.chosen_kind, page=form.page_number, per_kind=few)
    context = {
        "text": form.text,
        "results": results,
        "shortcuts": queries.shortcuts(request.user, form.text)[: queries.PER_KIND],
        "kind": form.chosen_kind,
        "tabs": _list_tabs(results),
        "page": form.page_number,
        "has_more": _count_found(results, form.chosen_kind) > form.page_number * queries.PAGE_SIZE,
        "cap": queries.CANDIDATES,
    }
    return render_page(request, "search/search.html", context, partials=(DIALOG, RESULTS))


def _count_found(results: queries.Results, kind: str) -> int:
    return results.counts.get(kind, 0) if kind else results.total


@dataclass(frozen=True)
class Tab:
    kind: str
    label: str | Promise
    icon: str
    count: int


def _list_tabs(results: queries.Results) -> list[Tab]:
    """The kinds of which something was found, in the order in which apps registered them."""
    return [
        Tab(s.kind, s.label, s.icon, results.counts[s.kind])
        for s in registry.searchables()
        if results.counts.get(s.kind)
    ]
