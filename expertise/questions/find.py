"""What is known already of what somebody asks: answers, products, and questions like it in other words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Q

from expertise.asking.queries.routing import find_topics
from expertise.questions.models import PracticeQuestion
from expertise.questions.suggestions import read_keys
from knowledge_network.members.people.models import Member
from knowledge_network.search.queries import Hit, mark_words, search
from knowledge_network.search.registry import get

# What helps most first: an answer, something to take along, a question that somebody has too.
KINDS = ("help_answer", "product", "practice_question", "help_request")
SHORTEST = 8
# By so many of its first letters a telling word is looked for in the words of questions.
STEM = 5
MOST_KEYS = 8
MOST_COMPARED = 500


def find_known(reader: Member, text: str, *, count: int = 5, without: str = "") -> list[Hit]:
    """Answers, products and questions like what somebody types. At most seven queries, none for a few signs.

    Questions that share telling words come in other words too. Where all that is little, what is understood of it is
    searched: «staartdelingen» finds what is about arithmetic.
    """
    if len(text.strip()) < SHORTEST:
        return []
    hits = [hit for hit in search(reader, text, per_kind=3).hits if hit.kind in KINDS and hit.url != without]
    known = {hit.url for hit in hits} | {without}
    hits += [hit for hit in find_alike(reader, text) if hit.url not in known]
    if len(hits) < count and (topics := find_topics(text)):
        known = {hit.url for hit in hits} | {without}
        about = search(reader, topics[0].name, per_kind=2).hits
        hits += [hit for hit in about if hit.kind in KINDS and hit.url not in known]
    return sorted(hits, key=lambda hit: KINDS.index(hit.kind))[:count]


def find_alike(reader: Member, text: str, *, count: int = 3) -> list[Hit]:
    """Questions that share two telling words at least with `text`; a rare word weighs more. One query."""
    keys = read_keys(text)
    if len(keys) < 2:
        return []
    rows = PracticeQuestion.objects.visible_to(reader).standing().filter(_hold_two(keys))
    rows = rows.order_by("-asked_at", "-pk")
    found = [(question, read_keys(question.text).keys() & keys.keys()) for question in rows[:MOST_COMPARED]]
    times = Counter(one for _question, shared in found for one in shared)
    scored = [
        (sum(1 / math.log(2 + times[one]) for one in shared), question) for question, shared in found if len(shared) > 1
    ]
    best = sorted(scored, key=lambda pair: -pair[0])[:count]
    return [_as_hit(question, set(keys)) for _score, question in best]


def _hold_two(keys: Mapping[str, str]) -> Q:
    """What may share two of the keys, by how they were written or by how they begin: «spel» of «spelen».

    No more is read than that: the index of trigrams finds each pair at once.
    """
    telling = sorted(keys, key=len, reverse=True)[:MOST_KEYS]
    holds = [
        Q(text__icontains=keys[one][:STEM]) | Q(text__icontains=one[: max(3, len(one) - 2)][:STEM]) for one in telling
    ]
    return reduce(or_, (one & other for one, other in combinations(holds, 2)))


def _as_hit(question: PracticeQuestion, words: set[str]) -> Hit:
    kind = get("practice_question")
    title = str(question)
    return Hit(kind.kind, kind.label, kind.icon, title, "", question.get_absolute_url(), mark_words(title, words))
