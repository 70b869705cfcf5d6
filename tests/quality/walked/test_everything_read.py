"""Each role reads the whole site once, and of what it met: nothing private of others, no write, no fault, no English.

The walk costs some hundreds of pages a role, so what has to hold for every page is asked of one walk. Private fields
hold a token that names who may read it, see `canaries.py`.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from scripts.messages import load
from tests.access.table import ROLES, STRANGERS
from tests.access.world import World
from tests.access.writes import Writes
from tests.counters import COUNTER
from tests.drills import PassedOver
from tests.factories import HelpRequestFactory, MemberFactory
from tests.quality.canaries import ALLOWED, SHOWN, TOKEN, plant
from tests.quality.crawl import StoppedShort, Visit, client_for, table_addresses, walk
from tests.quality.texts import ENGLISH, NAMES, only_english, read_texts

SEARCHES = [
    f"/zoeken/?q={word}" for word in ("kanarie", "gesprek", "bestand", "bijeenkomst", "groep", "vraag", "merkwaardig")
]


@dataclass
class Reading:
    """What one role met."""

    pages: int = 0
    passed_over: set[str] = field(default_factory=set)
    tokens: set[tuple[str, str]] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    # Each address that a page links to, with one of the pages.
    links: dict[str, str] = field(default_factory=dict)
    written: list[tuple[str, str]] = field(default_factory=list)
    # Pages that tell of the question without a name, and those of them that tell who asked it.
    about_question: set[str] = field(default_factory=set)
    telling_who: set[str] = field(default_factory=set)
    # Each running number of a row with one of the pages where it stands.
    counters: dict[str, str] = field(default_factory=dict)
    # Each text with one of the pages where it stands.
    texts: dict[str, str] = field(default_factory=dict)


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


@pytest.fixture(scope="module")
def planted(world_of_the_module: World, django_db_blocker: Any) -> Iterator[Planted]:
    with django_db_blocker.unblock(), transaction.atomic():
        plant(world_of_the_module)
        question = _ask_without_a_name(world_of_the_module)
        call_command("rebuild_search", verbosity=0)
        yield Planted(world_of_the_module, question)
        transaction.set_rollback(True)


def _ask_without_a_name(world: World) -> HelpRequest:
    asker = MemberFactory(given_name="Onvindbaar", family_name="Onnoembaar", site=world.site)
    question = HelpRequestFactory(
        asker=asker, title="Merkwaardige vraag zonderling", is_anonymous=True, state=HelpState.TALKING
    )
    question.topics.add(world.claimed_topic)
    question.matches.create(expert=world.people["group_lead"], state="accepted")
    question.messages.create(author=asker, text="Dit vind ik zonderling spannend.")
    return question


@pytest.fixture(scope="module")
def reading(request: pytest.FixtureRequest, planted: Planted, django_db_blocker: Any) -> Iterator[Reading]:
    """What the role of this test meets; the walk is undone, for the next role's world."""
    with django_db_blocker.unblock(), transaction.atomic():
        met = read_everything(planted, request.param)
        if met.passed_over:
            said = f"{request.param}: {met.pages} pages opened, {len(met.passed_over)} addresses of filters left today"
            warnings.warn(said, PassedOver, stacklevel=1)
        yield met
        transaction.set_rollback(True)


def read_everything(planted: Planted, role: str, **how: int) -> Reading:
    met, writes = Reading(), Writes()
    visits = walk(client_for(planted.world, role), addresses(planted, role), passed_over=met.passed_over, **how)
    while True:
        with connection.execute_wrapper(writes):
            visit = next(visits, None)
        if visit is None:
            return met
        met.pages += 1
        met.statuses[visit.address] = visit.status
        met.links |= dict.fromkeys(visit.targets, visit.address)
        met.written += [(visit.address, sql) for sql in writes.taken()]
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


def addresses(planted: Planted, role: str) -> list[str]:
    world = planted.world
    profiles = [f"/beheer/leden/{person.public_id}/" for person in world.people.values() if person is not None]
    asked = f"/vragen/{planted.question.public_id}/"
    return list(dict.fromkeys([*table_addresses(world, role, refused_too=True), *SEARCHES, *profiles, asked]))


def tokens(text: str, address: str) -> set[str]:
    """What the page says; what stood in its address the reader knew already."""
    return (set(re.findall(TOKEN, text)) - set(re.findall(TOKEN, address))) & ALLOWED.keys()


