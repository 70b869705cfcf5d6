"""What the finder makes of the words of the staff room: who fits and who is near, corrections, schools, places."""

import pytest
from django.urls import reverse

from expertise.finding.cards import build_cards
from expertise.finding.facets import Filters
from expertise.finding.find import find
from expertise.finding.question import understand
from knowledge_network.members.people.models import Appointment
from knowledge_network.search.understanding import places, words
from knowledge_network.search.understanding.question import offers
from knowledge_network.search.understanding.topics import topic_index
from tests import factories as f
from tests.expertise.finding.helpers import expert, found, index, vocabulary, who
from tests.pages import Page
from tests.quality.crawl import BACKEND

pytestmark = pytest.mark.django_db

URL = reverse("expertise:finder")


@pytest.fixture
def topics():
    return vocabulary(
        ("rekenen",),
        ("automatiseren rekenen", ["tafels"], "rekenen"),
        ("breuken en verhoudingen", ["breuken", "verhoudingen"], "rekenen"),
        ("begrijpend lezen",),
        ("passend onderwijs en gedrag", ["gedrag"]),
        ("klassenmanagement",),
        ("bewegend leren",),
        ("executieve functies",),
        ("coachen van aspirant-leraren", ["coachen"]),
        ("digitale geletterdheid",),
    )


@pytest.fixture
def reader(client):
    """Somebody of a school in Hengelo."""
    member = f.MemberFactory(site=f.SiteFactory(name="Basisschool De Bleek", place="Hengelo", municipality=""))
    client.force_login(member, backend=BACKEND)
    return member


def names(pks):
    entries = topic_index.get().entries
    return [entries[pk].name for pk in pks]


# Who fits, and who is near -------------------------------------------------------------------------


def test_a_loose_word_makes_nobody_a_helper(topics):
    expert(topics["bewegend leren"], name="Bo Beweegt", description="Spelen op het plein, ook voor wie ruzie maakt.")
    expert(topics["passend onderwijs en gedrag"], name="Gea Gedrag")
    expert(topics["coachen van aspirant-leraren"], name="Co Coach")
    expert(topics["digitale geletterdheid"], name="Di Gitaal")
    index()
    assert who("pesten op het plein") == ["Gea Gedrag"]
    assert who("ict coach") == ["Di Gitaal"]
    assert who("boos kind") == ["Gea Gedrag"]
    assert who("hoe ga ik om met een boos kind") == ["Gea Gedrag"]


def test_who_answers_half_of_a_question_is_near_and_the_words_are_told(client, reader, topics):
    expert(topics["begrijpend lezen"], name="Lena Lezer")
    index()
    near = found("begrijpend lezen zwirbelfax")
    assert (near.total, len(near.close)) == (0, 1)
    assert (near.used, near.unused) == (["begrijpend", "lezen"], ["zwirbelfax"])
    page = Page(client.get(URL, {"q": "begrijpend lezen zwirbelfax"})).one("main").words
    assert "Dicht in de buurt" in page
    assert "Gevonden met: begrijpend, lezen." in page
    assert "Niet gevonden: zwirbelfax." in page
    assert "kan je helpen" not in page


def test_nobody_is_said_only_where_nobody_is_near(client, reader, topics):
    expert(topics["begrijpend lezen"])
    index()
    assert "Niemand gevonden" in Page(client.get(URL, {"q": "heftruck"})).one("main").words
    assert names(offers(understand("begrijpend leesonderwijs zonder boek")))[:1] == ["begrijpend lezen"]
    offered = Page(client.get(URL, {"q": "gym en leesuur"})).one("main").words
    assert "Bedoel je" in offered or "kan je helpen" in offered


def test_what_a_word_may_be_about_as_well_is_offered(client, reader, topics):
    expert(topics["passend onderwijs en gedrag"])
    index()
    page = Page(client.get(URL, {"q": "pesten"}))
    assert [link.words for link in page.all("nav.offers a")] == ["klassenmanagement"]


def test_in_a_new_network_what_may_be_meant_is_offered_once(client, reader, topics):
    index()
    page = Page(client.get(URL, {"q": "pesten in groep 5"}))
    offered = [link.words for link in page.all("nav.offers a")]
    assert "klassenmanagement" in offered
    assert len(offered) == len(set(offered))
    assert page.one(".result-line .told").words == "Groep 5 staat vooraan."


def test_what_is_part_of_another_thing_that_was_asked_is_meant(topics):
    expert(topics["automatiseren rekenen"], name="Al Automaat")
    expert(topics["breuken en verhoudingen"], name="Bea Breuk")
    index()
    assert who("rekenen met breuken") == ["Bea Breuk"]
    assert sorted(who("rekenen")) == ["Al Automaat", "Bea Breuk"]


# Corrections ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["werkhouding", "plein", "leesuurtje", "kofferbak", "Jansen", "Rijssen", "lezen Rijssen"]
)
def test_what_a_dutch_word_explains_is_no_typing_error(topics, word):
    assert understand(word).meant == {}


def test_concentration_is_not_read_as_fractions(topics):
    assert names(understand("concentratie en werkhouding").topics) == ["executieve functies"]


def test_what_was_corrected_is_undone_in_one_press(client, reader, topics):
    expert(topics["begrijpend lezen"], name="Lena Lezer")
    index()
    page = Page(client.get(URL, {"q": "begrijpent lezen"}))
    assert "We zochten op «begrijpend»." in page.one("main").words
    [undo] = [link for link in page.all(".result-line a") if "begrijpent" in link.words]
    exactly = Page(client.get(URL + undo["href"])).one("main").words
    assert "We zochten op" not in exactly
    assert understand("begrijpent lezen", exactly=True).meant == {}


