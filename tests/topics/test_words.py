"""The words of the staff room: what is shipped is sound, and coordinators change what it means in their network."""

import csv
import io

import pytest
from django.urls import reverse

from knowledge_network.demo.seed.vocabulary import TOPICS
from knowledge_network.kit.text import folded
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary import actions
from knowledge_network.search import registry
from knowledge_network.search.understanding import thesaurus
from knowledge_network.search.understanding.enums import WordKind
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.search.understanding.question import understand
from knowledge_network.search.understanding.topics import topic_index
from tests.factories import NetworkRoleFactory, TopicFactory
from tests.pages import Page
from tests.quality.crawl import BACKEND

LIST, CHANGE = reverse("members:word_list"), reverse("members:word_change")


@pytest.fixture
def topics(db):
    made = {
        name: TopicFactory(name=name) for name in ("klassenmanagement", "passend onderwijs en gedrag", "burgerschap")
    }
    topic_index.forget()
    registry.vocabulary.forget()
    return made


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


def about(text):
    entries = topic_index.get().entries
    return [entries[pk].name for pk in understand(text).topics]


def test_what_is_shipped_is_three_thousand_words_each_once_of_a_known_kind_and_with_a_source():
    words = thesaurus.shipped()
    assert len(words) > 3000
    with (thesaurus.DATA / "thesaurus_nl.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len({folded(row["word"]) for row in rows}) == len(rows), "a word stands there twice"
    assert {row["kind"] for row in rows} == set(WordKind.values)
    assert [row["word"] for row in rows if not (row["themes"] and row["source"])] == []


def test_what_stands_before_a_general_end_tells_what_a_compound_is_about(topics):
    """«Pest» and «autisme» are no parts that the lexicon knows; «protocol» and «training» say nothing by themselves."""
    assert about("autismeprotocol") == ["passend onderwijs en gedrag"]
    assert about("burgerschapstraject") == ["burgerschap"]
    assert about("middelbareschool") == []


def test_short_hand_for_pupils_and_teachers_is_as_general_as_the_word_itself(topics):
    assert [word.word for word in understand("lln met autisme").rest] == []
    assert [word.word for word in understand("lkr en burgerschap").rest] == []


def test_secondary_and_vocational_schools_are_understood_where_their_topics_are(topics):
    names = ("schoolexamen en PTA", "loopbaanoriëntatie en -begeleiding", "beroepspraktijkvorming", "keuzedelen")
    for name in names:
        TopicFactory(name=name)
    topic_index.forget()
    asked = ("PTA wiskunde", "LOB havo", "leerbedrijven zoeken", "keuzedeel kiezen")
    for name, words in zip(names, asked, strict=True):
        assert about(words)[0] == name, words


def test_what_is_only_near_is_not_made_sure_by_more_words(topics):
    """A network without «Engels» has people who are near it, and nobody who surely can help."""
    TopicFactory(name="meertaligheid/NT2")
    topic_index.forget()
    for asked in ("engels", "mondeling engels in de bovenbouw", "wie geeft er mondeling engels op het vmbo"):
        assert not any(concept.is_sure for concept in understand(asked).concepts), asked


def test_a_stage_beside_a_topic_says_for_whom_and_alone_is_a_topic(topics):
    for name in ("woordenschat", "jonge kind en spelend leren"):
        TopicFactory(name=name)
    topic_index.forget()
    assert about("kleuters") == ["jonge kind en spelend leren"]
    weights = {concept.words: concept.weight for concept in understand("woordenschat bij kleuters").concepts}
    assert weights[("woordenschat",)] > weights[("kleuters",)]


def test_nearly_every_word_leads_somewhere_in_the_vocabulary_of_the_demo():
    names = thesaurus.map_names((pk, name, others) for pk, (name, others, *_rest) in enumerate(TOPICS))
    lost = [entry.word for entry in thesaurus.shipped().values() if not thesaurus.meaning(entry, names)]
    assert len(lost) < 0.1 * len(thesaurus.shipped()), lost


def test_a_word_of_the_network_goes_before_what_is_shipped_and_back(topics, coordinator):
    assert about("pesten") == ["passend onderwijs en gedrag"]
    word = actions.set_word(by=coordinator, word="Pesten", kind=WordKind.PROBLEM, topics=[topics["burgerschap"]])
    assert about("pesten") == ["burgerschap"]
    actions.set_word(by=coordinator, word="pesten", kind=WordKind.PROBLEM, topics=[])
    assert about("pesten") == []
    word.refresh_from_db()
    actions.forget_word(by=coordinator, word=word)
    assert about("pesten") == ["passend onderwijs en gedrag"]
    verbs = AuditEvent.objects.filter(verb__startswith="topics.word_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["topics.word_set", "topics.word_changed", "topics.word_forgotten"]


def test_a_topic_that_got_another_name_keeps_its_words(topics, coordinator):
    actions.set_word(by=coordinator, word="zedbord", kind=WordKind.BRAND, topics=[topics["burgerschap"]])
    actions.change_topic(topic=topics["burgerschap"], by=coordinator, name="samen leven")
    assert about("zedbord") == ["samen leven"]


def test_the_list_is_searched_by_word_and_kind_and_tells_how_many_there_are(client, topics, coordinator):
    page = Page(client.get(LIST, {"q": "gouden weken"}))
    assert [row.words for row in page.all("tbody th")] == ["gouden weken", "gouden weken boek"]
    assert "klassenmanagement" in page.all("tbody tr")[0].words
    actions.set_word(by=coordinator, word="zedbord", kind=WordKind.BRAND, topics=[topics["burgerschap"]])
    own = Page(client.get(LIST, {"eigen": "1"}))
    assert [row.words for row in own.all("tbody th")] == ["zedbord van dit netwerk"]
    assert Page(client.get(LIST, {"q": "zedbord", "soort": WordKind.TEST})).all("tbody tr") == []
    assert len(Page(client.get(LIST)).all("tbody tr")) == 50


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, topics, coordinator, django_assert_num_queries, count):
    for number in range(count):
        StaffRoomWord.objects.create(word=f"zedbord {number}", topics=["burgerschap"])
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST, {"eigen": "1"})