def _texts(visit: Visit, text: str) -> set[str]:
    """Of pages; what a link in a mail leads to speaks the language of the mail."""
    if not visit.is_page or not visit.body or visit.address.startswith("/mail/"):
        return set()
    assert "<html" not in text or '<html lang="nl"' in text, visit.address
    return read_texts(text)


EACH_ROLE = pytest.mark.parametrize("reading", ROLES, indirect=True, scope="module")


@pytest.fixture
def role(request: pytest.FixtureRequest) -> str:
    """Whose reading this test looks at."""
    return request.node.callspec.params["reading"]


@pytest.mark.slow
@EACH_ROLE
def test_nobody_reads_what_everybody_finds_what_is(reading, role):
    """Without the second half the first proves nothing: the walk must come where the tokens are."""
    leaks = {(token, address) for token, address in reading.tokens if role not in ALLOWED[token]}
    assert leaks == set()
    meant = {token for token, roles in SHOWN.items() if role in roles}
    assert meant - {token for token, _address in reading.tokens} == set()


@pytest.mark.slow
@EACH_ROLE
def test_no_get_writes_a_row_and_none_fails(reading):
    """For nobody: mail scanners and browsers that read ahead open every link."""
    assert reading.pages > 100, "the walk read nothing"
    assert reading.written == []
    assert reading.failed == []


@pytest.mark.slow
@EACH_ROLE
def test_no_link_leads_to_what_its_reader_may_not_see(reading):
    """Who may not see it, or what is not there, is not offered."""
    refused = {target for target in reading.links if reading.statuses.get(target) in {403, 404, 410}}
    assert {target: reading.links[target] for target in refused} == {}


@pytest.mark.slow
@EACH_ROLE
def test_no_page_tells_the_running_number_of_a_row(reading):
    """Neither in a form, an address or a name of a part: it tells how many there are, and lets others be guessed."""
    assert reading.counters == {}


@pytest.mark.slow
@EACH_ROLE
def test_no_page_with_a_question_without_a_name_tells_who_asked(reading, role, planted):
    """Only the coordinator reads both; also who helps with it does not."""
    detail = f"/vragen/{planted.question.public_id}/"
    assert reading.telling_who == ({detail} if role == "coordinator" else set())
    assert bool(reading.about_question) is (role not in STRANGERS)


@pytest.mark.slow
@EACH_ROLE
def test_no_dutch_page_speaks_english(reading):
    assert reading.texts.keys() & {"Contact"}, "the walk read nothing"
    english = only_english(load())
    wrong = {text for text in reading.texts if text in english or (text not in NAMES and ENGLISH.search(text))}
    assert {text: reading.texts[text] for text in wrong} == {}


@pytest.mark.slow
def test_a_walk_that_comes_to_its_number_says_so(planted, django_db_blocker):
    with django_db_blocker.unblock(), pytest.raises(StoppedShort, match="left"):
        list(walk(client_for(planted.world, "anonymous"), ["/"], limit=3))


# Addresses of one page in the drill, and pages in all.
MANY, LIMIT = 60, 20_000


@pytest.mark.slow
@pytest.mark.drill(name="everything")
@pytest.mark.parametrize(
    "role", [pytest.param("suspended", marks=pytest.mark.in_suite), *sorted({*ROLES} - {"suspended"})]
)
def test_each_role_reads_many_more_addresses_of_filters(planted, django_db_blocker, role):
    with django_db_blocker.unblock(), transaction.atomic():
        met = read_everything(planted, role, most_per_page=MANY, limit=LIMIT)
        transaction.set_rollback(True)
    refused = {target for target in met.links if met.statuses.get(target) in {403, 404, 410}}
    leaks = {(token, address) for token, address in met.tokens if role not in ALLOWED[token]}
    assert (leaks, met.failed, met.written, met.counters, refused) == (set(), [], [], {}, set())


@pytest.mark.slow
def test_a_walk_tells_what_it_left_and_leaves_something_else_tomorrow(planted, django_db_blocker):
    def left(day: dt.date) -> set[str]:
        found: set[str] = set()
        client = client_for(planted.world, "coordinator")
        visits = walk(
            client, ["/vragen/", "/beheer/leden/", "/kennisbank/"], passed_over=found, day=day, most_per_page=3
        )
        assert len(list(islice(visits, 9))) == 9
        return found

    with django_db_blocker.unblock(), transaction.atomic():
        today, tomorrow = left(dt.date(2026, 11, 24)), left(dt.date(2026, 11, 25))
        transaction.set_rollback(True)
    assert today
    assert today != tomorrow
