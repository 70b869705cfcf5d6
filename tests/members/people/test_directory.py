"""The directory: who is found by what, never by what they hide; the same cost whatever the number."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.imports import runs
from knowledge_network.members.organisations import actions as organisations
from knowledge_network.members.organisations.models import PartnershipMembership
from knowledge_network.members.people import facets, queries
from knowledge_network.members.people.enums import Function, Visibility
from knowledge_network.members.vocabulary import actions as topics
from tests.factories import (
    AppointmentFactory,
    BoardFactory,
    MemberFactory,
    NetworkRoleFactory,
    ParticipationFactory,
    SiteFactory,
    TopicFactory,
)
from tests.members.imports.registers import TWENTE_2017

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
URL = "/leden/"


@pytest.fixture
def board():
    return ParticipationFactory(organisation=BoardFactory(name="Stichting Dinkel", slug="dinkel")).organisation


@pytest.fixture
def reader(client, board):
    member = MemberFactory(site=SiteFactory(school__board=board), given_name="Zwaantje", family_name="Zuurbier")
    client.force_login(member, backend=BACKEND)
    return member


def names(response):
    return [card.name for card in response.context["cards"]]


def test_a_stranger_is_sent_to_the_login_page(client):
    response = client.get(URL)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_members_stand_by_family_name_without_accents_and_infix(client, reader):
    MemberFactory(given_name="Ida", infix="van der", family_name="Berg")
    MemberFactory(given_name="Öz", family_name="Ödemir")
    MemberFactory(given_name="Piet", family_name="Olde")
    assert names(client.get(URL)) == ["Ida van der Berg", "Öz Ödemir", "Piet Olde", "Zwaantje Zuurbier"]


@pytest.mark.parametrize("text", ["berg", "BERG", "van der berg", "berg ida", "v.d. Berg", "ïda", "Berg, Ida"])
def test_a_name_is_found_by_its_parts_in_any_order_without_accents(client, reader, text):
    MemberFactory(given_name="Ida", infix="van der", family_name="Berg")
    MemberFactory(given_name="Kees", family_name="Dalman")
    assert names(client.get(URL, {"q": text})) == ["Ida van der Berg"]


def test_a_typing_error_finds_names_that_look_alike_and_says_so(client, reader):
    MemberFactory(given_name="Fenna", family_name="Twickelstra")
    response = client.get(URL, {"q": "Twikkelstra"})
    assert names(response) == ["Fenna Twickelstra"]
    assert response.context["names"] == "alike"


@pytest.mark.parametrize("text", ["%", "_", "\\", "a" * 100, "\u202e", "ﷺ", "😀", "' OR 1=1"])
def test_strange_input_is_a_page_never_an_error(client, reader, text):
    response = client.get(URL, {"q": text, "organisatie": text, "functie": text, "thema": text, "vanaf": text})
    assert response.status_code == 200


def test_wildcards_of_the_database_are_plain_characters(client, reader):
    MemberFactory(given_name="Kees", family_name="Dalman")
    assert names(client.get(URL, {"q": "%"})) == []


def test_a_board_stands_for_all_its_schools(client, reader, board):
    site = SiteFactory(school__board=board)
    there = MemberFactory(site=site, given_name="A", family_name="Aerts")
    MemberFactory(given_name="B", family_name="Elders")
    assert names(client.get(URL, {"organisatie": "dinkel"})) == [there.get_full_name(), reader.get_full_name()]
    assert names(client.get(URL, {"organisatie": site.slug})) == [there.get_full_name()]


def test_organisation_and_function_must_belong_to_one_appointment(client, reader, board):
    site, other = SiteFactory(school__board=board), SiteFactory(school__board=board)
    member = MemberFactory(site=site, function=Function.TEACHER, given_name="A", family_name="Aerts")
    AppointmentFactory(member=member, organisation=other, function=Function.SCHOOL_LEADER)
    assert names(client.get(URL, {"organisatie": site.slug, "functie": "schoolleider"})) == []
    assert names(client.get(URL, {"organisatie": other.slug, "functie": "schoolleider"})) == ["A Aerts"]


def test_an_ended_appointment_finds_nobody(client, reader, board):
    site = SiteFactory(school__board=board)
    member = MemberFactory(site=site)
    member.appointments.update(end=dt.date(2025, 1, 1))
    assert names(client.get(URL, {"organisatie": site.slug})) == []


@pytest.mark.parametrize("role", [None, "network_coordinator"])
def test_who_hides_work_is_not_found_by_it_not_even_by_a_coordinator(client, reader, board, role):
    if role:
        NetworkRoleFactory(member=reader, role=role)
    site = SiteFactory(school__board=board, name="Geheime School")
    MemberFactory(
        site=site,
        function=Function.RESEARCHER,
        given_name="A",
        family_name="Aerts",
        work_visibility=Visibility.NOBODY,
    )
    assert names(client.get(URL, {"organisatie": site.slug})) == []
    assert names(client.get(URL, {"functie": "onderzoeker"})) == []
    found = client.get(URL, {"q": "Aerts"})
    assert names(found) == ["A Aerts"]
    assert found.context["cards"][0].place == ""


def test_who_hides_topics_is_not_found_by_them(client, reader):
    topic = TopicFactory(name="breuken", slug="breuken")
    hidden = MemberFactory(topics_visibility=Visibility.NOBODY)
    hidden.ask_me_about.add(topic)
    shown = MemberFactory(given_name="A", family_name="Aerts")
    shown.ask_me_about.add(topic)
    response = client.get(URL, {"thema": "breuken"})
    assert names(response) == ["A Aerts"]
    assert response.context["cards"][0].topics == ["breuken"]


def test_a_topic_also_finds_who_chose_a_part_of_it(client, reader):
    whole = TopicFactory(name="rekenen", slug="rekenen")
    MemberFactory(given_name="A", family_name="Aerts").ask_me_about.add(TopicFactory(name="breuken", parent=whole))
    assert names(client.get(URL, {"thema": "rekenen"})) == ["A Aerts"]


def test_nobody_finds_who_is_suspended_left_or_asked_to_go(client, reader):
    now = timezone.now()
    MemberFactory(suspended_at=now)
    MemberFactory(left_at=now)
    MemberFactory(erasure_requested_at=now)
    assert names(client.get(URL)) == ["Zwaantje Zuurbier"]


def test_the_filter_offers_public_things_only_so_a_choice_tells_nothing(client, reader, board):
    """A school at which only somebody works who hides it is offered, or not, whatever its people chose."""
    site = SiteFactory(school__board=board, name="Stille School")
    before = client.get(URL).content.decode().count("Stille School")
    MemberFactory(site=site, work_visibility=Visibility.NOBODY)
    assert client.get(URL).content.decode().count("Stille School") == before == 1


def test_the_chosen_value_stays_chosen(client, reader, board):
    page = client.get(URL, {"organisatie": "dinkel"}).content.decode()
    assert '<option value="dinkel" selected>' in page


def test_htmx_gets_the_results_only(client, reader):
    response = client.get(URL, headers={"HX-Request": "true", "HX-Target": "results"})
    page = response.content.decode()
    assert page.strip().startswith('<div id="results">')
    assert "<html" not in page
    assert "HX-Target" in response["Vary"]


def test_pages_follow_each_other_without_gap_or_double(client, reader):
    for number in range(44):
        MemberFactory(site=None, given_name="N", family_name=f"Naam{number:02d}")
    seen, cursor = [], ""
    for _page in range(3):
        response = client.get(URL, {"vanaf": cursor} if cursor else {})
        seen += names(response)
        cursor = response.context["page"].next_cursor
    assert cursor == ""
    assert len(seen) == len(set(seen)) == 45


def test_the_total_is_capped(client, reader, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_CAP", 20)
    MemberFactory.create_batch(25, site=None)
    response = client.get(URL)
    assert response.context["total"] == 21


@pytest.mark.parametrize("member_count", [1, 3])
def test_the_directory_costs_four_queries_whatever_its_length(client, reader, member_count, django_assert_num_queries):
    for member in MemberFactory.create_batch(member_count):
        member.ask_me_about.add(TopicFactory())
    client.get(URL)
    with django_assert_num_queries(3):  # session, member, cards; the count of one page is its length
        client.get(URL)


def test_more_than_one_page_costs_four_queries(client, reader, django_assert_num_queries):
    MemberFactory.create_batch(25, site=None)
    client.get(URL)
    with django_assert_num_queries(4):
        client.get(URL, {"q": "achternaam"})


def test_of_very_many_the_names_that_begin_so_come_first(client, reader, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_CAP", 3)
    for given, family in [("A", "Jansen"), ("B", "Jansen"), ("C", "Jansma"), ("D", "Smit-Jans"), ("E", "Aaljans")]:
        MemberFactory(given_name=given, family_name=family)
    response = client.get(URL, {"q": "jans"})
    assert response.context["names"] == "beginning"
    assert names(response) == ["A Jansen", "B Jansen", "C Jansma"]


def test_of_very_many_with_a_given_name_all_are_walked_along(client, reader, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_CAP", 2)
    for family in ["Bos", "Kok", "Smit"]:
        MemberFactory(given_name="Hanna", family_name=family)
    assert names(client.get(URL, {"q": "hanna"})) == ["Hanna Bos", "Hanna Kok", "Hanna Smit"]


def test_one_or_two_letters_count_at_the_beginning_of_a_word(client, reader):
    MemberFactory(given_name="Bo", family_name="Dalman")
    MemberFactory(given_name="Ido", infix="te", family_name="Velde")
    assert names(client.get(URL, {"q": "bo"})) == ["Bo Dalman"]
    assert names(client.get(URL, {"q": "do"})) == []


# What the filter offers -----------------------------------------------------------------------


def offered() -> set[str]:
    options = facets.directory_options()
    return {name for name, _keys in [*options.organisations.values(), *options.topics.values()]}


@pytest.fixture
def changed(django_capture_on_commit_callbacks):
    """Calls an action as a request does; what the filter offered before is in the cache."""

    def call(action, **values):
        before = offered()
        with django_capture_on_commit_callbacks(execute=True):
            result = action(**values)
            assert offered() == before
        return result

    return call


def test_the_filter_offers_new_renamed_and_merged_organisations_at_once(changed, board):
    bank = changed(organisations.create_organisation, kind="other", by=None, name="Bieb", type="library")
    assert "Bieb" in offered()
    changed(organisations.change_organisation, organisation=bank, by=None, name="Bibliotheek")
    assert offered() >= {"Bibliotheek"}
    assert "Bieb" not in offered()
    site = SiteFactory(school__name="De Eschschool", name="De Eschschool")
    assert "De Eschschool" not in offered()
    membership = changed(organisations.take_part, organisation=site.school.board, by=None)
    assert "De Eschschool" in offered()
    changed(organisations.merge_board, board=site.school.board, into=board, by=None)
    assert site.school.board.name not in offered()
    assert not PartnershipMembership.objects.filter(pk=membership.pk, end=None).exists()


def test_the_filter_offers_what_an_import_brings_and_takes_it_back(changed):
    options = {"region": "Twente", "day": "2017-01-01"}
    with TWENTE_2017.open("rb") as file:
        run = runs.offer_list(kind="sites", by=None, name="t.csv", content=file.read(), options=options, now=True)
    before = offered()
    run = changed(runs.apply_import, run=run, by=None, now=True)
    assert len(offered()) > len(before)
    changed(runs.undo_import, run=run, by=None, now=True)
    assert offered() == before


def test_the_filter_offers_topics_as_they_are_called_now(changed):
    member = MemberFactory()
    topic = changed(topics.add_topic, by=member, name="Rekenen")
    changed(topics.change_topic, topic=topic, by=member, name="Wiskunde")
    assert "Wiskunde" in offered()
    changed(topics.merge_topic, topic=topic, into=TopicFactory(name="Bèta"), by=member)
    assert "Wiskunde" not in offered()
    assert "Bèta" in offered()