def test_the_word_list_is_found_by_halving_it():
    listed = words._list().decode().split()
    assert all(words.is_listed(word) for word in [*listed[:3], *listed[::997], *listed[-3:]])
    assert not any(words.is_listed(word) for word in ("", "a", "zzzz", "aaaa", listed[5] + "q"))


# Schools and places --------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["De Borgh", "de borgh", "OBS De Borgh", "basisschool borgh", "PCB de Borgh"])
def test_a_school_is_found_whatever_stands_before_its_name(topics, asked):
    expert(topics["rekenen"], name="Bas Borgh", site=f.SiteFactory(name="Basisschool De Borgh"))
    expert(topics["rekenen"], name="Ed Elders", site=f.SiteFactory(name="OBS De Berg"))
    index()
    assert who(asked) == ["Bas Borgh"]


def test_a_school_called_by_an_ordinary_word_does_not_take_that_word(topics):
    site = f.SiteFactory(name="De Tafels")
    expert(topics["automatiseren rekenen"], name="An Tafels", site=site)
    expert(topics["automatiseren rekenen"], name="Bo Elders")
    index()
    assert sorted(who("tafels")) == ["An Tafels", "Bo Elders"]
    assert who("basisschool de Tafels") == ["An Tafels"]


@pytest.fixture
def spread(topics):
    for name, place in (
        ("An Ede", "Ede"),
        ("Bo Borne", "Borne"),
        ("Cy Enschede", "ENSCHEDE"),
        ("Di Nergens", "Xyzdorp"),
    ):
        expert(topics["begrijpend lezen"], name=name, site=f.SiteFactory(place=place))
    index()


def test_who_works_in_the_place_that_was_asked_for_comes_first(client, reader, spread):
    assert who("begrijpend lezen Enschede")[0] == "Cy Enschede"
    assert who("begrijpend lezen in Borne")[:2] == ["Bo Borne", "Cy Enschede"]
    page = Page(client.get(URL, {"q": "begrijpend lezen Enschede"})).one("main").words
    assert "Wie in of bij Enschede werkt, staat voorop." in page


def test_near_me_is_near_the_school_of_the_asker(reader, spread):
    hits = find(understand("begrijpend lezen bij mij in de buurt"), Filters(), reader=reader.pk).hits
    assert [card.name for card in build_cards(hits, reader)][:2] == ["Bo Borne", "Cy Enschede"]
    hits = find(understand("begrijpend lezen"), Filters(), reader=reader.pk, nearest=True).hits
    assert [card.name for card in build_cards(hits, reader)] == ["Bo Borne", "Cy Enschede", "An Ede", "Di Nergens"]


@pytest.mark.parametrize(
    ("text", "town", "near_me"),
    [
        ("begrijpend lezen dicht bij Deventer", "deventer", False),
        ("begrijpend lezen vlakbij Borne", "borne", False),
        ("begrijpend lezen in de buurt van Deventer", "deventer", False),
        ("begrijpend lezen dicht bij mij", "", True),
        ("begrijpend lezen dichtbij", "", True),
        ("dicht bij mij in Borne", "borne", True),
        ("begeleiden van een stagiair", "", False),
        ("zorgen van dieren in de klas", "", False),
        ("begrijpend lezen in Best", "best", False),
        ("begrijpend lezen Rijssen", "rijssen", False),
        ("begrijpend lezen best", "", False),
        ("Jan Rijssen", "", False),
    ],
)
def test_a_place_is_named_or_it_is_near_the_asker(reader, spread, text, town, near_me):
    question = understand(text)
    assert (question.town, question.is_near_me) == (town, near_me)


def test_a_place_without_a_school_of_the_network_orders_too(reader, spread):
    assert who("begrijpend lezen dicht bij Apeldoorn")[0] == "An Ede"


def test_how_somebody_asks_is_no_activity_of_that_name(topics):
    """«Zoek iemand die …» is a way of working in a class; as a beginning of a sentence it says nothing."""
    names_of = {*understand("zoek iemand die").topics}
    assert names_of
    assert understand("ik zoek iemand die met mij begrijpend lezen wil voorbereiden").topics == [
        topics["begrijpend lezen"].pk
    ]


def test_a_card_tells_whole_kilometres_for_places_that_we_know(reader, spread):
    hits = find(understand("begrijpend lezen"), Filters(), reader=reader.pk).hits
    told = {card.name: card.near for card in build_cards(hits, reader)}
    assert told["Bo Borne"].endswith("5 km")
    assert "km" not in told["Di Nergens"]
    assert Appointment.objects.filter(organisation__place="ENSCHEDE").exists()


def test_distances_are_whole_kilometres_and_unknown_places_have_none():
    assert places.distance("Enschede", "HENGELO OV") == places.distance("Hengelo", "Enschede") == 9
    assert places.distance("Borne", "borne") == 0
    assert places.distance("Borne", "Xyzdorp") is None


# Facets --------------------------------------------------------------------------------------------


def test_a_facet_looks_at_the_claim_that_matched(topics):
    both = expert(topics["begrijpend lezen"], name="Be Ide", year_groups=[3])
    expert(topics["rekenen"], member=both, year_groups=[6])
    expert(topics["begrijpend lezen"], name="Ze Zes", year_groups=[6])
    index()
    assert who("begrijpend lezen", groep=["6"]) == ["Ze Zes"]
    counts = found("begrijpend lezen").counts["year_group"]
    assert counts == {"g:3": 1, "g:6": 1}
    assert found("begrijpend lezen", groep=["6"]).counts["year_group"] == {"g:3": 1, "g:6": 1}
