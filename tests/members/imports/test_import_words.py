"""A sheet of words of the staff room: looked at, carried out, taken back; and what comes out goes in unchanged."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.enums import ImportKind, RowOutcome
from knowledge_network.members.vocabulary.actions import add_starter, add_topic, change_topic, set_word
from knowledge_network.search.understanding.enums import WordKind
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.search.understanding.question import understand
from knowledge_network.topics.models import Topic
from tests.factories import NetworkRoleFactory

pytestmark = pytest.mark.django_db

SHEET = """woord;soort;themas
bareka;toets;automatiseren
kletsbordje;activiteit;gesprekken, taal
"""


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def topics():
    return [add_topic(by=None, name=name) for name in ("automatiseren", "taal", "gesprekken")]


@pytest.fixture
def client(coordinator):
    client = Client()
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return client


def offer(text, by=None):
    run = runs.offer_list(
        kind=ImportKind.WORDS, by=by, name="woorden.csv", content=text.encode(), options={"day": "2026-11-28"}, now=True
    )
    run.refresh_from_db()
    assert not run.problem
    return run


def carry_out(run, by=None):
    run = runs.apply_import(run=run, by=by, now=True)
    run.refresh_from_db()
    assert not run.problem
    return run


def outcomes(run):
    return {row.key: row.outcome for row in run.rows.all()}


def leads_to(text):
    names = dict(Topic.objects.values_list("pk", "name"))
    return {names[pk] for concept in understand(text).concepts for pk in concept.meant}


def test_a_dry_run_says_what_is_new_and_changes_nothing(topics):
    assert outcomes(offer(SHEET))["kletsbordje"] == RowOutcome.NEW
    assert not StaffRoomWord.objects.exists()


def test_carried_out_the_words_are_understood(topics, coordinator):
    assert leads_to("kletsbordje") == set()
    carry_out(offer(SHEET, by=coordinator), by=coordinator)
    assert leads_to("wie heeft een kletsbordje") >= {"gesprekken"}
    own = StaffRoomWord.objects.get(word="kletsbordje")
    assert (own.kind, own.topics) == (WordKind.ACTIVITY, ["gesprekken", "taal"])
    assert set(outcomes(offer(SHEET)).values()) == {RowOutcome.UNCHANGED}, "the same sheet again changes nothing"


def test_undo_gives_back_what_was_shipped_and_what_the_network_had_said(topics, coordinator):
    set_word(by=coordinator, word="kletsbordje", kind=WordKind.TERM, topics=topics[1:2])
    run = carry_out(
        offer("woord;soort;themas\nbareka;toets;taal\nkletsbordje;activiteit;gesprekken\nnieuw woord;;taal")
    )
    assert StaffRoomWord.objects.count() == 3
    runs.undo_import(run=run, by=coordinator, now=True)
    run.refresh_from_db()
    assert not run.problem
    own = StaffRoomWord.objects.get()
    assert (own.word, own.kind, own.topics) == ("kletsbordje", WordKind.TERM, ["taal"])
    assert leads_to("bareka") == {"automatiseren"}


def test_what_was_changed_since_the_look_is_not_overwritten(topics, coordinator):
    run = offer(SHEET, by=coordinator)
    set_word(by=coordinator, word="kletsbordje", kind=WordKind.TERM, topics=topics[1:2])
    runs.apply_import(run=run, by=coordinator, now=True)
    run.refresh_from_db()
    assert "kletsbordje" in run.problem
    assert StaffRoomWord.objects.get().topics == ["taal"]


def test_nor_is_what_was_changed_since_it_was_carried_out(topics, coordinator):
    run = carry_out(offer(SHEET, by=coordinator), by=coordinator)
    set_word(by=coordinator, word="kletsbordje", kind=WordKind.TERM, topics=topics[:1])
    runs.undo_import(run=run, by=coordinator, now=True)
    run.refresh_from_db()
    assert "kletsbordje" in run.problem
    assert StaffRoomWord.objects.get(word="kletsbordje").topics == ["automatiseren"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";toets;taal", "geen woord"),
        ("x" * 81 + ";toets;taal", "hoogstens 80"),
        ("bareka;toets;taal", "al in rij"),
        ("flonkerkaart;toets;klaverjassen", "geen thema"),
        ("flonkerkaart;klaverjassen;taal", "geen soort woord"),
        ("flonkerkaart;toets;taal, automatiseren, gesprekken, lezen", "drie"),
    ],
)
def test_a_row_that_cannot_be_says_why(topics, row, reason):
    add_topic(by=None, name="lezen")
    wrong = offer(f"woord;soort;themas\nbareka;toets;automatiseren\n{row}\n").rows.get(number=3)
    assert wrong.outcome == RowOutcome.ERROR
    assert reason in wrong.reason


def test_a_row_without_a_kind_leaves_the_kind_and_without_topics_the_word_means_nothing_here(topics):
    carry_out(offer("woord;themas\nbareka;\nflonkerkaart;taal\n"))
    own = dict(StaffRoomWord.objects.values_list("word", "kind"))
    assert own == {"bareka": WordKind.METHOD, "flonkerkaart": WordKind.TERM}
    assert leads_to("bareka") == set()


def test_what_comes_out_goes_in_unchanged(client, coordinator):
    add_starter(sets=["po", "vo", "mbo"], by=None)
    set_word(by=coordinator, word="kletsbordje", kind=WordKind.TERM, topics=[])
    sheet = b"".join(client.get(reverse("members:word_sheet")).streaming_content).decode("utf-8-sig")
    run = offer(sheet, by=coordinator)
    assert {row.key: row.reason for row in run.rows.exclude(outcome=RowOutcome.UNCHANGED)} == {}
    assert run.counts[RowOutcome.UNCHANGED] > 2_000


def test_a_pasted_list_is_looked_at_on_its_page(client, topics):
    response = client.post(reverse("members:import_words"), {"text": SHEET}, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "kletsbordje" in page
    assert "gesprekken, taal" in page
    assert "activiteit" in page


# A new network ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sets", "said", "about"),
    [
        (["po"], "bareka", "automatiseren"),
        (["vo"], "pesten op het plein", "pesten"),
        (["mbo"], "de IB", "zorgstructuur"),
    ],
)
def test_a_network_that_begins_with_our_lists_understands_the_staff_room(sets, said, about):
    assert leads_to(said) == set()
    add_starter(sets=sets, by=None)
    assert about in leads_to(said), leads_to(said)


def test_one_with_its_own_list_understands_the_words_that_fit_it(coordinator):
    run = runs.offer_list(
        kind=ImportKind.TOPICS,
        by=coordinator,
        name="themas.csv",
        content=b"naam;andere woorden\ncijferen;automatiseren\nfilosoferen;\n",
        options={"day": "2026-11-28"},
        now=True,
    )
    assert leads_to("bareka") == set()
    runs.apply_import(run=run, by=coordinator, now=True)
    assert leads_to("bareka") == {"cijferen"}
    change_topic(topic=Topic.objects.get(name="cijferen"), by=coordinator, synonyms=[])
    assert leads_to("bareka") == set(), "without the name it fits no more"
