"""Finding who knows: one field, what can be ticked, and people with why they are there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from expertise.finding.actions.misses import record_miss
from expertise.finding.asked import Asked
from expertise.finding.cards import build_cards
from expertise.finding.facets import build_facets
from expertise.finding.find import PAGE_SIZE, find
from expertise.finding.models import SavedSearch
from expertise.finding.question import Question, understand
from expertise.finding.statements import CANDIDATES
from expertise.finding.topics import Entry, topic_index
from knowledge_network.kit.http import read_partial, render_page
from knowledge_network.kit.lists import drawn
from knowledge_network.members.people.requests import MemberRequest

RESULTS = "finder-results"
COUNTED = "expertise.missed"
COUNTED_MOST = 30


@require_safe
def finder(request: MemberRequest) -> HttpResponse:
    """`?q=` and facets; without either, topics to begin with."""
    form = Asked(request.GET)
    question = understand(form.text)
    found = find(question, form.filters, reader=request.user.pk)
    first = (form.page - 1) * PAGE_SIZE
    people = build_cards(found.hits[first : first + PAGE_SIZE], request.user)
    context = {
        "form": form,
        "is_partial": read_partial(request) == RESULTS,
        "found": found,
        "total": CANDIDATES if found.is_capped else found.total,
        "cards": drawn("expert_cards", cards=people) if people else "",
        "facets": drawn("finder_facets", facets=build_facets(found.counts, form.filters)),
        "understood": _understood(question),
        "more": found.total > first + PAGE_SIZE,
        "ask_url": ask_network_address(form.text),
        **({} if form.is_asked else {"themes": _themes(), "kept": _kept(request)}),
    }
    return render_page(request, "expertise/finding/finder.html", context, partials=(RESULTS,))


@dataclass(frozen=True)
class Understood:
    """What the words were taken to mean, to be seen and put right."""

    topics: list[Entry]
    groups: str
    meant: str


def _understood(question: Question) -> Understood:
    entries = topic_index.get().entries
    return Understood(
        topics=[entries[pk] for pk in question.topics if pk in entries],
        groups=", ".join(map(str, sorted(question.groups))),
        meant=", ".join(question.meant.values()),
    )


@dataclass(frozen=True)
class Theme:
    """A topic that is part of nothing, with its parts."""

    topic: Entry
    parts: list[Entry]


def _themes() -> list[Theme]:
    """Where somebody may begin who has no word yet."""
    index = topic_index.get()
    roots = [entry for entry in index.entries.values() if entry.parent not in index.entries]
    themes = [
        Theme(root, [index.entries[pk] for pk in index.children.get(root.pk, ())])
        for root in sorted(roots, key=lambda entry: (-len(index.children.get(entry.pk, ())), entry.name.casefold()))
    ]
    return [theme for theme in themes if theme.parts] or themes


def _kept(request: MemberRequest) -> list[SavedSearch]:
    return list(SavedSearch.objects.filter(member=request.user).order_by("name", "pk")[:12])


def ask_network_address(text: str) -> str:
    """Where a question is put to the whole network, with the words filled in."""
    return reverse("expertise:help_request_ask", query={"vraag": text} if text else None)


@require_POST
def search_missed(request: MemberRequest) -> HttpResponse:
    """Count that nobody was found, once for each reader and day; then on to asking the network.

    The page sends this by itself when an empty result stays for a moment, and the button to ask the network does.
    """
    form = Asked(request.POST)
    counted = request.session.get(COUNTED, [])
    mark = f"{form.text.casefold()[:100]}"
    if form.text and mark not in counted and len(counted) < COUNTED_MOST and record_miss(text=form.text):
        request.session[COUNTED] = [*counted, mark]
    if getattr(request, "htmx", None):
        return HttpResponse(status=204)
    return HttpResponseRedirect(ask_network_address(form.text))
