"""Members propose words, coordinators keep the list short: no word means two things and nothing gets lost."""

import pytest
from django.db.models import ManyToOneRel
from django.urls import reverse
from django.utils import timezone
from taggit.models import ItemBase

from expertise.asking.models import HelpRequest
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import PracticeQuestion
from knowledge_network.members.people.models import AskMeAbout
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary import actions
from knowledge_network.members.vocabulary.forms import TopicForm
from knowledge_network.members.vocabulary.models import TopicMerge
from knowledge_network.search.models import SearchEntry
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import find_by_names
from plg.groups.models import GroupTopic
from tests.factories import GroupFactory, MemberFactory, NetworkRoleFactory, TopicFactory
from tests.pages import Page

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator(client):
    member = NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend=BACKEND)
    return member


def bear(topic, *things):
    for thing in things:
        model = AskMeAbout if hasattr(thing, "email") else GroupTopic
        model.objects.create(tag=topic, content_object=thing)


def notices_of(member):
    return list(member.notices.values_list("kind", flat=True))


# Proposing ------------------------------------------------------------------------------------


def test_a_proposal_waits_for_the_coordinators_and_tells_them(client, coordinator):
    member = MemberFactory()
    client.force_login(member, backend=BACKEND)
    client.post(reverse("members:topic_propose"), {"name": "  Handschrift  ", "reason": "Veel vragen"})
    topic = Topic.objects.get()
    assert (topic.name, topic.state, topic.proposed_by) == ("Handschrift", "proposed", member)
    assert notices_of(coordinator) == ["topics.proposed"]
    assert notices_of(member) == []


@pytest.mark.parametrize("name", ["begrijpend LEZEN", "Tekstbegrip", "Nieuw", "!!!", ""])
def test_a_word_that_exists_or_means_nothing_cannot_be_proposed(client, name):
    TopicFactory(name="Begrijpend lezen", synonyms=["tekstbegrip"])
    client.force_login(MemberFactory(), backend=BACKEND)
    response = client.post(reverse("members:topic_propose"), {"name": name, "reason": "Mijn reden"})
    assert response.status_code == 422
    assert "Mijn reden" in response.content.decode()
    assert Topic.objects.count() == 1


# Deciding -------------------------------------------------------------------------------------


@pytest.fixture
def proposed():
    return actions.propose_topic(by=MemberFactory(), name="Handschrift", reason="Veel vragen")


def test_an_approved_topic_is_in_use_and_found_and_its_proposer_told(client, coordinator, proposed):
    client.post(reverse("members:topic_decide", args=[proposed.slug]), {"decision": "approve"})
    proposed.refresh_from_db()
    assert proposed.state == "approved"
    assert notices_of(proposed.proposed_by) == ["topics.approved"]
    assert SearchEntry.objects.filter(kind="topic", title="Handschrift").exists()


def test_a_refusal_needs_a_reason_which_the_proposer_reads(client, coordinator, proposed):
    url = reverse("members:topic_decide", args=[proposed.slug])
    assert client.post(url, {"decision": "reject"}).status_code == 422
    client.post(url, {"decision": "reject", "reason": "Te smal"})
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decision_reason) == ("rejected", "Te smal")
    client.force_login(proposed.proposed_by, backend=BACKEND)
    assert "Te smal" in client.get(reverse("notifications:notice_list")).content.decode()


def test_a_proposal_that_exists_under_another_name_becomes_another_word_for_it(client, coordinator, proposed):
    writing = TopicFactory(name="Schrijven")
    url = reverse("members:topic_decide", args=[proposed.slug])
    assert client.post(url, {"decision": "merge"}).status_code == 422
    client.post(url, {"decision": "merge", "into": writing.slug})
    writing.refresh_from_db()
    assert writing.synonyms == ["Handschrift"]
    assert find_by_names(["handschrift"]) == {"handschrift": writing}
    assert notices_of(proposed.proposed_by) == ["topics.merged"]


def test_a_decided_proposal_cannot_be_decided_again(client, coordinator, proposed):
    actions.reject_topic(topic=proposed, by=coordinator, reason="Te smal")
    assert client.get(reverse("members:topic_decide", args=[proposed.slug])).status_code == 404


# Keeping the list -----------------------------------------------------------------------------


def test_merging_moves_every_use_once_and_keeps_all_names():
    coordinator = NetworkRoleFactory().member
    old = TopicFactory(name="Tekst lezen", synonyms=["lezen van tekst"])
    new = TopicFactory(name="Begrijpend lezen")
    child = TopicFactory(name="Samenvatten", parent=old)
    both, only_old, group = MemberFactory(), MemberFactory(), GroupFactory()
    bear(old, both, only_old, group)
    bear(new, both)
    actions.merge_topic(topic=old, into=new, by=coordinator)
    assert set(new.ask_me_items.values_list("content_object", flat=True)) == {both.pk, only_old.pk}
    assert list(new.group_items.values_list("content_object", flat=True)) == [group.pk]
    assert not old.ask_me_items.exists()
    child.refresh_from_db()
    assert child.parent == new
    found = find_by_names(["tekst lezen", "lezen van tekst"])
    assert set(found.values()) == {new}
    assert AuditEvent.objects.filter(verb="topics.merged", actor=coordinator).exists()


