"""What somebody means who looks for people: topics and year groups, and sectors, schools and places beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from expertise.finding.schools import schools, take_schools
from knowledge_network.kit.text import folded
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.search import language
from knowledge_network.search.asked import clean, is_literal
from knowledge_network.search.understanding import places
from knowledge_network.search.understanding.question import Question as AboutTopics
from knowledge_network.search.understanding.question import take_groups, take_topics
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.search.understanding.words import is_listed

_SECTORS = (
    (re.compile(r"\b(?:voortgezet onderwijs|middelbare school|brugklas(?:sen)?|vo)\b"), Sector.SECONDARY.value),
    (re.compile(r"\b(?:speciaal (?:basis)?onderwijs|sbo|vso|so)\b"), Sector.SPECIAL.value),
    (re.compile(r"\b(?:middelbaar beroepsonderwijs|mbo)\b"), Sector.VOCATIONAL.value),
    (re.compile(r"\b(?:hoger onderwijs|lerarenopleiding|hbo|pabo)\b"), Sector.HIGHER.value),
    (re.compile(r"\b(?:basisonderwijs|primair onderwijs|po)\b"), Sector.PRIMARY.value),
)
# The way from one sector to the other is a topic, and no sector.
_BETWEEN = re.compile(r"\bpo\s*[/-]?\s*vo\b")
# «van» and a place behind it are taken by the place itself, and so is a place without it: «dicht bij Deventer».
_NEAR_ME = re.compile(
    r"\b(?:bij (?:mij|ons) )?(?:in de (?:buurt|omgeving)|dicht ?bij|vlakbij)\b(?! van)(?: (?:bij )?(?:mij|ons))?"
    r"|\bbij (?:mij|ons) om de hoek\b"
)
_AROUND = re.compile(
    r"\b(?:in de (?:buurt|omgeving|regio) van|(?:omgeving|regio) van|rondom|rond|nabij|omgeving|regio)\b"
)
INTO = frozenset({"in", "uit", "te", "bij", "rond", "nabij", "omgeving", "regio", "van"})
# Behind these stands many another word: «begeleiden van een stagiair» is not about Een in Drenthe.
_OFTEN_NOT = frozenset({"van", "uit"})


@dataclass
class Question(AboutTopics):
    """`schools`: of which one was named; `town`: the place that was named, folded; `is_near_me`: near the asker."""

    sectors: frozenset[str] = frozenset()
    schools: frozenset[int] = frozenset()
    town: str = ""
    is_near_me: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.concepts or self.rest or self.groups or self.sectors or self.schools or self.town)


def understand(text: str, *, exactly: bool = False) -> Question:
    """Costs no query once vocabulary and schools are kept."""
    question = Question(clean(text))
    exactly = exactly or is_literal(question.text)
    plain = _take_sectors(question, take_groups(question, folded(question.text)))
    plain = _take_near_me(question, plain)
    said = language.words(_take_town(question, _AROUND.sub(" in ", plain)))
    left, question.schools = take_schools(said)
    take_topics(question, " ".join(left), topic_index.get(), exactly=exactly)
    return question


def _take_sectors(question: Question, plain: str) -> str:
    if _BETWEEN.search(plain):
        return plain
    found = set()
    for pattern, sector in _SECTORS:
        plain, times = pattern.subn(" ", plain)
        if times:
            found.add(sector)
    question.sectors = frozenset(found)
    return plain


def _take_near_me(question: Question, plain: str) -> str:
    def near(match: re.Match[str]) -> str:
        following = language.words(plain[match.end() :].replace("'", ""))[:3]
        if any(_is_town(" ".join(following[:length])) for length in range(1, len(following) + 1)):
            return " in "
        question.is_near_me = True
        return " "

    return _NEAR_ME.sub(near, plain)


def _is_town(name: str) -> bool:
    return name in schools.get().towns or (places.is_place(name) and not is_listed(name))


def _take_town(question: Question, plain: str) -> str:
    """A place of the network, or any Dutch place behind «in» or behind a topic («rekenen Rijssen», for a name alone may
    be somebody's); the longest name, and the last when there are more.

    What is a word of the language too («Best», «Goor») is a place only where the network has a school or behind «in»,
    and a small word («een») never.
    """
    words = language.words(plain.replace("'", ""))
    towns = schools.get().towns
    for start in range(len(words) - 1, -1, -1):
        for length in range(min(3, len(words) - start), 0, -1):
            name = " ".join(words[start : start + length])
            if name in language.STOP_WORDS:
                continue
            behind_in = start > 0 and words[start - 1] in INTO
            behind_topic = not is_listed(name) and _ends_in_topic(words[:start])
            is_town = places.is_place(name) and (behind_in or behind_topic) and not _is_topic(name)
            if is_listed(name) and words[start - 1] in _OFTEN_NOT:
                is_town = False
            here = name in towns and (behind_in or not is_listed(name) or start > 0)
            if here or is_town:
                question.town = name
                before = words[: start - behind_in]
                return " ".join([*before, *words[start + length :]])
    return plain


def _ends_in_topic(words: list[str]) -> bool:
    return any(_is_topic(" ".join(words[-length:])) for length in range(1, min(4, len(words)) + 1))


def _is_topic(name: str) -> bool:
    return tuple(map(language.key, name.split())) in topic_index.get().phrases
