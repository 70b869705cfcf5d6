"""Many people who know about a topic: the first are named, the others counted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.claims.models import ExpertiseClaim
from expertise.gaps import calls
from expertise.gaps.views.topic import MOST_NEARLY, MOST_OF_BOARD
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


def test_of_many_people_the_first_of_each_board_are_named_and_the_others_counted(client, coordinator):
    topic, board = f.TopicFactory(), f.BoardFactory()
    for _person in range(MOST_OF_BOARD + 2):
        member = f.MemberFactory(site=f.SiteFactory(school__board=board))
        f.ExpertiseClaimFactory(member=member, topic=topic, state=ClaimState.SUBSTANTIATED)
    for _person in range(MOST_NEARLY + 3):
        f.ExpertiseClaimFactory(topic=topic, state=ClaimState.DECLARED)
    page = client.get(reverse("expertise:gaps_topic", args=[topic.slug]))
    (people,) = page.context["boards"]
    assert (len(people.people), people.more, people.unnamed) == (MOST_OF_BOARD, 2, 0)
    assert (len(page.context["nearly"]), page.context["nearly_more"]) == (MOST_NEARLY, 3)
    assert "nog 2 mensen" in page.content.decode()
    ExpertiseClaim.objects.filter(member=people.people[0].member).update(visibility=ClaimVisibility.HIDDEN)
    (people,) = client.get(reverse("expertise:gaps_topic", args=[topic.slug])).context["boards"]
    assert len(people.people) == MOST_OF_BOARD - 1, "who hides is named nowhere at once"


def test_a_call_names_the_first_whom_it_reaches_and_counts_the_others(client, coordinator, monkeypatch):
    monkeypatch.setattr(calls, "MOST_NAMED", 2)
    topic = f.TopicFactory()
    for _person in range(3):
        f.ExpertiseClaimFactory(topic=topic, state=ClaimState.DECLARED)
    reach = client.get(reverse("expertise:gap_call", args=[topic.slug])).context["reach"]
    assert (reach.count, len(reach.people), reach.more) == (3, 2, 1)
    assert len(calls.reach_of_call(topic, by=coordinator).people) == 3, "who is called is asked when it goes out"
