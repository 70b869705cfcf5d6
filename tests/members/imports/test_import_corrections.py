"""What a value of a list means, said once for all rows that have it; words for functions that coordinators add."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.members.imports import runs
from knowledge_network.members.imports.corrections import add_function_words, correct_values, list_unknown
from knowledge_network.members.imports.models import FunctionWord, ImportRun
from knowledge_network.members.organisations.actions import take_part
from tests.factories import NetworkRoleFactory, SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
HEAD = "e-mail;naam;school;functie\n"


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def school():
    site = SiteFactory(name="De Bron", school__name="De Bron", school__brin="07EX", place="Borne")
    take_part(organisation=site.school.board, by=None)
    return site


def look(rows: str, by) -> ImportRun:
    options = {"method": "account", "function": "teacher", "organisation": None, "day": "2026-08-01"}
    return runs.offer_list(
        kind="members", by=by, name="leden.csv", content=(HEAD + rows).encode(), options=options, now=True
    )


ROWS = (
    "a@example.org;Anne Aa;De Bronn;tovenaar\nb@example.org;Bo Bee;De Bronn;leraar\n"
    "c@example.org;Cor Cee;Nergens;leraar\nd@example.org;Dik Dee;De Bron;leraar\n"
)


def test_unknown_values_are_listed_with_how_many_rows_they_stop_and_what_they_resemble(school, coordinator):
    unknown = list_unknown(look(ROWS, coordinator))
    assert [(value.column, value.text, value.count, value.proposal) for value in unknown] == [
        ("organisation", "De Bronn", 2, "De Bron"),
        ("function", "tovenaar", 1, ""),
        ("organisation", "Nergens", 1, ""),
    ]


def test_what_is_chosen_counts_for_every_row_with_the_value(school, coordinator):
    run = look(ROWS, coordinator)
    chosen = {("organisation", "De Bronn"): "De Bron, Borne", ("function", "tovenaar"): "teacher"}
    assert correct_values(run=run, replacements=chosen, by=coordinator) == 2
    run.refresh_from_db()
    assert (run.counts["new"], run.counts["error"]) == (3, 1)
    assert list(run.rows.order_by("number").values_list("outcome", flat=True)) == ["new", "new", "error", "new"]
    runs.apply_import(run=run, by=coordinator, now=True)
    assert run.rows.get(number=2).values["organisation"] == school.pk


def test_a_row_of_which_half_is_said_asks_for_the_other_half(school, coordinator):
    run = look(ROWS, coordinator)
    correct_values(run=run, replacements={("organisation", "De Bronn"): "De Bron"}, by=coordinator)
    assert [(value.column, value.text) for value in list_unknown(run)] == [
        ("function", "tovenaar"),
        ("organisation", "Nergens"),
    ]


def test_a_double_that_shows_itself_after_the_correction_is_one(school, coordinator):
    run = look("a@example.org;Anne Aa;De Bron;leraar\na@example.org;Anne Aa;De Bronn;leraar\n", coordinator)
    correct_values(run=run, replacements={("organisation", "De Bronn"): "De Bron"}, by=coordinator)
    assert list(run.rows.order_by("number").values_list("outcome", flat=True)) == ["new", "duplicate"]


def test_words_are_remembered_when_asked(school, coordinator):
    run = look(ROWS, coordinator)
    correct_values(run=run, replacements={("function", "tovenaar"): "teacher"}, by=coordinator, remember=True)
    assert FunctionWord.objects.get().word == "tovenaar"
    assert look("z@example.org;Zus Zee;De Bron;Tovenaar\n", coordinator).counts["new"] == 1


def test_a_page_says_it_for_all_rows(client, school, coordinator):
    run = look(ROWS, coordinator)
    detail = client.get(reverse("members:import_detail", args=[run.public_id])).content.decode()
    address = reverse("members:import_values", args=[run.public_id])
    assert address in detail
    form = client.get(address).context["form"]
    keys = {value.text: value.key for value in form.unknown}
    values = {keys["De Bronn"]: "De Bron, Borne", keys["tovenaar"]: "teacher", keys["Nergens"]: "", "remember": "on"}
    client.post(address, values)
    run.refresh_from_db()
    assert run.counts["error"] == 1
    assert FunctionWord.objects.exists()


def test_a_school_that_is_not_known_either_is_told_at_its_field(client, school, coordinator):
    run = look(ROWS, coordinator)
    address = reverse("members:import_values", args=[run.public_id])
    key = client.get(address).context["form"].unknown[0].key
    response = client.post(address, {key: "Ook niet"})
    assert response.status_code == 422
    assert response.context["form"].errors[key]


@pytest.mark.parametrize("value_count", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_values(
    client, school, coordinator, django_assert_num_queries, value_count
):
    rows = "".join(f"a{n}@example.org;Anne Aa{n};Nergens {n};leraar\n" for n in range(value_count))
    run = look(rows, coordinator)
    with django_assert_num_queries(10):
        client.get(reverse("members:import_values", args=[run.public_id]))


# Words for functions --------------------------------------------------------------------------


def test_a_coordinator_adds_a_word_and_takes_it_away(client, coordinator):
    address = reverse("members:function_words")
    client.post(address, {"word": "Bouwmeester", "function": "teacher"})
    client.post(address, {"word": "bouw-meester", "function": "other"})
    client.post(address, {"word": "bouwmeester!", "function": "other"})
    assert set(FunctionWord.objects.values_list("key", "function")) == {
        ("bouwmeester", "other"),
        ("bouw meester", "other"),
    }
    for word in FunctionWord.objects.all():
        client.post(reverse("members:function_word_remove", args=[word.public_id]))
    assert not FunctionWord.objects.exists()


def test_signs_alone_are_no_word(client, coordinator):
    response = client.post(reverse("members:function_words"), {"word": "!!", "function": "teacher"})
    assert response.status_code == 422
    assert not FunctionWord.objects.exists()


@pytest.mark.parametrize("word_count", [1, 3])
def test_the_words_cost_the_same_whatever_their_number(client, coordinator, django_assert_num_queries, word_count):
    for number in range(word_count):
        add_function_words(words={f"woord {number}": "teacher"}, by=coordinator)
    with django_assert_num_queries(3):
        assert client.get(reverse("members:function_words")).status_code == 200
