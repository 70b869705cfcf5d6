"""What is understood, who is found, in which order, and never by what a reader may not see."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from expertise.asking.enums import HelpState
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility
from expertise.claims.models import ExpertiseClaim
from expertise.finding.candidates import ALL_WORDS, LIKE_NAME, RELATED, SOME_WORDS
from expertise.finding.facets import Filters
from expertise.finding.find import PAGE_SIZE, Scorer, find
from expertise.finding.models import FindableExpert
from expertise.finding.question import understand
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Member
from tests import factories as f
from tests.expertise.finding.helpers import expert, found, index, vocabulary, who

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    return vocabulary(
        ("taal en lezen", ["taalonderwijs", "taal"]),
        ("begrijpend lezen", ["leesbegrip", "tekstbegrip"], "taal en lezen"),
        ("technisch lezen groep 3-4", ["leren lezen", "dyslexie"], "taal en lezen"),
        ("rekenen", ["rekenonderwijs"]),
        ("breuken en verhoudingen", ["procenten"], "rekenen"),
        ("jonge kind en spelend leren", ["kleuters", "groep 1-2"]),
        ("AI-geletterdheid", ["kunstmatige intelligentie"]),
        ("meer- en hoogbegaafdheid", ["hoogbegaafd", "plusklas"]),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("begrijpend lezen", ["begrijpend lezen"]),
        ("Leesbegrip", ["begrijpend lezen"]),
        ("begrijpent lezen", ["begrijpend lezen"]),
        ("begrijpendlezen", ["begrijpend lezen"]),
        ("wie weet iets van begrijpend lezen?", ["begrijpend lezen"]),
        ("dyslectie", ["technisch lezen groep 3-4"]),
        ("taalonderwijs", ["taal en lezen"]),
        ("taallessen", ["taal en lezen"]),
        ("breuk", ["breuken en verhoudingen"]),
        ("verhoudingen", ["breuken en verhoudingen"]),
        ("hoog begaafd", ["meer- en hoogbegaafdheid"]),
        ("hoogbegaafde kinderen", ["meer- en hoogbegaafdheid"]),
        ("kleuterklas", ["jonge kind en spelend leren"]),
        ("rekenen hoogbegaafd", ["rekenen", "meer- en hoogbegaafdheid"]),
    ],
)
def test_a_topic_is_understood_by_each_of_its_names(topics, text, names):
    question = understand(text)
    assert [topic.name for pk in question.topics for topic in topics.values() if topic.pk == pk] == names
    assert question.rest == []


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("begrijpend lezen groep 6", {6}),
        ("gr. 4", {4}),
        ("groep 7/8", {7, 8}),
        ("groep 3 tot 5", {3, 4, 5}),
        ("groep 5 en 6", {5, 6}),
        ("kleuters", {1, 2}),
        ("bovenbouw", {6, 7, 8}),
        ("6-jarigen", {3}),
        ("groepswerk", set()),
        ("40-jarigen", set()),
    ],
)
def test_a_year_group_is_understood(topics, text, groups):
    assert understand(text).groups == groups


@pytest.mark.parametrize(
    ("text", "sectors"),
    [("lezen in het vo", {"vo"}), ("speciaal onderwijs", {"so"}), ("pabo", {"ho"}), ("basisonderwijs", {"po"})],
)
def test_a_sector_is_understood(topics, text, sectors):
    assert understand(text).sectors == sectors


def test_names_and_schools_stay_words(topics):
    assert [word.shapes for word in understand("Fenna Twickelstra").rest] == [("fenna",), ("twickelstra",)]
    question = understand("begrijpend lezen Gerardus")
    assert (len(question.concepts), [word.word for word in question.rest]) == (1, ["gerardus"])


def test_what_was_corrected_is_told(topics):
    assert understand("dyslectie").meant == {"dyslectie": "dyslexie"}


@given(text=st.text(max_size=300))
def test_any_text_is_a_question(text):
    assert find(understand(text), Filters()).total >= 0


# Who is found ------------------------------------------------------------------------------------


def test_a_claim_is_found_by_topic_synonym_whole_and_typing_error(topics):
    expert(topics["technisch lezen groep 3-4"], name="Lena Lezer")
    index()
    for text in ("technisch lezen", "dyslexie", "dyslectie", "taalonderwijs", "taal", "leren lezen groep 3"):
        assert who(text) == ["Lena Lezer"], text
    assert who("rekenen") == []


def test_people_are_found_by_name_and_by_school(topics):
    school = f.SiteFactory(name="Basisschool Gerardus")
    expert(topics["rekenen"], name="Fenna Twickelstra", site=school)
    expert(topics["rekenen"], name="Karim Veldboer")
    index()
    assert who("Twickelstra") == ["Fenna Twickelstra"]
    assert who("fenna twick") == ["Fenna Twickelstra"]
    assert who("Gerardus") == ["Fenna Twickelstra"]
    assert who("twikelstra") == ["Fenna Twickelstra"]
    assert who("olifant") == []
    assert who("rekenen gerardus")[0] == "Fenna Twickelstra"


def test_the_year_group_that_was_asked_for_goes_first_and_hides_nobody(topics):
    topic = topics["begrijpend lezen"]
    expert(topic, name="An Acht", year_groups=[8])
    expert(topic, name="Bo Geen")
    expert(topic, name="Cy Zes", year_groups=[5, 6])
    index()
    assert who("begrijpend lezen groep 6") == ["Cy Zes", "Bo Geen", "An Acht"]
    assert who("groep 6") == ["Cy Zes"]


def test_sure_goes_before_less_sure_and_fresh_before_old(topics):
    topic, today = topics["rekenen"], timezone.localdate()
    expert(topic, name="A Zelf", state=ClaimState.DECLARED)
    expert(topic, name="B Erkend", state=ClaimState.RECOGNISED)
    expert(topic, name="C Oud", state=ClaimState.RECOGNISED, last_confirmed_on=today - dt.timedelta(days=700))
    expert(topic, name="D Vaag", state=ClaimState.TO_CONFIRM)
    index()
    assert who("rekenen") == ["B Erkend", "C Oud", "A Zelf", "D Vaag"]


def test_who_pauses_or_has_enough_questions_comes_later(topics):
    topic = topics["rekenen"]
    paused = expert(topic, name="A Pauze")
    f.AvailabilityFactory(member=paused, paused_until=timezone.localdate() + dt.timedelta(days=9))
    busy = expert(topic, name="B Vol")
    for _number in range(2):
        f.HelpRequestFactory(state=HelpState.TALKING).matches.create(expert=busy, state="accepted")
    expert(topic, name="C Vrij")
    index()
    assert who("rekenen") == ["C Vrij", "B Vol", "A Pauze"]
    assert who("rekenen", nu=["1"]) == ["C Vrij"]


def test_recognitions_are_not_counted(topics):
    topic = topics["rekenen"]
    praised = expert(topic, state=ClaimState.RECOGNISED)
    for _number in range(4):
        f.EndorsementFactory(claim=praised.expertise_claims.get())
    other = expert(topic, state=ClaimState.RECOGNISED)
    index()
    scores = {hit.member: hit.score for hit in found("rekenen").hits}
    assert scores[praised.pk] == scores[other.pk]


def orders_of(people: list[Member], *states: ClaimState) -> list[list[int]]:
    """Who comes after whom on each of fourteen days, when their claims are in these states."""
    for person, state in zip(people, states, strict=True):
        ExpertiseClaim.objects.filter(member=person).update(state=state)
    index()
    question, days = understand("rekenen"), [dt.date(2026, 3, day) for day in range(1, 15)]
    return [[hit.member for hit in find(question, Filters(), day=day).hits] for day in days]


def test_what_colleagues_recognised_changes_nobodys_place(topics):
    """The same people in the same order, whoever of them is recognised and however often; the chip tells them apart."""
    people = [expert(topics["rekenen"]) for _number in range(4)]
    recognised, substantiated = ClaimState.RECOGNISED, ClaimState.SUBSTANTIATED
    plain = orders_of(people, *[substantiated] * 4)
    for _number in range(3):
        f.EndorsementFactory(claim=people[2].expertise_claims.get())
    assert orders_of(people, substantiated, substantiated, recognised, substantiated) == plain
    assert orders_of(people, recognised, substantiated, substantiated, recognised) == plain
    assert len({tuple(order) for order in plain}) > 1, "nobody took turns: this compares nothing"


def test_equals_take_turns_from_day_to_day_and_not_within_one(topics):
    for number in range(8):
        expert(topics["rekenen"], name=f"Lid {number}")
    index()
    question = understand("rekenen")
    orders = [
        tuple(hit.member for hit in find(question, Filters(), day=dt.date(2026, 3, day)).hits) for day in range(1, 15)
    ]
    again = tuple(hit.member for hit in find(question, Filters(), day=dt.date(2026, 3, 1)).hits)
    assert orders[0] == again
    assert len({order[0] for order in orders}) > 3


def test_somebody_of_another_board_is_always_on_the_first_page(topics):
    own, other = f.BoardFactory(), f.BoardFactory()
    site, away = f.SiteFactory(school__board=own), f.SiteFactory(school__board=other)
    for _number in range(PAGE_SIZE + 2):
        expert(topics["rekenen"], site=site, state=ClaimState.RECOGNISED, level=ClaimLevel.SPECIALIST)
    stranger = expert(topics["rekenen"], site=away, state=ClaimState.DECLARED)
    index()
    hits = find(understand("rekenen"), Filters(), reader=f.MemberFactory(site=site).pk).hits
    assert stranger.pk in [hit.member for hit in hits[:PAGE_SIZE]]
    assert len(hits) == PAGE_SIZE + 3


def test_when_nobody_knows_it_those_who_know_what_lies_next_to_it_are_shown_as_such(topics):
    expert(topics["begrijpend lezen"], name="Lena Lezer")
    index()
    near = found("dyslexie")
    assert (near.total, len(near.close), near.is_related) == (0, 1, True)
    assert found("leesbegrip").is_related is False
    assert found("kunstmatige intelligentie").total == 0


# Never what a reader may not see -----------------------------------------------------------------


def all_counts(result):
    return {code for counts in result.counts.values() for code in counts}


def test_hidden_claims_drafts_and_absent_people_are_in_no_result_and_no_count(topics):
    topic, now = topics["rekenen"], timezone.now()
    expert(topic, visibility=ClaimVisibility.HIDDEN)
    expert(topic, is_draft=True, state=ClaimState.DRAFT)
    expert(topic, state=ClaimState.ARCHIVED, archived_at=now)
    expert(topic, suspended_at=now)
    index()
    assert not FindableExpert.objects.exists()
    assert (found("rekenen").total, all_counts(found("rekenen"))) == (0, set())


def test_a_hidden_claim_beside_a_shown_one_leaves_no_trace(topics):
    member = expert(topics["rekenen"])
    hidden = {"visibility": ClaimVisibility.HIDDEN, "description": "geheimwoord", "year_groups": [7], "sectors": ["so"]}
    expert(topics["AI-geletterdheid"], member=member, **hidden)
    index()
    assert found("rekenen").total == 1
    assert {f"t:{topics['AI-geletterdheid'].pk}", "g:7", "o:so"} & all_counts(found("rekenen")) == set()
    for text in ("AI-geletterdheid", "geheimwoord", "groep 7"):
        assert found(text).total == 0, text


def test_where_somebody_hides_to_work_is_neither_found_nor_counted(topics):
    site = f.SiteFactory(name="Basisschool Gerardus")
    expert(topics["rekenen"], site=site, work_visibility=Visibility.NOBODY)
    index()
    result = found("rekenen")
    assert (result.total, result.counts["board"], result.counts["school"]) == (1, {}, {})
    assert found("gerardus").total == 0


# Facets ------------------------------------------------------------------------------------------


def test_a_facet_counts_without_its_own_ticks_and_with_those_of_the_others(topics):
    one, two = f.SiteFactory(), f.SiteFactory()
    topic = topics["rekenen"]
    expert(topic, site=one, year_groups=[6])
    expert(topic, site=two, year_groups=[6])
    expert(topic, site=two, year_groups=[8])
    index()
    result = found("rekenen", groep=["6"], school=[one.slug])
    assert result.total == 1
    assert result.counts["school"] == {f"s:{one.pk}": 1, f"s:{two.pk}": 1}
    assert result.counts["year_group"] == {"g:6": 1}
    assert found("rekenen", groep=["6", "8"]).total == 3


def test_a_topic_counts_with_its_parts(topics):
    expert(topics["begrijpend lezen"])
    expert(topics["taal en lezen"])
    index()
    counts = found("taal").counts["topic"]
    assert counts == {f"t:{topics['taal en lezen'].pk}": 2, f"t:{topics['begrijpend lezen'].pk}": 1}
    assert found("", thema=[topics["taal en lezen"].slug]).total == 2


def test_how_sure_is_that_of_the_claim_that_was_asked_for(topics):
    member = expert(topics["rekenen"], state=ClaimState.DECLARED)
    expert(topics["begrijpend lezen"], member=member, state=ClaimState.RECOGNISED)
    index()
    assert found("rekenen", bewijs=["erkend"]).total == 0
    assert found("begrijpend lezen", bewijs=["erkend"]).total == 1
    assert found("rekenen").counts["proof"] == {"p:declared": 1}


def test_unknown_ticks_are_not_asked(topics):
    expert(topics["rekenen"])
    index()
    assert found("rekenen", thema=["bestaat-niet"], groep=["99", "x' | '"]).total == 1


CLAIMS = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sampled_from(ClaimState.values),
        st.integers(0, 1000),
        st.sampled_from(["", "5", "5,6"]),
        st.sampled_from(["", "primary", "primary,special"]),
    ),
    min_size=1,
    max_size=3,
)
TIERS = st.sampled_from([ALL_WORDS, ALL_WORDS, SOME_WORDS, LIKE_NAME, RELATED])


@given(st.lists(st.tuples(CLAIMS, st.integers(10, 100), st.integers(0, 3), TIERS)))
@pytest.mark.parametrize("text", ["kapla zeepkist", "kapla", "kapla groep 5", "basisonderwijs", ""])
def test_a_thousand_are_scored_as_each_of_them_is(text, drawn):
    question = understand(text)
    rows = [
        (key, "b:1 s:2", " ".join(";".join(map(str, claim)) for claim in claims), *others, 0, 1, "Goor")
        for key, (claims, *others) in enumerate(drawn)
    ]
    one_by_one, at_once = Scorer(question, Filters()), Scorer(question, Filters())
    assert at_once.score_all(rows) == [one_by_one(row) for row in rows]
    assert at_once.words_of_close() == one_by_one.words_of_close()
