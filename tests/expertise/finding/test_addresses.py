"""Addresses keep their Dutch words while English code names are stored: bookmarks go on working."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse

from expertise.asking.enums import HelpState
from expertise.asking.forms.board import BoardForm
from expertise.finding.facets import Filters
from expertise.gaps.enums import GapStatus
from expertise.gaps.forms import GapsForm
from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.filters import ProductFilter
from tests import factories as f


@pytest.mark.parametrize(
    ("word", "state"), [("gestuurd", HelpState.MATCHED), ("open", HelpState.OPEN), ("matched", ""), ("onzin", "")]
)
def test_the_desk_for_questions_reads_and_writes_the_words(word, state):
    form = BoardForm({"status": word})
    assert form.values["status"] == state
    assert form.query == (f"status={word}" if state else "")


@pytest.mark.parametrize(
    ("word", "status"), [("witte_vlek", GapStatus.WHITE_SPOT), ("in_balans", GapStatus.BALANCED), ("white_spot", "")]
)
def test_the_board_of_gaps_reads_and_writes_the_words(word, status):
    form = GapsForm({"status": word, "strategisch": "on"}, themes=[])
    assert form.values["status"] == status
    assert form.query == (f"status={word}&strategisch=on" if status else "strategisch=on")


def test_the_finder_reads_the_words_and_asks_the_index_by_code_name():
    asked = Filters.read(QueryDict("bewijs=erkend&bewijs=recognised&vorm=vraagbaak&vorm=online&sector=vo"))
    assert asked.chosen == {"proof": ["p:recognised"], "form": ["f:ask", "f:online"], "sector": ["o:vo"]}


def test_the_knowledge_base_reads_the_words():
    asked = ProductFilter(QueryDict("soort=kijkwijzer&soort=viewing_guide&stand=te_herzien&bewijs=praktijkkennis"))
    chosen = {name: set(words) for name, words in asked.chosen.items() if words}
    assert chosen == {"kind": {"kijkwijzer"}, "status": {"te_herzien"}, "ground": {"praktijkkennis"}}


@pytest.mark.django_db
def test_facets_of_the_knowledge_base_count_by_the_words(client):
    f.KnowledgeProductFactory(kind=ProductKind.VIEWING_GUIDE, status=ProductStatus.TO_REVISE)
    page = client.get(reverse("expertise:product_list"), {"stand": "te_herzien", "soort": "kijkwijzer"})
    facets = {facet.address: [(o.value, o.count) for o in facet.options] for facet in page.context["facets"]}
    assert (facets["soort"], facets["stand"]) == ([("kijkwijzer", 1)], [("te_herzien", 1)])
