"""The page of the finder: why somebody is there, what may be ticked, and what it costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.finding.models import SearchMiss
from knowledge_network.members.people.enums import Visibility
from tests import factories as f
from tests.expertise.finding.helpers import expert, index, vocabulary
from tests.pages import Page
from tests.quality.crawl import BACKEND

pytestmark = pytest.mark.django_db

URL = "/expertise/"
PARTIAL = {"HX-Request": "true", "HX-Target": "finder-results"}


@pytest.fixture
def topics():
    return vocabulary(
        ("taal en lezen", ["taalonderwijs"]),
        ("begrijpend lezen", ["leesbegrip"], "taal en lezen"),
        ("rekenen", []),
        ("AI-geletterdheid", ["chatbots"]),
    )


@pytest.fixture
def member(client):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    return member


def page(client, **data):
    return client.get(URL, data).content.decode()


def test_without_a_word_the_page_offers_themes_and_no_list(client, member, topics):
    expert(topics["begrijpend lezen"], name="Fenna Twickelstra")
    index()
    shown = page(client)
    assert f"?thema={topics['begrijpend lezen'].slug}" in shown
    assert "Fenna" not in shown


def test_a_result_says_why_with_state_date_recognition_and_a_way_to_ask(client, member, topics):
    person = expert(
        topics["begrijpend lezen"],
        name="Fenna Twickelstra",
        state=ClaimState.RECOGNISED,
        state_since=dt.date(2026, 5, 3),
        year_groups=[5, 6, 7],
    )
    f.EndorsementFactory(
        claim=person.expertise_claims.get(),
        by=f.MemberFactory(given_name="Karim"),
        text="Haar hardop-denklessen leren mijn groep haperen en herstellen.",
    )
    index()
    shown = page(client, q="leesbegrip groep 6")
    for words in ("Fenna Twickelstra", "begrijpend lezen", "Erkend", "mei 2026", "Haar hardop-denk", "Karim", "5–7"):
        assert words in shown, words
    [ask] = [link for link in Page(shown).all("#finder-results a") if "Stel een vraag" in link]
    assert person.public_id in ask["href"]


def test_without_a_recognition_the_evidence_says_why(client, member, topics):
    person = expert(topics["rekenen"], state=ClaimState.SUBSTANTIATED, description="Ik help met redeneren.")
    f.EvidenceFactory(claim=person.expertise_claims.get(), title="Kijkwijzer redeneren")
    index()
    shown = page(client, q="rekenen")
    assert "Kijkwijzer redeneren" in shown
    assert "Ik help met redeneren." in shown


def test_a_withdrawn_recognition_and_one_of_who_left_are_not_shown(client, member, topics):
    claim = expert(topics["rekenen"]).expertise_claims.get()
    f.EndorsementFactory(claim=claim, text="Dit is teruggenomen, want het klopte niet.", withdrawn_at=timezone.now())
    gone = f.MemberFactory(suspended_at=timezone.now())
    f.EndorsementFactory(claim=claim, by=gone, text="Dit is van iemand die er niet meer bij hoort nu.")
    index()
    shown = page(client, q="rekenen")
    assert "teruggenomen" not in shown
    assert "er niet meer bij hoort" not in shown


def test_shared_groups_and_the_same_board_are_told(client, member, topics):
    site = member.primary_appointment.organisation
    near = expert(topics["rekenen"], name="Nabije Collega", site=site)
    group = f.GroupFactory(name="Rekenen met inzicht")
    for somebody in (member, near):
        f.GroupMembershipFactory(group=group, member=somebody)
    index()
    shown = page(client, q="rekenen")
    assert "Rekenen met inzicht" in shown
    assert "jouw bestuur" in shown


def test_a_group_of_others_only_is_not_told(client, member, topics):
    other = expert(topics["rekenen"])
    group = f.GroupFactory(name="Besloten kring")
    f.GroupMembershipFactory(group=group, member=other)
    index()
    assert "Besloten kring" not in page(client, q="rekenen")


def test_hidden_photo_and_work_are_not_shown(client, member, topics):
    site = f.SiteFactory(name="Basisschool Verborgen")
    person = expert(topics["rekenen"], site=site, work_visibility=Visibility.NOBODY)
    type(person).objects.filter(pk=person.pk).update(photo="members/x.webp", photo_visibility=Visibility.NOBODY)
    index()
    shown = page(client, q="rekenen")
    assert person.get_full_name() in shown
    assert "Basisschool Verborgen" not in shown
    assert "/foto/" not in shown


def test_a_claim_that_was_hidden_after_the_row_was_made_is_not_shown(client, member, topics):
    person = expert(topics["rekenen"], name="Late Verberger")
    index()
    person.expertise_claims.update(visibility=ClaimVisibility.HIDDEN)
    assert "Late Verberger" not in page(client, q="rekenen")


def test_nobody_counts_recognitions_on_the_page(client, member, topics):
    claim = expert(topics["rekenen"], state=ClaimState.RECOGNISED).expertise_claims.get()
    for _number in range(7):
        f.EndorsementFactory(claim=claim)
    index()
    card = Page(page(client, q="rekenen")).one("#finder-results ul[role] > li")
    # Invented schools and boards bear a number of their own.
    words = re.sub(r"(Basisschool|Stichting Proef) \d+", "", card.words)
    assert claim.member.family_name in words
    assert not re.search(r"\b7\b", words)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_four_queries_whatever_is_found(client, member, topics, django_assert_num_queries, item_count):
    for _number in range(item_count):
        person = expert(topics["rekenen"], state=ClaimState.RECOGNISED)
        f.EndorsementFactory(claim=person.expertise_claims.get())
    index()
    page(client, q="rekenen")
    with django_assert_num_queries(4):  # session, reader, who may answer, why
        response = client.get(URL, {"q": "rekenen", "nu": ["1"]})
    with django_assert_num_queries(4):
        response = client.get(URL, {"q": "rekenen"}, headers=PARTIAL)
    assert response.context["found"].total == item_count


def test_htmx_gets_the_results_with_the_facets_and_nothing_around_them(client, member, topics):
    expert(topics["rekenen"], year_groups=[6])
    index()
    part = client.get(URL, {"q": "rekenen"}, headers=PARTIAL).content.decode()
    assert "<html" not in part
    assert 'id="finder-facets" hx-swap-oob="true"' in part
    assert "hx-swap-oob" not in page(client, q="rekenen")


def test_who_is_found_stays_on_the_page_of_its_address(client, member, topics):
    for number in range(23):
        expert(topics["rekenen"], name=f"Lid Nummer{number:02d}")
    index()
    found = [
        Page(page(client, q="rekenen", pagina=number)).all("#finder-results h2 a, #finder-results h3 a")
        for number in (1, 2, 3)
    ]
    pages = [[link.marked for link in links if "Lid Nummer" in link] for links in found]
    assert [len(names) for names in pages] == [20, 3, 0]
    assert len({name for names in pages for name in names}) == 23


# Nobody found ------------------------------------------------------------------------------------


def test_nobody_found_leads_to_asking_the_network_and_a_get_counts_nothing(client, member, topics):
    index()
    shown = page(client, q="drumles voor olifanten")
    assert "Stel je vraag aan het netwerk" in shown
    assert 'value="drumles voor olifanten"' in shown
    assert not SearchMiss.objects.exists()


def test_a_miss_is_counted_once_for_each_reader_and_day(client, member, topics):
    index()
    for _time in range(3):
        response = client.post(reverse("expertise:search_missed"), {"q": "Chatbots"})
    assert response.status_code == 302
    miss = SearchMiss.objects.get()
    assert (miss.words, miss.times, miss.topic) == ("chatbots", 1, topics["AI-geletterdheid"])
    other = f.MemberFactory()
    client.force_login(other, backend=BACKEND)
    by_itself = client.post(reverse("expertise:search_missed"), {"q": "chatbots"}, headers={"HX-Request": "true"})
    assert by_itself.status_code == 204
    miss.refresh_from_db()
    assert miss.times == 2


def test_what_somebody_knows_is_no_miss(client, member, topics):
    expert(topics["rekenen"])
    index()
    client.post(reverse("expertise:search_missed"), {"q": "rekenen"})
    client.post(reverse("expertise:search_missed"), {"q": ""})
    assert not SearchMiss.objects.exists()


def test_nobody_inflates_the_count_by_many_words(client, member, topics):
    index()
    for number in range(40):
        client.post(reverse("expertise:search_missed"), {"q": f"onzin{number}xq"})
    assert SearchMiss.objects.count() == 30


NASTY = ["\ud800", "1e30", "-1", "999999", "' | '", "x" * 5000, "t:1", "{{ 7|add:7 }}", "\u202e", "a:*", "!", "\\"]
values = st.one_of(st.sampled_from(NASTY), st.text(max_size=30).filter(lambda text: "\0" not in text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    data=st.fixed_dictionaries(
        {"q": values},
        optional=dict.fromkeys(
            ("thema", "bestuur", "school", "sector", "groep", "bewijs", "vorm", "nu", "pagina"),
            st.lists(values, max_size=3),
        ),
    )
)
def test_whatever_is_asked_there_is_an_answer(client, member, topics, data):
    clean = {
        key: [text.encode("utf-8", "replace").decode() for text in ([value] if isinstance(value, str) else value)]
        for key, value in data.items()
    }
    assert client.get(URL, clean).status_code == 200
    assert client.post(reverse("expertise:search_missed"), clean).status_code in {302, 400}
