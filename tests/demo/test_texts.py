"""What people write in the demo network is said once, fits where it stands, and is said by nobody who exists."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from expertise.claims.models import SHORTEST_ENDORSEMENT, Endorsement, Evidence
from knowledge_network.demo.seed.claim_texts import CLAIMS
from knowledge_network.demo.seed.group_texts import GROUPS
from knowledge_network.demo.seed.help_request_texts import QUESTIONS
from knowledge_network.demo.seed.texts import (
    conversations_communities,
    conversations_projects,
    minutes_communities,
    minutes_projects,
)
from knowledge_network.demo.seed.texts.endorsements import ENDORSEMENTS
from knowledge_network.demo.seed.texts.evidence import EVIDENCE
from knowledge_network.demo.seed.texts.question_talks import TALKS
from plg.groups.enums import GroupState

CONVERSATIONS = {**conversations_communities.CONVERSATIONS, **conversations_projects.CONVERSATIONS}
MINUTES = {**minutes_communities.MINUTES, **minutes_projects.MINUTES}
RETURNS = {**minutes_communities.RETURNS, **minutes_projects.RETURNS}
ENOUGH = 150


def sentences(texts: Iterable[str]) -> list[str]:
    return [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one]


def all_texts() -> dict[str, list[str]]:
    return {
        "evidence": [title for rows in EVIDENCE.values() for _kind, title in rows],
        "endorsements": [text for said in ENDORSEMENTS.values() for texts in said for text in texts],
        "answers": [*(row[3] for row in QUESTIONS), *(text for talk in TALKS.values() for text in talk)],
        "minutes": [text for rows in MINUTES.values() for one in rows for text in (one.report, one.decision)],
        "conversations": [
            text for talks in CONVERSATIONS.values() for talk in talks for _who, _ago, text in talk.posts
        ],
    }


@pytest.mark.parametrize("what", ["evidence", "endorsements", "answers", "minutes", "conversations"])
def test_there_are_at_least_150_different_sentences_and_no_text_stands_twice(what):
    texts = [text for text in all_texts()[what] if text]
    assert len(set(sentences(texts))) >= ENOUGH
    assert len(set(texts)) == len(texts)


def test_every_topic_has_evidence_and_words_for_each_thing_that_colleagues_share():
    assert set(EVIDENCE) == set(ENDORSEMENTS) == set(CLAIMS)
    assert all(len(rows) >= 5 for rows in EVIDENCE.values())
    assert all(all(texts) for said in ENDORSEMENTS.values() for texts in said)


def test_texts_are_as_long_as_their_field_allows():
    titles, said = all_texts()["evidence"], all_texts()["endorsements"]
    assert max(map(len, titles)) <= Evidence._meta.get_field("title").max_length
    assert max(map(len, said)) <= Endorsement._meta.get_field("text").max_length
    assert min(map(len, said)) >= SHORTEST_ENDORSEMENT


def test_every_group_talks_and_every_group_that_meets_has_minutes():
    meets = {group.name for group in GROUPS if group.state != GroupState.APPLICATION}
    assert set(CONVERSATIONS) == {group.name for group in GROUPS}
    assert set(MINUTES) == set(RETURNS) == meets
    assert all(len(rows) >= 4 for rows in MINUTES.values())
    assert all(any(len(talk.posts) >= 3 for talk in talks) for talks in CONVERSATIONS.values())


def test_every_question_that_somebody_took_up_has_a_talk():
    answered = {place for place, row in enumerate(QUESTIONS) if row[3]}
    assert answered <= set(TALKS)
