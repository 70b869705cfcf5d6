"""«Vraag mij over» and claims are one list: ticking claims, claiming ticks, and every page shows the same people."""

import pytest
from django.contrib.auth.models import AnonymousUser

from expertise.claims.actions import claims
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility
from expertise.claims.models import ExpertiseClaim
from expertise.finding.facets import Filters
from expertise.finding.find import find
from expertise.finding.question import understand
from knowledge_network.dashboards.queries.topics import find_people_on, list_topics_with_counts
from knowledge_network.members.people.actions.profile import change_profile
from knowledge_network.members.people.enums import Visibility
from knowledge_network.search import registry
from knowledge_network.search.understanding.topics import topic_index
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    made = f.TopicFactory(name="breuken en verhoudingen", synonyms=["breuken"])
    topic_index.forget()
    registry.vocabulary.forget()
    return made


@pytest.fixture
def member():
    return f.MemberFactory()


def tick(member, *topics, **values):
    change_profile(member=member, by=member, values=values, topics=topics)


def found(text="breuken"):
    return [hit.member for hit in find(understand(text), Filters()).hits]


def shown(topic, reader=None):
    return [member.pk for member in find_people_on(topic, reader or f.MemberFactory())]


def ticked(member):
    return {item.tag.name: item.visibility for item in member.ask_me_items.select_related("tag")}


def test_a_tick_is_a_claim_that_says_no_more_and_is_found_at_once(member, topic):
    tick(member, topic)
    claim = ExpertiseClaim.objects.get(member=member, topic=topic)
    assert (claim.level, claim.state, claim.visibility) == (
        ClaimLevel.USER,
        ClaimState.DECLARED,
        ClaimVisibility.NETWORK,
    )
    assert found() == shown(topic) == [member.pk]
    [counted] = list_topics_with_counts(f.MemberFactory())
    assert counted.people_count == 1


@pytest.mark.parametrize(
    ("choice", "seen"),
    [
        (Visibility.EVERYBODY, ClaimVisibility.EVERYBODY),
        (Visibility.MEMBERS, ClaimVisibility.NETWORK),
        (Visibility.NOBODY, ClaimVisibility.HIDDEN),
    ],
)
def test_a_claim_is_seen_by_whom_the_member_chose_and_by_nobody_more(member, topic, choice, seen):
    tick(member, topic, topics_visibility=choice)
    assert ExpertiseClaim.objects.get(member=member).visibility == seen
    assert ticked(member) == {topic.name: choice}
    everybody = [] if choice == Visibility.NOBODY else [member.pk]
    assert found() == shown(topic) == everybody
    member.name_visibility = Visibility.EVERYBODY
    member.save()
    strangers = [member.pk] if choice == Visibility.EVERYBODY else []
    assert shown(topic, AnonymousUser()) == strangers


def test_who_shows_topics_to_fewer_shows_the_claims_to_fewer(member, topic):
    other = f.TopicFactory(name="woordenschat")
    tick(member, topic, other, topics_visibility=Visibility.EVERYBODY)
    claims.change_claim(claim=ExpertiseClaim.objects.get(topic=other), by=member, visibility=ClaimVisibility.HIDDEN)
    change_profile(member=member, by=member, values={"topics_visibility": Visibility.MEMBERS})
    assert ExpertiseClaim.objects.get(topic=topic).visibility == ClaimVisibility.NETWORK
    change_profile(member=member, by=member, values={"topics_visibility": Visibility.EVERYBODY})
    assert ExpertiseClaim.objects.get(topic=topic).visibility == ClaimVisibility.EVERYBODY
    assert ExpertiseClaim.objects.get(topic=other).visibility == ClaimVisibility.HIDDEN, "hidden by itself: it stays"


def test_unticking_archives_the_claim_and_ticking_again_brings_it_back_with_its_evidence(member, topic):
    tick(member, topic)
    claim = ExpertiseClaim.objects.get(member=member)
    f.EvidenceFactory(claim=claim)
    tick(member)
    claim.refresh_from_db()
    assert (claim.state, claim.evidence.count()) == (ClaimState.ARCHIVED, 1)
    assert found() == shown(topic) == []
    tick(member, topic)
    claim.refresh_from_db()
    assert (claim.state, claim.evidence.count()) == (ClaimState.SUBSTANTIATED, 1)
    assert found() == [member.pk]


def test_what_is_claimed_stands_on_the_profile_unless_it_is_a_draft(member, topic):
    draft = f.TopicFactory(name="woordenschat")
    claims.add_claim(member=member, by=member, topic=topic)
    claims.add_claim(member=member, by=member, topic=draft, is_draft=True)
    assert ticked(member) == {topic.name: Visibility.MEMBERS}
    tick(member, topic, draft)
    assert ticked(member) == {topic.name: Visibility.MEMBERS, draft.name: Visibility.MEMBERS}
    assert not ExpertiseClaim.objects.filter(is_draft=True).exists()


def test_what_leaves_the_list_elsewhere_is_unticked(member, topic):
    claim = claims.add_claim(member=member, by=member, topic=topic)
    claims.archive_claim(claim=claim, by=member)
    assert ticked(member) == {}
    claims.restore_claim(claim=claim, by=member)
    assert ticked(member) == {topic.name: Visibility.MEMBERS}
    claims.erase_claim(claim=claim, by=member)
    assert ticked(member) == {}


def test_the_theme_page_shows_who_knows_a_part_of_a_part_as_the_finder_does(member, topic):
    part = f.TopicFactory(name="stambreuken", parent=f.TopicFactory(name="breuken van nu", parent=topic))
    topic_index.forget()
    tick(member, part)
    assert found() == shown(topic) == [member.pk]
