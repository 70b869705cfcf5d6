"""The pages on which people look for a group."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plg.groups.actions.groups import update_group
from plg.groups.actions.membership import add_member
from plg.groups.models import Group
from tests import factories as f

pytestmark = pytest.mark.django_db

PAGES = {"plg": "plg:plg_list", "project": "plg:project_list", "expert": "plg:expert_list", "theme": "plg:theme_list"}


def log_in(client, member):
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


def names(response) -> list[str]:
    return [card.name for card in response.context["cards"]]


@pytest.mark.parametrize("kind", PAGES)
def test_each_page_shows_its_own_kind_and_only_what_is_public(client, kind):
    shown = f.GroupFactory(kind=kind)
    f.GroupFactory(kind=kind, state="draft", started_on=None)
    f.GroupFactory(kind=next(other for other in PAGES if other != kind))
    response = client.get(reverse(PAGES[kind]))
    assert names(response) == [shown.name]


def test_finished_groups_appear_when_asked_for(client):
    f.GroupFactory(name="Loopt")
    f.GroupFactory(name="Klaar", state="closed", closed_on="2026-01-01")
    f.GroupFactory(name="Oud", state="archived", closed_on="2026-01-01")
    url = reverse("plg:plg_list")
    assert names(client.get(url)) == ["Loopt"]
    assert names(client.get(url, {"status": "afgerond"})) == ["Klaar"]
    assert names(client.get(url, {"status": "archief"})) == ["Oud"]
    assert names(client.get(url, {"status": "alles"})) == ["Klaar", "Loopt", "Oud"]


def test_a_topic_finds_groups_of_its_parts_too(client):
    parent = f.TopicFactory(name="rekenen", slug="rekenen")
    child = f.TopicFactory(name="breuken", slug="breuken", parent=parent)
    group = f.GroupFactory(name="Breukengroep")
    group.topics.add(child)
    f.GroupFactory(name="Andere groep")
    url = reverse("plg:plg_list")
    assert names(client.get(url, {"thema": "rekenen"})) == ["Breukengroep"]
    assert names(client.get(url, {"thema": "bestaat-niet"})) == []


def test_a_board_finds_the_groups_in_which_its_people_take_part(client):
    site = f.SiteFactory()
    with_board = f.GroupFactory(name="Met bestuur")
    f.GroupMembershipFactory(group=with_board, member=f.MemberFactory(site=site))
    left = f.GroupFactory(name="Vertrokken")
    f.GroupMembershipFactory(group=left, member=f.MemberFactory(site=site), end=timezone.localdate())
    f.GroupFactory(name="Zonder")
    response = client.get(reverse("plg:plg_list"), {"bestuur": site.governing_board.slug})
    assert names(response) == ["Met bestuur"]
    assert (site.governing_board.slug, site.governing_board.name, 1) in response.context["boards"]


def test_words_are_found_whatever_their_accents(client):
    f.GroupFactory(name="Één talent zien")
    f.GroupFactory(name="Iets anders", question="Hoe voeden we tálent?")
    f.GroupFactory(name="Verder")
    assert len(names(client.get(reverse("plg:plg_list"), {"q": "TALENT"}))) == 2
    assert names(client.get(reverse("plg:plg_list"), {"q": "een talent"})) == ["Één talent zien"]


def test_open_to_new_members_leaves_closed_groups_out(client):
    f.GroupFactory(name="Open")
    f.GroupFactory(name="Dicht", openness="closed")
    assert names(client.get(reverse("plg:plg_list"), {"open": "on"})) == ["Open"]


@pytest.mark.parametrize(
    "query", [{"q": "x" * 300}, {"status": "onzin"}, {"soort": "9"}, {"thema": "'"}, {"vanaf": "???"}, {"q": "%_\\"}]
)
def test_nonsense_in_the_address_is_no_error(client, query):
    f.GroupFactory()
    assert client.get(reverse("plg:plg_list"), query).status_code == 200


def test_who_is_in_asked_or_is_invited_sees_that_on_the_card(client):
    member = log_in(client, f.MemberFactory())
    groups = {name: f.GroupFactory(name=name) for name in ("a in", "b gevraagd", "c uitgenodigd", "d niets")}
    f.GroupMembershipFactory(group=groups["a in"], member=member)
    f.JoinRequestFactory(group=groups["b gevraagd"], member=member)
    f.GroupInvitationFactory(group=groups["c uitgenodigd"], member=member)
    cards = client.get(reverse("plg:plg_list")).context["cards"]
    assert [card.relation for card in cards] == ["in", "asked", "invited", ""]


def test_the_list_for_members_begins_with_their_own_groups_drafts_included(client):
    member = log_in(client, f.MemberFactory())
    draft = f.GroupFactory(name="Mijn concept", state="draft", started_on=None)
    f.GroupMembershipFactory(group=draft, member=member, role="lead")
    f.GroupFactory(name="Van anderen", kind="theme")
    response = client.get(reverse("plg:group_list"))
    assert [card.name for card in response.context["mine"]] == ["Mijn concept"]
    assert names(response) == ["Van anderen"]
    assert names(client.get(reverse("plg:group_list"), {"soort": "plg"})) == []


def test_htmx_gets_only_the_list(client):
    f.GroupFactory(name="Rekengroep")
    response = client.get(reverse("plg:plg_list"), headers={"HX-Request": "true", "HX-Target": "groups"})
    page = response.content.decode()
    assert "Rekengroep" in page
    assert "<html" not in page
    assert 'id="groups"' in page
    assert {"HX-Request", "HX-Target"} <= {part.strip() for part in response["Vary"].split(",")}


def test_every_group_is_on_exactly_one_page(client):
    for number in range(30):
        f.GroupFactory(name=f"Groep {number % 7}")
    seen, url = [], reverse("plg:plg_list")
    query = {}
    for _ in range(3):
        response = client.get(url, query)
        seen += [card.slug for card in response.context["cards"]]
        if not response.context["page"].next_cursor:
            break
        query = {"vanaf": response.context["page"].next_cursor}
    assert sorted(seen) == sorted(Group.objects.values_list("slug", flat=True))


def test_an_empty_page_says_what_to_do(client):
    assert "/contact/" in client.get(reverse("plg:theme_list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("plg:plg_list", 8), ("plg:group_list", 11)])
def test_a_list_of_groups_costs_the_same_whatever_its_length(client, django_assert_num_queries, name, queries, count):
    member = log_in(client, f.MemberFactory(last_seen_on=timezone.localdate()))
    for _ in range(count):
        group = f.GroupFactory()
        group.topics.add(f.TopicFactory())
        f.GroupMembershipFactory(group=group)
        f.GroupMembershipFactory(group=group, member=member)
        f.MeetingFactory(group=group)
    with django_assert_num_queries(queries):
        response = client.get(reverse(name))
    assert len(response.context["cards"]) == count


# What is counted beside the list ----------------------------------------------------------------


def test_the_choices_count_public_groups_and_follow_what_happens(client):
    topic = f.TopicFactory()
    first, second, draft = f.GroupFactory(), f.GroupFactory(), f.GroupFactory(state="draft", started_on=None)
    for group in (first, draft):
        group.topics.add(topic)
    url = reverse("plg:plg_list")
    assert client.get(url).context["topics"] == [(topic.slug, topic.name, 1)]
    by = f.NetworkRoleFactory().member
    update_group(group=second, by=by, changes={}, topics=[topic])
    assert client.get(url).context["topics"] == [(topic.slug, topic.name, 2)]
    add_member(group=first, member=f.MemberFactory(), by=by)
    response = client.get(url)
    assert response.context["figures"] == {"groups": 1, "people": 1}
    assert len(response.context["boards"]) == 1


def test_the_choices_are_counted_once_in_a_while(client):
    f.GroupFactory()
    client.get(reverse("plg:plg_list"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("plg:plg_list"))
    assert not [query["sql"] for query in asked if "GROUP BY" in query["sql"] or "COUNT(" in query["sql"]]
