"""The finder answers questions that were judged by hand as well as we promise: on the claims of the demo in small."""

import datetime as dt
import itertools

import pytest

from benchmarks import golden
from expertise.claims.enums import ClaimLevel, ClaimState
from knowledge_network.demo.seed.claim_texts import CLAIMS
from knowledge_network.demo.seed.vocabulary import TOPICS
from tests import factories as f
from tests.expertise.finding.helpers import expert, index, vocabulary

pytestmark = pytest.mark.django_db

# What the known part reaches on this small network, and may not fall below.
FLOOR = 0.93

LEVELS = (ClaimLevel.USER, ClaimLevel.GUIDE, ClaimLevel.SPECIALIST, ClaimLevel.USER, ClaimLevel.CURIOUS)
STATES = (
    ClaimState.SUBSTANTIATED,
    ClaimState.DECLARED,
    ClaimState.RECOGNISED,
    ClaimState.SUBSTANTIATED,
    ClaimState.DECLARED,
)


@pytest.fixture
def network():
    """The vocabulary of the demo, and for each topic four people with its texts and year groups."""
    topics = vocabulary(*((name, synonyms, parent) for name, synonyms, parent, _strategic in TOPICS))
    sites = [f.SiteFactory(name=name) for name in ("Basisschool Gerardus", "OBS De Esdoorn", "De Linde")]
    turns = itertools.count()
    for name, (descriptions, groups) in CLAIMS.items():
        for number in range(4):
            turn = next(turns)
            some = sorted(groups[(number + place) % len(groups)] for place in range(min(2, len(groups))))
            expert(
                topics[name],
                name="Fenna Twickelstra" if (name, number) == ("begrijpend lezen", 0) else "",
                site=sites[turn % 3],
                description=descriptions[number % len(descriptions)],
                year_groups=sorted(set(some)),
                level=LEVELS[turn % 5],
                state=STATES[turn % 5 if turn % 7 else 0],
            )
    index()


def test_there_are_more_than_two_hundred_questions_and_none_is_in_two_parts():
    texts = [query.text.casefold() for part in golden.PARTS for query in golden.queries(part)]
    assert len(texts) == len(set(texts)) > 200
    known = {name for name, *_rest in TOPICS}
    assert {topic for part in golden.PARTS for query in golden.queries(part) for topic in query.topics} <= known


def test_the_finder_answers_the_known_ones_well(network):
    answers = golden.measure(day=dt.date(2026, 3, 3))
    assert golden.mean(answers) >= FLOOR, golden.report({golden.KNOWN: answers})


def test_the_measure_notices_a_bad_order():
    assert golden.gain([3, 2, 0]) > golden.gain([0, 2, 3])
    assert golden.gain([0] * 10 + [3]) == 0
