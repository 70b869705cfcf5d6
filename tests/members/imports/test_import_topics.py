"""A sheet of topics: looked at, carried out, taken back; and what comes out goes in unchanged."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.enums import ImportKind, RowOutcome
from knowledge_network.members.vocabulary.actions import add_starter, add_topic, change_topic
from knowledge_network.topics.models import Topic
from tests.factories import MemberFactory, NetworkRoleFactory
from tests.pages import Page

pytestmark = pytest.mark.django_db

SHEET = """naam;valt onder;andere woorden;omschrijving;OBK
breuken;rekenen;breukenonderwijs, breuk;Delen van een geheel;
rekenen;;rekenonderwijs;;b48fa351-4561-44c7-a071-ebfd6103eec3
taal;;taalonderwijs;;
"""


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


def offer(text, by=None):
    run = runs.offer_list(
        kind=ImportKind.TOPICS, by=by, name="themas.csv", content=text.encode(), options={"day": "2026-11-28"}, now=True
    )
    run.refresh_from_db()
    return run


def carry_out(run, by=None):
    run = runs.apply_import(run=run, by=by, now=True)
    run.refresh_from_db()
    assert not run.problem
    return run


def outcomes(run):
    return {row.key: row.outcome for row in run.rows.all()}


def test_a_dry_run_says_what_is_new_and_changes_nothing(coordinator):
    add_topic(by=None, name="taal", synonyms=["taalonderwijs"])
    run = offer(SHEET, by=coordinator)
    assert outcomes(run) == {
        "breuken": RowOutcome.NEW,
        "rekenen": RowOutcome.NEW,
        "taal": RowOutcome.UNCHANGED,
    }
    assert Topic.objects.count() == 1


def test_a_topic_finds_what_it_is_part_of_wherever_that_stands_in_the_sheet(coordinator):
    carry_out(offer(SHEET, by=coordinator), by=coordinator)
    breuken = Topic.objects.get(name="breuken")
    assert breuken.parent == Topic.objects.get(name="rekenen")
    assert breuken.synonyms == ["breukenonderwijs", "breuk"]
    assert str(Topic.objects.get(name="rekenen").obk_id) == "b48fa351-4561-44c7-a071-ebfd6103eec3"
    assert set(outcomes(offer(SHEET)).values()) == {RowOutcome.UNCHANGED}, "the same sheet again changes nothing"


def test_undo_puts_back_exactly_what_was_there(coordinator):
    taal = add_topic(by=None, name="taal", synonyms=["talen"])
    run = carry_out(offer(SHEET, by=coordinator), by=coordinator)
    taal.refresh_from_db()
    assert taal.synonyms == ["taalonderwijs"]
    runs.undo_import(run=run, by=coordinator, now=True)
    taal.refresh_from_db()
    assert taal.synonyms == ["talen"]
    assert list(Topic.objects.all()) == [taal]


def test_undo_refuses_a_topic_that_somebody_uses_by_now(coordinator):
    run = carry_out(offer(SHEET, by=coordinator), by=coordinator)
    MemberFactory().ask_me_about.add(Topic.objects.get(name="breuken"))
    runs.undo_import(run=run, by=coordinator, now=True)
    run.refresh_from_db()
    assert run.problem
    assert Topic.objects.filter(name="breuken").exists()


def test_what_was_changed_since_the_look_is_not_overwritten(coordinator):
    taal = add_topic(by=None, name="taal", synonyms=["talen"])
    run = offer(SHEET, by=coordinator)
    change_topic(topic=taal, by=coordinator, synonyms=["anders"])
    runs.apply_import(run=run, by=coordinator, now=True)
    run.refresh_from_db()
    taal.refresh_from_db()
    assert run.problem
    assert taal.synonyms == ["anders"]
    assert not Topic.objects.filter(name="breuken").exists(), "all or nothing"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";rekenen;;;", "geen naam"),
        ("taal;taal;;;", "deel van zichzelf"),
        ("taal;bestaat niet;;;", "geen thema"),
        ("breuk;;;;", "leidt al naar"),
        ("taal;;breuk;;", "leidt al naar"),
        ("taal;;;;123", "OBK-id"),
        ("breuken;;;;", "al in rij"),
    ],
)
def test_a_row_that_cannot_be_says_why(row, reason):
    add_topic(by=None, name="delen", synonyms=["breuk"])
    run = offer(f"naam;valt onder;andere woorden;omschrijving;OBK\nbreuken;;;;\nrekenen;;;;\n{row}\n")
    wrong = run.rows.get(number=4)
    assert wrong.outcome == RowOutcome.ERROR
    assert reason in wrong.reason


def test_what_comes_out_goes_in_unchanged(coordinator):
    add_starter(sets=["po", "vo", "mbo"], by=None)
    client = Client()
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    response = client.get(reverse("members:topic_export", args=["csv"]))
    sheet = b"".join(response.streaming_content) if response.streaming else response.content
    run = offer(sheet.decode("utf-8-sig"), by=coordinator)
    assert set(outcomes(run).values()) == {RowOutcome.UNCHANGED}
    assert client.get(reverse("members:topic_export", args=["xlsx"])).status_code == 200
    assert client.get(reverse("members:topic_export", args=["pdf"])).status_code == 404


def test_the_sheet_of_a_filter_holds_the_topics_that_the_page_shows(coordinator):
    add_starter(sets=["po"], by=None)
    client = Client()
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    page = Page(client.get(reverse("members:topic_manage"), {"q": "lezen"}))
    sheet = page.one('a[href*="/lijst.xlsx"]')["href"].replace("xlsx", "csv")
    body = b"".join(client.get(sheet).streaming_content).decode("utf-8-sig")
    names = {line.split(";")[0] for line in body.splitlines()[1:]}
    assert names
    assert all("lezen" in line.lower() for line in body.splitlines()[1:])
    assert len(names) < Topic.objects.approved().count()


def test_a_pasted_list_is_looked_at_on_its_page(coordinator):
    client = Client()
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    response = client.post(reverse("members:import_topics"), {"text": SHEET}, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "breuken" in page
    assert "rekenonderwijs" in page
