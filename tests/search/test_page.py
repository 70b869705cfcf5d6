"""The search page and the dialog: the same answers, with and without JavaScript, for each reader their own."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from knowledge_network.kit.templatetags.kit import icon_names
from knowledge_network.search import actions, registry, tasks
from knowledge_network.search.models import SearchEntry
from plg.space.models import Conversation
from tests.factories import (
    GroupFactory,
    GroupMembershipFactory,
    MeetingFactory,
    MemberFactory,
    NetworkRoleFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
URL = "/zoeken/"
DIALOG = {"HX-Request": "true", "HX-Target": "command-results"}


def rebuild():
    for searchable in registry.searchables():
        actions.rebuild(searchable.kind)


@pytest.fixture
def member(client):
    member = MemberFactory(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return member


def page(client, text="", **options):
    return client.get(URL, {"q": text} | options).content.decode()


def test_the_page_works_without_javascript_and_keeps_the_question(client):
    GroupFactory(name="Rekenkring")
    rebuild()
    text = page(client, "rekenkring")
    assert "<mark>Rekenkring</mark>" in text
    assert 'value="rekenkring"' in text
    assert "<html" in text


def test_htmx_gets_only_the_part_it_asks_for(client):
    GroupFactory(name="Rekenkring")
    rebuild()
    for target in ("search-results", "command-results"):
        response = client.get(URL, {"q": "rekenkring"}, headers={"HX-Request": "true", "HX-Target": target})
        text = response.content.decode()
        assert "Rekenkring" in text
        assert "<html" not in text
        assert "HX-Target" in response["Vary"]


def test_nothing_found_leads_on(client, member):
    text = page(client, "xqzw")
    assert reverse("dashboards:topic_list") in text
    assert reverse("dashboards:contact") in text


@pytest.mark.parametrize("evil", ['"><script>x</script>', "<mark>", "' OR 1=1", "javascript:alert(1)"])
def test_the_question_is_shown_as_text(client, evil):
    text = page(client, evil)
    assert f'value="{escape(evil)}"' in text
    assert "<script>x" not in text
    assert "<mark>" not in text


@pytest.mark.parametrize("options", [{"soort": "niets"}, {"pagina": "-1"}, {"pagina": "٣"}, {"pagina": "9" * 40}])
def test_strange_addresses_count_as_not_asked(client, options):
    GroupFactory(name="Rekenkring")
    rebuild()
    response = client.get(URL, {"q": "rekenkring"} | options)
    assert response.status_code == 200
    assert response.context["kind"] == ""


def test_a_kind_is_chosen_by_its_tab_and_the_address_is_shareable(client, member):
    GroupFactory(name="Rekenkring")
    TopicFactory(name="Rekenkring")
    rebuild()
    results = client.get(URL, {"q": "rekenkring", "soort": "topic"}).context["results"]
    assert [hit.kind for hit in results.hits] == ["topic"]
    assert results.counts["group"] == 1


def test_the_dialog_offers_what_one_may_do(client, member):
    empty = client.get(URL, headers=DIALOG).content.decode()
    assert reverse("dashboards:start") in empty
    assert reverse("members:topic_manage") not in empty
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    assert reverse("members:topic_manage") in client.get(URL, {"q": "thema"}, headers=DIALOG).content.decode()


def test_closed_conversations_are_found_by_who_is_in_the_group_only(client, member):
    membership = GroupMembershipFactory(member=member)
    other = GroupFactory()
    for group in (membership.group, other):
        Conversation.objects.create(group=group, title="Kwadraatgeheim", started_by=None)
    rebuild()

    def found(reader):
        client.force_login(reader, backend=BACKEND)
        return client.get(URL, {"q": "kwadraatgeheim"}).context["results"].total

    assert found(member) == 1
    assert found(MemberFactory()) == 0
    assert found(NetworkRoleFactory().member) == 0


def test_who_hides_topics_and_work_is_not_found_by_them(client, member):
    topic = TopicFactory(name="Kwadraatgeheim")
    for visibility in ("members", "nobody"):
        person = MemberFactory(topics_visibility=visibility, work_visibility=visibility, family_name=visibility)
        person.ask_me_items.create(tag=topic)
    rebuild()
    hits = client.get(URL, {"q": "kwadraatgeheim", "soort": "member"}).context["results"].hits
    assert [hit.title.split()[-1] for hit in hits] == ["members"]


def test_strangers_find_no_members_who_are_not_public(client):
    MemberFactory(family_name="Kwadraatgeheim")
    MemberFactory(family_name="Kwadraatopenbaar", name_visibility="everybody")
    rebuild()
    hits = client.get(URL, {"q": "kwadraat"}).context["results"].hits
    assert [hit.title.split()[-1] for hit in hits] == ["Kwadraatopenbaar"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_search_costs_four_queries_whatever_is_found(client, member, django_assert_num_queries, item_count):
    for number in range(item_count):
        GroupMembershipFactory(member=member, group__name=f"Rekenkring {number}")
    rebuild()
    client.get(URL, {"q": "rekenkring"})  # the vocabulary is kept
    with django_assert_num_queries(4):  # session, reader, audiences of the reader, the search
        response = client.get(URL, {"q": "rekenkring"})
    assert response.context["results"].total == item_count


# The index of the real apps -------------------------------------------------------------------


def entries():
    fields = ("kind", "object_key", "title", "subtitle", "url", "words", "audiences")
    return sorted(SearchEntry.objects.values_list(*fields), key=str)


def test_the_nightly_repair_and_the_command_make_the_same_index(client):
    group = GroupFactory()
    GroupMembershipFactory(group=group)
    MeetingFactory(group=group)
    TopicFactory()
    tasks.rebuild()
    made = entries()
    assert {entry[0] for entry in made} >= {"group", "member", "meeting", "topic"}
    SearchEntry.objects.all().delete()
    SearchEntry.objects.create(kind="group", object_key="0", title="Weg", url="/", audiences=["public"])
    call_command("rebuild_search")
    assert entries() == made


def test_the_command_names_the_kinds_that_exist():
    with pytest.raises(CommandError, match="group"):
        call_command("rebuild_search", "groep")


@pytest.mark.parametrize("kind", [searchable.kind for searchable in registry.searchables()])
def test_every_kind_has_a_picture_and_a_name(kind):
    searchable = registry.get(kind)
    assert searchable.icon in icon_names()
    assert str(searchable.label)


@pytest.mark.parametrize("name", [shortcut.name for shortcut in registry.shortcuts()])
def test_every_shortcut_leads_somewhere(name):
    shortcut = next(s for s in registry.shortcuts() if s.name == name)
    assert shortcut.icon in icon_names()
    assert shortcut.url


def test_what_is_not_found_offers_what_may_be_meant(client):
    TopicFactory(name="spelling")
    rebuild()
    client.force_login(MemberFactory(), backend=BACKEND)
    page = client.get(URL, {"q": "spelingproblemen"}).content.decode()
    assert "Bedoel je" in page
    assert "?q=spelling" in page
