"""Finding who knows: one field, what can be ticked, and people with why they are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from expertise.finding.actions.misses import record_miss
from expertise.finding.asked import Asked
from expertise.finding.cards import build_cards
from expertise.finding.facets import build_facets
from expertise.finding.find import PAGE_SIZE, Found, find
from expertise.finding.models import SavedSearch
from expertise.finding.question import Question, understand
from expertise.finding.statements import CANDIDATES
from knowledge_network.kit.http import read_partial, render_page
from knowledge_network.kit.lists import drawn
from knowledge_network.kit.text import folded
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.search.understanding.question import offers
from knowledge_network.search.understanding.topics import Entry, topic_index

RESULTS = "finder-results"
COUNTED = "expertise.missed"
COUNTED_MOST = 30


@require_safe
def finder(request: MemberRequest) -> HttpResponse:
    """`?q=` and facets; without either, topics to begin with."""
    form = Asked(request.GET)
    question = understand(form.text, exactly=form.exactly)
    found = find(question, form.filters, reader=request.user.pk, nearest=form.nearest)
    first = (form.page - 1) * PAGE_SIZE
    everybody = [*found.hits, *found.close]
    people = build_cards(everybody[first : first + PAGE_SIZE], request.user, form.brought)
    close = [card for card in people if not card.fits]
    fitting = [card for card in people if card.fits]
    context = {
        "form": form,
        "is_partial": read_partial(request) == RESULTS,
        "found": found,
        "total": CANDIDATES if found.is_capped else found.total,
        "cards": drawn("expert_cards", cards=fitting) if fitting else "",
        "close": drawn("expert_cards", cards=close) if close else "",
        "facets": drawn("finder_facets", facets=build_facets(found.counts, form.filters)),
        "understood": _understood(question, found, form),
        "more": len(everybody) > first + PAGE_SIZE,
        "ask_url": ask_network_address(form.brought),
        **({} if form.is_asked else {"themes": _themes(), "kept": _kept(request)}),
    }
    return render_page(request, "expertise/finding/finder.html", context, partials=(RESULTS,))


@dataclass(frozen=True)
class Offer:
    """A topic to look for instead, or as well."""

    name: str
    query: str


@dataclass(frozen=True)
class Corrected:
    """A word that was taken for a typing error."""

    typed: str
    meant: str


@dataclass(frozen=True)
class Understood:
    """What the words were taken to mean, to be seen and put right."""

    groups: str
    corrected: list[Corrected]
    # The query with which nothing is corrected.
    as_typed: str
    town: str
    is_near_me: bool
    can_be_nearest: bool
    # The query with which who is nearest comes first, and the one without.
    by_distance: str
    by_fit: str
    instead: list[Offer]
    also: list[Offer]
    used: str
    unused: str


def _understood(question: Question, found: Found, form: Asked) -> Understood:
    is_sure = any(concept.is_sure for concept in question.concepts)
    instead = [] if is_sure and found.hits else _offered(offers(question), question)
    return Understood(
        groups=", ".join(map(str, sorted(question.groups))),
        corrected=[Corrected(typed, meant) for typed, meant in question.meant.items()],
        as_typed=_changed(form, precies="1"),
        town=question.town.title(),
        is_near_me=question.is_near_me and bool(found.town),
        can_be_nearest=bool(found.town) and len(found.hits) > 1,
        by_distance=_changed(form, volgorde="afstand"),
        by_fit=_changed(form, volgorde=""),
        instead=instead,
        # Offered once: nobody chooses between two lists with the same words.
        also=[offer for offer in _offered(question.also, question) if offer not in instead] if is_sure else [],
        used=", ".join(found.used),
        unused=", ".join(found.unused),
    )


def _offered(pks: list[int], question: Question) -> list[Offer]:
    """Topics as links, without what was asked for already."""
    entries, asked = topic_index.get().entries, folded(question.text)
    named = [entries[pk].name for pk in pks if pk in entries]
    return [Offer(name, urlencode({"q": name})) for name in named if folded(name) != asked]


def _changed(form: Asked, **values: str) -> str:
    """The query of what is asked, with these values instead; an empty one is left out."""
    query = QueryDict(form.query, mutable=True)
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


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


def ask_network_address(brought: Mapping[str, list[str]]) -> str:
    """Where a question is put to the whole network, with what was searched filled in."""
    return reverse("expertise:help_request_ask", query=brought or None)


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
    return HttpResponseRedirect(ask_network_address(form.brought))
