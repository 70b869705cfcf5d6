"""What the board counts, kept for some minutes: everybody who looks reads the same, and the board says of when it is.

The statement asks all people what they know and whom they met. What is added to the topics or goes out of them is
counted at once, everything else at most `COUNTED_AGAIN` later.
"""

from __future__ import annotations

from expertise.gaps.queries.gaps import Coverage, Tie, TopicFacts, count_coverage, find_ties, topic_facts
from expertise.gaps.queries.topic import Standing, count_by_board, find_standings, interested, with_work
from knowledge_network.kit.kept_counts import Counted, count_anew, forget_counted, read_counted
from knowledge_network.members.organisations.enums import Sector

SECTORS = ("", *Sector.values)


def read_topics(*, sector: str = "") -> Counted[list[TopicFacts]]:
    """`topic_facts` of all topics as it was at most five minutes ago: one query once in five minutes."""
    return read_counted(_key(sector), lambda: topic_facts(sector=sector))


def read_topics_including(topic: int) -> dict[int, TopicFacts]:
    """The same by its key; counted anew when `topic` is newer than that."""
    rows = {row.pk: row for row in read_topics().found}
    return rows if topic in rows else {row.pk: row for row in count_anew(_key(), topic_facts).found}


def read_ties(topic: int) -> list[Tie]:
    """`find_ties` of a topic, as long ago at most: one query once in five minutes."""
    return read_counted(f"expertise.gaps.ties.{topic}", lambda: find_ties(topic)).found


def read_standings(topic: int, parts: list[int]) -> tuple[Standing, ...]:
    """`find_standings` of a topic and its parts, as long ago at most: one query once in five minutes."""
    return read_counted(f"expertise.gaps.people.{topic}", lambda: find_standings(parts)).found


def read_fitting(topic: int, about: list[int]) -> Counted[dict[int, int]]:
    """How many of who fits `about` each board has, as long ago at most: one query once in five minutes."""
    return read_counted(f"expertise.gaps.fitting.{topic}", lambda: count_by_board(with_work(interested(about))))


def forget_topics() -> None:
    """Whoever looks next counts anew."""
    forget_counted(*(_key(sector) for sector in SECTORS))


def _key(sector: str = "") -> str:
    return f"expertise.gaps.topics.{sector}"


# Of the whole network ----------------------------------------------------------------------------


def strategic_facts() -> dict[int, TopicFacts]:
    """Supply and demand of each topic of the strategic agenda, by its key."""
    return {row.pk: row for row in read_topics().found if row.is_strategic}


def network_coverage() -> Coverage:
    """E1 and E2 of the whole network."""
    return count_coverage(read_topics().found)
