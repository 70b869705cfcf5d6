"""One search over everything: a page, and the answers of the search dialog."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import read_partial, render_page
from knowledge_network.search import queries, registry
from knowledge_network.search.forms import SearchForm
from knowledge_network.search.understanding.question import offers, understand
from knowledge_network.search.understanding.topics import topic_index

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
        "instead": _offer_instead(form.text) if form.text and not results.total else [],
    }
    return render_page(request, "search/search.html", context, partials=(DIALOG, RESULTS))


@dataclass(frozen=True)
class Offer:
    """Other words that may be meant, and where they are looked for."""

    words: str
    query: str


def _offer_instead(text: str) -> list[Offer]:
    """«Bedoel je …?»: what a typing error was taken for, and topics whose words look most like these. No query."""
    question = understand(text)
    corrected = text
    for typed, meant in question.meant.items():
        corrected = corrected.lower().replace(typed.lower(), meant)
    entries = topic_index.get().entries
    named = [entries[pk].name for pk in offers(question) if pk in entries]
    words = dict.fromkeys([corrected, *named] if question.meant else named)
    return [Offer(one, urlencode({"q": one})) for one in words if one.lower() != text.lower()]


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
