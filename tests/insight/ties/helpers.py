"""A network of boards with people who take part, for the tests of ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from knowledge_network.insight.ties.actions import rounds
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers
from knowledge_network.insight.ties.names import make_pseudonym, read_key
from knowledge_network.insight.ties.queries import find_privacy_contacts
from knowledge_network.members.people.enums import NetworkRoleKind
from tests import factories as f

DAY = dt.timedelta(days=1)
SIZES = {"Alfa": 12, "Beta": 10, "Gamma": 6}


def coordinator() -> Any:
    return f.NetworkRoleFactory().member


def guard() -> Any:
    return f.NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT).member


def boards(sizes: Mapping[str, int] = SIZES) -> Any:
    """Boards with so many people; `people` is them all, `of` by the name of the board, `board` its row."""
    made = SimpleNamespace(people=[], of={}, board={})
    for name, size in sizes.items():
        board = f.BoardFactory(name=name)
        site = f.SiteFactory(school__board=board)
        made.board[name] = board
        made.of[name] = [f.MemberFactory(site=site) for _number in range(size)]
        made.people += made.of[name]
    return made


def concept(**fields: Any) -> NetworkRound:
    """With somebody in the network who can release it later."""
    if not find_privacy_contacts():
        guard()
    defaults = {"by": coordinator(), "title": "Wie kent wie?", "closes_on": timezone.localdate() + 14 * DAY}
    return rounds.start_round(**{**defaults, **fields})


def opened(**fields: Any) -> NetworkRound:
    made = concept(**fields)
    return rounds.open_round(network_round=made, by=made.made_by, tells=False)


def name_of(network_round: NetworkRound, person: Any) -> str:
    return make_pseudonym(read_key(network_round), person.pk)


def send(network_round: NetworkRound, people: Iterable[Any], values: Mapping[str, int] | None = None) -> None:
    """Answers without names of all these people, as if they had sent them."""
    people = list(people)
    TieAnswers.objects.bulk_create(
        TieAnswers(
            network_round=network_round, source=name_of(network_round, one), is_sent=True, values=dict(values or {})
        )
        for one in people
    )
    RoundParticipation.objects.filter(network_round=network_round, member__in=people).update(took_part=True)


def name(network_round: NetworkRound, pairs: Iterable[tuple[Any, Any]], weight: Sequence[int] = (3, 3, 2)) -> None:
    frequency, involvement, depth = weight
    Tie.objects.bulk_create(
        Tie(
            network_round=network_round,
            source=name_of(network_round, one),
            target=name_of(network_round, other),
            kind="spoken",
            frequency=frequency,
            involvement=involvement,
            depth=depth,
        )
        for one, other in pairs
    )


def ring(people: Sequence[Any], step: int = 1) -> list[tuple[Any, Any]]:
    return [(one, people[(number + step) % len(people)]) for number, one in enumerate(people)]


def across(some: Sequence[Any], others: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each of the first names one of the others, by turns."""
    return [(one, others[number % len(others)]) for number, one in enumerate(some)]


def counted(network_round: NetworkRound) -> NetworkRound:
    rounds.close_round(network_round=network_round, by=network_round.opened_by)
    return rounds.count_round(network_round=network_round, tells=False)


def published(network_round: NetworkRound, **fields: Any) -> NetworkRound:
    return rounds.release_round(network_round=counted(network_round), by=guard(), tells=False, **fields)


def usual(made: Any, network_round: NetworkRound) -> None:
    """Everybody takes part; each board has a ring, Alfa and Beta name each other, Gamma names nobody else."""
    send(network_round, made.people)
    for people in made.of.values():
        name(network_round, ring(people))
    name(network_round, across(made.of["Alfa"], made.of["Beta"]))
