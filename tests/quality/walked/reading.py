"""What each role meets on its walk through the whole site, read once for all tests of this folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from tests.access.test_access import declared_rows, is_walked, outcome_of
from tests.access.world import World
from tests.access.writes import Writes
from tests.counters import COUNTER
from tests.factories import HelpRequestFactory, MemberFactory
from tests.quality.canaries import ALLOWED, TOKEN
from tests.quality.crawl import Form, Visit, address_of, client_for, path_of, walk
from tests.quality.texts import read_texts

SEARCHES = [
    f"/zoeken/?q={word}" for word in ("kanarie", "gesprek", "bestand", "bijeenkomst", "groep", "vraag", "merkwaardig")
]

# Method, name and note of a row of the access table.
type Key = tuple[str, str, str]


@dataclass
class Reading:
    """What one role met."""

    role: str
    client: Client
    pages: int = 0
    # Addresses of filters that the walk left for another day.
    passed_over: set[str] = field(default_factory=set)
    tokens: set[tuple[str, str]] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    # What the access table calls the answer to each of its rows that the walk opens.
    outcomes: dict[Key, str] = field(default_factory=dict)
    # Each address that a page links to, with one of the pages.
    links: dict[str, str] = field(default_factory=dict)
    written: list[tuple[str, str]] = field(default_factory=list)
    # Addresses of which the audit trail keeps that somebody looked.
    recorded: set[str] = field(default_factory=set)
    # Pages that tell of the question without a name, and those of them that tell who asked it.
    about_question: set[str] = field(default_factory=set)
    telling_who: set[str] = field(default_factory=set)
    # Each running number of a row with one of the pages where it stands.
    counters: dict[str, str] = field(default_factory=dict)
    # Each text with one of the pages where it stands.
    texts: dict[str, str] = field(default_factory=dict)
    # Of forms that differ in what is filled in alone, the first.
    met_forms: dict[tuple[str, str, tuple[tuple[str, bool], ...]], Form] = field(default_factory=dict)

    @property
    def forms(self) -> list[Form]:
        return list(self.met_forms.values())

    def note_forms(self, forms: list[Form]) -> None:
        for form in forms:
            fields = sorted({(field.name, bool(field.value.strip())) for field in form.fields})
            self.met_forms.setdefault((path_of(form), form.method, tuple(fields)), form)


@dataclass(frozen=True)
class Planted:
    """The small network with a token in every private field, and a question asked without a name."""

    world: World
    question: HelpRequest

    @property
    def names(self) -> tuple[str, ...]:
        """By which who asked the question can be known."""
        asker = self.question.asker
        return (asker.given_name, asker.family_name, asker.public_id, asker.email)


def ask_without_a_name(world: World) -> HelpRequest:
    asker = MemberFactory(given_name="Onvindbaar", family_name="Onnoembaar", site=world.site)
    question = HelpRequestFactory(
        asker=asker, title="Merkwaardige vraag zonderling", is_anonymous=True, state=HelpState.TALKING
    )
    question.topics.add(world.claimed_topic)
    question.matches.create(expert=world.people["group_lead"], state="accepted")
    question.messages.create(author=asker, text="Dit vind ik zonderling spannend.")
    return question


def read_everything(planted: Planted, role: str, **how: int) -> Reading:
    """The walk of `role`; `how` says how much of it (see `walk`)."""
    met, writes = Reading(role, client_for(planted.world, role)), Writes()
    # Made once: a signed address holds the moment at which it was made.
    table = {row.key: address_of(row, planted.world) for row in declared_rows() if is_walked(row)}
    outcomes: dict[str, str] = {}
    starts = list(dict.fromkeys([*table.values(), *others(planted)]))
    visits = walk(met.client, starts, passed_over=met.passed_over, **how)
    while True:
        with connection.execute_wrapper(writes):
            visit = next(visits, None)
        if visit is None:
            met.outcomes = {key: outcomes[address] for key, address in table.items()}
            return met
        written = writes.taken()
        met.pages += 1
        met.statuses[visit.address] = visit.status
        outcomes[visit.address] = outcome_of(visit.status, visit.sent_on, written)
        met.links |= dict.fromkeys(visit.targets, visit.address)
        met.written += [(visit.address, sql) for sql in written]
        if writes.told_of():
            met.recorded.add(visit.address)
        if visit.status >= 500:
            met.failed.append(visit.address)
        text = visit.text
        met.tokens |= {(token, visit.address) for token in tokens(text, visit.address)}
        met.counters |= dict.fromkeys(COUNTER.findall(text), visit.address)
        if "onderling" in text:
            met.about_question.add(visit.address)
            if any(name in text for name in planted.names):
                met.telling_who.add(visit.address)
        met.texts |= dict.fromkeys(_texts(visit, text), visit.address)
        if visit.is_page and visit.status == 200:
            met.note_forms(visit.read().forms)


def others(planted: Planted) -> list[str]:
    """Where the walk starts beside the rows of the access table."""
    people = [person for person in planted.world.people.values() if person is not None]
    return [*SEARCHES, *(f"/beheer/leden/{one.public_id}/" for one in people), f"/vragen/{planted.question.public_id}/"]


def tokens(text: str, address: str) -> set[str]:
    """What the page says; what stood in its address the reader knew already."""
    return (set(re.findall(TOKEN, text)) - set(re.findall(TOKEN, address))) & ALLOWED.keys()


def _texts(visit: Visit, text: str) -> set[str]:
    """Of pages; what a link in a mail leads to speaks the language of the mail."""
    if not visit.is_page or not visit.body or visit.address.startswith("/mail/"):
        return set()
    assert "<html" not in text or '<html lang="nl"' in text, visit.address
    return read_texts(text)
