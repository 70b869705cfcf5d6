"""Each role reads the whole site once, and of what it met: nothing private of others, no write, no fault, no English.

The walk costs some hundreds of pages a role, so what has to hold for every page is asked of one walk. Private fields
hold a token that names who may read it, see `canaries.py`.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from django.db import transaction
from django.urls import resolve

from knowledge_network.replica_pages import REPLICA_PAGES
from scripts.messages import load
from tests.access.table import ROLES, STRANGERS
from tests.access.test_access import declared_rows, expected, is_walked
from tests.quality.canaries import ALLOWED, SHOWN
from tests.quality.crawl import StoppedShort, client_for, walk
from tests.quality.texts import ENGLISH, NAMES, only_english
from tests.quality.walked.reading import read_everything

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EACH_ROLE = pytest.mark.parametrize("reading", ROLES, indirect=True, scope="package")


@EACH_ROLE
def test_nobody_reads_what_everybody_finds_what_is(reading):
    """Without the second half the first proves nothing: the walk must come where the tokens are."""
    leaks = {(token, address) for token, address in reading.tokens if reading.role not in ALLOWED[token]}
    assert leaks == set()
    meant = {token for token, roles in SHOWN.items() if reading.role in roles}
    assert meant - {token for token, _address in reading.tokens} == set()


@EACH_ROLE
def test_every_address_answers_each_role_as_the_table_says(reading):
    """The rows that `test_access.py` leaves to this walk: it opens every one of them for every role anyway."""
    rows = [row for row in declared_rows() if is_walked(row)]
    assert len(rows) > 300
    wrong = [
        f"{row.name} {row.note}: {got}, expected {meant}"
        for row in rows
        if (got := reading.outcomes[row.key]) != (meant := expected(row, reading.role))
    ]
    assert wrong == [], wrong


@EACH_ROLE
def test_no_get_writes_a_row_and_none_fails(reading):
    """For nobody: mail scanners and browsers that read ahead open every link."""
    assert reading.pages > 100, "the walk read nothing"
    assert reading.written == []
    assert reading.failed == []


@EACH_ROLE
def test_no_page_that_a_replica_may_answer_is_noted_in_the_trail(reading):
    """A replica takes no writes (decision 45)."""
    opened = {
        resolve(address.partition("?")[0]).view_name for address, status in reading.statuses.items() if status == 200
    }
    assert "dashboards:home" in opened & REPLICA_PAGES
    recorded = {resolve(address.partition("?")[0]).view_name for address in reading.recorded}
    assert recorded & REPLICA_PAGES == set()


@EACH_ROLE
def test_no_link_leads_to_what_its_reader_may_not_see(reading):
    """Who may not see it, or what is not there, is not offered."""
    refused = {target for target in reading.links if reading.statuses.get(target) in {403, 404, 410}}
    assert {target: reading.links[target] for target in refused} == {}


@EACH_ROLE
def test_no_page_tells_the_running_number_of_a_row(reading):
    """Neither in a form, an address or a name of a part: it tells how many there are, and lets others be guessed."""
    assert reading.counters == {}


@EACH_ROLE
def test_no_page_with_a_question_without_a_name_tells_who_asked(reading, planted):
    """Only the coordinator reads both; also who helps with it does not."""
    detail = f"/vragen/{planted.question.public_id}/"
    assert reading.telling_who == ({detail} if reading.role == "coordinator" else set())
    assert bool(reading.about_question) is (reading.role not in STRANGERS)


@EACH_ROLE
def test_no_dutch_page_speaks_english(reading):
    assert reading.texts.keys() & {"Contact"}, "the walk read nothing"
    english = only_english(load())
    wrong = {text for text in reading.texts if text in english or (text not in NAMES and ENGLISH.search(text))}
    assert {text: reading.texts[text] for text in wrong} == {}


def test_a_walk_that_comes_to_its_number_says_so(planted, django_db_blocker):
    with django_db_blocker.unblock(), pytest.raises(StoppedShort, match="left"):
        list(walk(client_for(planted.world, "anonymous"), ["/"], limit=3))


# Addresses of one page in the drill and in the small one of the suite, and pages in all.
MANY, SOME, LIMIT = 60, 12, 20_000


@pytest.mark.drill(name="everything")
@pytest.mark.parametrize(
    ("role", "most_per_page"),
    [pytest.param("suspended", SOME, marks=pytest.mark.in_suite), *((role, MANY) for role in sorted(ROLES))],
)
def test_each_role_reads_many_more_addresses_of_filters(planted, django_db_blocker, role, most_per_page):
    with django_db_blocker.unblock(), transaction.atomic():
        met = read_everything(planted, role, most_per_page=most_per_page, limit=LIMIT)
        transaction.set_rollback(True)
    refused = {target for target in met.links if met.statuses.get(target) in {403, 404, 410}}
    leaks = {(token, address) for token, address in met.tokens if role not in ALLOWED[token]}
    assert (leaks, met.failed, met.written, met.counters, refused) == (set(), [], [], {}, set())


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
