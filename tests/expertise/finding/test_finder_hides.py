"""What somebody hides leads nobody to them: by no word, no facet, no count, no suggestion and no kept search."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from expertise.claims.enums import ClaimVisibility
from expertise.finding.actions.saved_searches import tell_of_new_people
from expertise.finding.models import SavedSearch
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.finding.helpers import expert, vocabulary
from tests.pages import Page
from tests.quality.crawl import BACKEND

pytestmark = pytest.mark.django_db
NAME = "Verborgen Kanarie"
PARTIAL = {"HX-Request": "true", "HX-Target": "finder-results"}


@pytest.fixture
def topics():
    return vocabulary(("sterrenkunde", ["kosmografie"]), ("rekenen", []))


@pytest.fixture
def reader(client):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    return member


class Hidden:
    """Somebody with something to hide: `roads` lead there as soon as it is shown, `search` is kept by the reader."""

    def __init__(self, member: Member, roads: list[str], search: str) -> None:
        self.member, self.roads, self.search = member, roads, search

    def show(self) -> None:
        self.member.expertise_claims.update(visibility=ClaimVisibility.NETWORK)
        Member.objects.filter(pk=self.member.pk).update(work_visibility=Visibility.MEMBERS, suspended_at=None)


def claim(topics) -> Hidden:
    """Hides one thing they know; what else they know is shown."""
    member = expert(topics["rekenen"], name=NAME)
    expert(
        topics["sterrenkunde"],
        member=member,
        visibility=ClaimVisibility.HIDDEN,
        description="telescoopavond",
        year_groups=[8],
    )
    words = [
        "?q=sterrenkunde",
        "?q=kosmografie",
        "?q=telescoopavond",
        f"?thema={topics['sterrenkunde'].slug}",
        "?q=rekenen&groep=8",
    ]
    return Hidden(member, [f"/expertise/{road}" for road in words], "q=sterrenkunde")


def work(topics) -> Hidden:
    """Hides where they work; what they know is shown."""
    board = f.BoardFactory(name="Stichting Zuilvormig", slug="zuilvormig")
    site = f.SiteFactory(school__board=board, name="Basisschool Gerardus", slug="gerardus")
    member = expert(topics["rekenen"], name=NAME, site=site, work_visibility=Visibility.NOBODY)
    words = ["?q=Gerardus", "?q=rekenen&school=gerardus", "?q=rekenen&bestuur=zuilvormig"]
    return Hidden(member, [f"/expertise/{road}" for road in words], "q=rekenen&school=gerardus")


def suspended(topics) -> Hidden:
    member = expert(topics["sterrenkunde"], name=NAME, suspended_at=timezone.now())
    words = ["/expertise/?q=sterrenkunde", "/expertise/?q=Kanarie", "/zoeken/?q=Kanarie", "/zoeken/?q=sterrenkunde"]
    return Hidden(member, words, "q=sterrenkunde")


CASES = pytest.mark.parametrize("hiding", [claim, work, suspended])


def reindex() -> None:
    call_command("rebuild_search", verbosity=0)


def pages(client, road: str) -> str:
    """As a page, and as what comes in its place while somebody types."""
    return words_of(client.get(road)) + words_of(client.get(road, headers=PARTIAL))


def words_of(response) -> str:
    """Without tags: what was typed is marked in the middle of a name."""
    return Page(response).marked


@CASES
def test_no_word_and_no_filter_leads_to_what_is_hidden(client, reader, topics, hiding):
    hidden = hiding(topics)
    reindex()
    assert [road for road in hidden.roads if NAME in pages(client, road)] == []
    hidden.show()
    reindex()
    assert [road for road in hidden.roads if NAME not in pages(client, road)] == [], "a road that leads nowhere"


def facets(client) -> list[str]:
    """The values that can be ticked, with how many each has."""
    return [label.words for label in Page(client.get("/expertise/?q=rekenen")).all("label")]


@pytest.mark.parametrize("hiding", [claim, work])
def test_no_count_tells_of_what_is_hidden(client, reader, topics, hiding):
    hidden = hiding(topics)
    reindex()
    told = ("sterrenkunde", "groep 8", "Gerardus", "Zuilvormig")
    before = facets(client)
    assert before
    assert [line for line in before if any(word in line for word in told)] == []
    hidden.show()
    reindex()
    assert [line for line in facets(client) if any(word in line for word in told)], "not told when shown either"


def test_nobody_suspended_is_counted(client, reader, topics):
    expert(topics["rekenen"], year_groups=[3])
    reindex()
    before = facets(client)
    expert(topics["rekenen"], year_groups=[3], suspended_at=timezone.now())
    reindex()
    assert facets(client) == before


@CASES
def test_suggestions_while_typing_do_not_tell(client, reader, topics, hiding):
    hidden = hiding(topics)
    reindex()
    for typed in ("sterren", "kosmo", "Gerardus", "Kanarie", "telescoop"):
        suggested = client.get("/themas/suggesties/", {"q": typed})
        assert NAME not in words_of(suggested)
        assert hidden.member.public_id not in suggested.text
    asked = {"HX-Request": "true", "HX-Target": "command-results"}
    for typed in ("sterrenkunde", "Gerardus", "telescoopavond"):
        assert NAME not in words_of(client.get("/zoeken/", {"q": typed}, headers=asked)), typed


@CASES
def test_a_kept_search_does_not_tell_of_somebody_hidden(reader, topics, hiding):
    kept = SavedSearch.objects.create(member=reader, name="Nieuw", query="")
    hidden = hiding(topics)
    SavedSearch.objects.filter(pk=kept.pk).update(query=hidden.search)
    reindex()
    assert tell_of_new_people() == 0
    hidden.show()
    reindex()
    assert tell_of_new_people() == 1
    assert Notice.objects.get(member=reader, kind="expertise.somebody_new").params["name"] == NAME