def test_merging_into_ones_own_part_leaves_no_circle():
    parent = TopicFactory(name="Taal")
    child = TopicFactory(name="Lezen", parent=parent)
    actions.merge_topic(topic=parent, into=child, by=NetworkRoleFactory().member)
    child.refresh_from_db()
    assert child.parent is None


def test_a_topic_merged_twice_leads_to_the_last_one():
    first, second, third = (TopicFactory(name=name) for name in ("Een", "Twee", "Drie"))
    by = NetworkRoleFactory().member
    actions.merge_topic(topic=first, into=second, by=by)
    actions.merge_topic(topic=second, into=third, by=by)
    first.refresh_from_db()
    assert first.merged_into == third


def test_every_table_that_bears_topics_moves_along():
    relations = Topic._meta.get_fields(include_hidden=True)
    pointing = [one for one in relations if isinstance(one, ManyToOneRel) and not one.related_model._meta.auto_created]
    bearing = {relation.related_model for relation in pointing} - {TopicMerge}
    assert set(actions.bearing_models()) == {model for model in bearing if issubclass(model, ItemBase)}
    lists = {one.related_model for one in relations if isinstance(one, ManyToOneRel)} - {TopicMerge}
    assert {reference.model for reference in actions.list_references()} == bearing | lists
    assert {HelpRequest.topics.through, PracticeQuestion.topics.through, KnowledgeProduct.topics.through} <= lists
    assert {AskMeAbout, GroupTopic} <= set(actions.bearing_models())


def test_a_renamed_topic_is_still_found_by_its_former_name_and_so_is_who_bears_it(client, coordinator):
    topic = TopicFactory(name="Leesonderwijs")
    member, group = MemberFactory(), GroupFactory()
    bear(topic, member, group)
    client.post(reverse("members:topic_change", args=[topic.slug]), {"name": "Lezen", "synonyms": "boeken, boeken"})
    topic.refresh_from_db()
    assert topic.name == "Lezen"
    assert set(topic.synonyms) == {"boeken", "Leesonderwijs"}
    assert "boeken" in SearchEntry.objects.get(kind="member", object_key=str(member.pk)).words
    assert "boeken" in SearchEntry.objects.get(kind="group", object_key=str(group.pk)).words


def test_a_word_cannot_lead_to_two_topics():
    TopicFactory(name="Rekenen", synonyms=["sommen"])
    topic = TopicFactory(name="Meten")
    form = TopicForm({"name": "Meten", "synonyms": "Sommen"}, topic=topic)
    assert not form.is_valid()
    assert "Rekenen" in str(form.errors["synonyms"])


def test_a_topic_cannot_become_part_of_its_own_part():
    top = TopicFactory(name="Taal")
    part = TopicFactory(name="Lezen", parent=top)
    deeper = TopicFactory(name="Begrijpend lezen", parent=part)
    for below in (top, part, deeper):
        assert not TopicForm({"name": "Taal", "parent": below.slug}, topic=top).is_valid()
    assert TopicForm({"name": "Begrijpend lezen", "parent": top.slug}, topic=deeper).is_valid()


def test_a_topic_that_was_turned_down_can_be_taken_up_later(client, coordinator, proposed):
    actions.reject_topic(topic=proposed, by=coordinator, reason="Te smal")
    response = client.post(reverse("members:topic_add"), {"name": "Handschrift"})
    assert response.status_code == 302
    assert Topic.objects.get(name="Handschrift").state == "approved"


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_desk_costs_the_same_whatever_the_number_of_topics(
    client, coordinator, django_assert_num_queries, item_count
):
    for topic in TopicFactory.create_batch(item_count):
        bear(topic, MemberFactory())
        TopicFactory(state="proposed", proposed_by=MemberFactory())
    with django_assert_num_queries(5):
        response = client.get(reverse("members:topic_manage"))
    assert len(response.context["rows"]) == item_count


def test_the_desk_counts_uses_of_all_sorts(client, coordinator):
    topic = TopicFactory()
    bear(topic, MemberFactory(), MemberFactory(), GroupFactory())
    ((_depth, row),) = client.get(reverse("members:topic_manage")).context["rows"]
    assert row.uses == 3


def test_the_desk_is_narrowed_by_any_word_for_a_topic(client, coordinator):
    TopicFactory(name="Rekenen", synonyms=["sommen"])
    TopicFactory(name="Lezen", strategic=True)

    def names(**asked):
        rows = client.get(reverse("members:topic_manage"), asked).context["rows"]
        return [topic.name for _depth, topic in rows]

    assert names(q="SOMMEN") == ["Rekenen"]
    assert names(strategisch="1") == ["Lezen"]
    assert names(q="niets") == []


def test_suggestions_come_as_json_and_as_options(client, coordinator):
    TopicFactory(name="Begrijpend <lezen>", synonyms=["tekstbegrip"])
    url = reverse("members:topic_suggest")
    (found,) = client.get(url, {"q": "tekst"}).json()["topics"]
    assert found["synonym"] == "tekstbegrip"
    option = Page(client.get(url, {"q": "tekst"}, headers={"HX-Request": "true"})).one("option")
    assert (option["value"], option.words) == ("Begrijpend <lezen>", "tekstbegrip")
