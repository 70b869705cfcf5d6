"""Searches that somebody keeps, and being told of somebody new."""

import pytest
from django.urls import reverse

from expertise.claims.enums import ClaimVisibility
from expertise.finding.actions.saved_searches import MOST_KEPT, tell_of_new_people
from expertise.finding.models import SavedSearch
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.finding.helpers import expert, index, vocabulary
from tests.quality.crawl import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    return vocabulary(("rekenen", []), ("begrijpend lezen", []))


@pytest.fixture
def member(client):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    return member


def keep(client, query="q=rekenen", name="Rekenaars", **values):
    data = {"name": name, "query": query, "tells": "on", **values}
    return client.post(reverse("expertise:saved_search_add"), data)


def test_a_search_is_kept_once_with_what_we_know_of_its_address(client, member, topics):
    assert keep(client, "q=rekenen&groep=6&onzin=1").status_code == 302
    keep(client, "q=rekenen&groep=6", name="Anders")
    kept = SavedSearch.objects.get()
    assert (kept.query, kept.name) == ("q=rekenen&groep=6", "Anders")


@pytest.mark.parametrize("query", ["", "onzin=1", "groep=99"])
def test_an_empty_search_is_not_kept(client, member, topics, query):
    assert keep(client, query).status_code == 422
    assert not SavedSearch.objects.exists()


def test_only_who_is_new_is_told_and_only_once(client, member, topics):
    expert(topics["rekenen"], name="Oude Bekende")
    index()
    keep(client)
    assert tell_of_new_people() == 0
    expert(topics["rekenen"], name="Nieuwe Rekenaar")
    expert(topics["begrijpend lezen"], name="Andere Lezer")
    index()
    assert tell_of_new_people() == 1
    assert tell_of_new_people() == 0
    notice = Notice.objects.get(member=member, kind="expertise.somebody_new")
    assert notice.params["name"] == "Nieuwe Rekenaar"
    assert notice.url == "/expertise/?q=rekenen"


def test_oneself_and_hidden_claims_are_no_news(client, member, topics):
    keep(client)
    expert(topics["rekenen"], member=member)
    expert(topics["rekenen"], visibility=ClaimVisibility.HIDDEN)
    index()
    assert tell_of_new_people() == 0


def test_a_silent_search_tells_nothing_and_what_passed_meanwhile_is_no_news(client, member, topics):
    keep(client, tells="")
    expert(topics["rekenen"])
    index()
    assert tell_of_new_people() == 0
    kept = SavedSearch.objects.get()
    client.post(reverse("expertise:saved_search_change", args=[kept.public_id]), {"name": "Luid", "tells": "on"})
    assert tell_of_new_people() == 0
    kept.refresh_from_db()
    assert (kept.name, kept.tells) == ("Luid", True)


def test_a_removed_search_can_be_put_back(client, member, topics):
    keep(client)
    kept = SavedSearch.objects.get()
    client.post(reverse("expertise:saved_search_remove", args=[kept.public_id]))
    assert not SavedSearch.objects.exists()
    client.post(reverse("expertise:saved_search_restore"))
    assert SavedSearch.objects.get().query == "q=rekenen"


def test_nobody_keeps_more_than_there_is_room_for(client, member, topics):
    for number in range(MOST_KEPT):
        SavedSearch.objects.create(member=member, name="x", query=f"q=woord{number}")
    assert keep(client).status_code == 422
    assert SavedSearch.objects.count() == MOST_KEPT


def test_the_search_of_another_does_not_exist(client, member, topics):
    theirs = SavedSearch.objects.create(member=f.MemberFactory(), name="x", query="q=rekenen")
    for name in ("saved_search_change", "saved_search_remove"):
        assert client.post(reverse(f"expertise:{name}", args=[theirs.public_id]), {"name": "y"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.name == "x"


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, member, django_assert_num_queries, item_count):
    for number in range(item_count):
        SavedSearch.objects.create(member=member, name="x", query=f"q=woord{number}")
    with django_assert_num_queries(3):
        client.get(reverse("expertise:saved_search_list"))