def test_a_word_is_added_changed_and_put_back_on_pages(client, topics, coordinator):
    client.post(CHANGE, {"word": "zedbord", "kind": WordKind.BRAND, "topics": "Burgerschap, klassenmanagement"})
    assert StaffRoomWord.objects.get().topics == ["burgerschap", "klassenmanagement"]
    page = Page(client.get(CHANGE, {"woord": "zedbord"}))
    assert "waarover het woord «zedbord» gaat: burgerschap" in page.one("main").words
    refused = client.post(CHANGE, {"word": "zedbord", "kind": WordKind.BRAND, "topics": "bestaat niet"})
    assert refused.status_code == 422
    assert client.post(reverse("members:word_forget"), {"woord": "zedbord"}).status_code == 302
    assert not StaffRoomWord.objects.exists()
    assert client.get(CHANGE, {"woord": "zedbord"}).status_code == 404


def read_sheet(client, **chosen):
    body = b"".join(client.get(reverse("members:word_sheet"), chosen).streaming_content)
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_word_that_looks_like_a_formula_is_text_in_the_sheet(client, topics, coordinator):
    client.post(CHANGE, {"word": "=1+1", "kind": WordKind.BRAND, "topics": "Burgerschap"})
    assert "'=1+1" in [row[0] for row in read_sheet(client)]


def test_the_sheet_holds_every_word(client, topics, coordinator):
    rows = read_sheet(client)
    assert len(rows) == len(thesaurus.shipped()) + 1
    assert ["gouden weken", "vakterm", "klassenmanagement, passend onderwijs en gedrag", "staff room"] in rows


def test_the_sheet_of_a_filter_holds_what_the_page_shows_and_the_page_leads_there(client, topics, coordinator):
    chosen = {"q": "gouden", "soort": "term"}
    page = Page(client.get(reverse("members:word_list"), chosen))
    sheet = page.one(f'a[href^="{reverse("members:word_sheet")}"]')["href"]
    body = b"".join(client.get(sheet).streaming_content).decode("utf-8-sig")
    shown = [row.one("th").words for row in page.all("tbody tr")]
    assert [line.split(";")[0] for line in body.splitlines()[1:]] == shown
    assert shown
