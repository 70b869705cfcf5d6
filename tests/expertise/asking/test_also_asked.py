"""«Ik heb deze vraag ook», answers that are used, and topics that are followed: who hears of what."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.asking.actions import also, answers, endings
from expertise.asking.actions import requests as actions
from expertise.asking.enums import HelpAudience, HelpOutcome
from expertise.asking.models import AlsoAsked, AnswerUse
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary.actions import follow_topic, merge_topic, unfollow_topic
from knowledge_network.members.vocabulary.models import TopicFollow
from knowledge_network.members.vocabulary.queries import group_followers
from knowledge_network.notifications.events.models import Notice
from knowledge_network.topics.models import Topic
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def ask(topic=None, **values):
    values = {"audience": HelpAudience.NETWORK, "title": "Hoe oefen ik 100% vaardig?"} | values
    return actions.ask(by=values.pop("by", None) or f.MemberFactory(), topics=[topic] if topic else [], **values)


def share(help_request, helper):
    """Answered, closed and shared with everybody."""
    actions.accept(help_request=help_request, by=helper)
    actions.write_message(help_request=help_request, by=helper, text="Teken.", is_answer=True)
    endings.close(help_request=help_request, by=help_request.asker, outcome=HelpOutcome.YES, may_be_published=True)
    answers.publish(help_request=help_request, by=f.NetworkRoleFactory().member, title="Oefenen", text="Teken.")


def told(member):
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_who_asks_hears_how_many_have_the_question_too_and_never_who():
    help_request, others = ask(), f.MemberFactory.create_batch(2)
    for other in [*others, others[0]]:
        also.ask_it_too(help_request=help_request, by=other)
    notice = Notice.objects.get(member=help_request.asker, kind="expertise.help_also_asked")
    assert (notice.params["count"], notice.actor) == (2, None)
    assert not AuditEvent.objects.filter(verb="expertise.help_also_asked", actor__isnull=False).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_question_says_how_many_have_it_too(client, django_assert_num_queries, count):
    help_request = ask()
    for other in f.MemberFactory.create_batch(count):
        also.ask_it_too(help_request=help_request, by=other)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:help_request_detail", args=[help_request.public_id])
    client.get(address)
    with django_assert_num_queries(10):
        page = client.get(address).content.decode()
    assert ("1 collega heeft deze vraag ook" if count == 1 else "3 collega's hebben deze vraag ook") in page.replace(
        "&#x27;", "'"
    )
    assert not any(row.member.get_full_name() in page for row in AlsoAsked.objects.all())


def test_one_press_says_it_and_another_takes_it_back(client):
    help_request, member = ask(), f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    address = reverse("expertise:help_also_asked", args=[help_request.public_id])
    client.post(address)
    assert AlsoAsked.objects.get().member == member
    client.post(address, {"not_any_more": "1"})
    assert not AlsoAsked.objects.exists()


def test_only_what_the_network_is_asked_and_what_is_open_can_be_mine_too():
    asked_of_one = ask(audience=HelpAudience.EXPERT, expert=f.MemberFactory())
    ended = ask()
    endings.withdraw(help_request=ended, by=ended.asker)
    for help_request, by in (
        (asked_of_one, f.MemberFactory()),
        (ended, f.MemberFactory()),
        (mine := ask(), mine.asker),
    ):
        with pytest.raises(RefusedError):
            also.ask_it_too(help_request=help_request, by=by)


def test_who_has_the_question_too_reads_the_shared_answer_and_is_told_where_it_stands():
    help_request, other = ask(), f.MemberFactory()
    also.ask_it_too(help_request=help_request, by=other)
    share(help_request, f.MemberFactory())
    assert told(other) == ["expertise.help_shared_with_you"]
    assert Notice.objects.get(member=other).url == f"/vragen/antwoorden/{help_request.public_id}/"


def test_without_a_shared_answer_they_are_led_to_asking_it_themselves():
    topic = f.TopicFactory()
    help_request, other = ask(topic), f.MemberFactory()
    also.ask_it_too(help_request=help_request, by=other)
    endings.withdraw(help_request=help_request, by=help_request.asker)
    notice = Notice.objects.get(member=other)
    assert notice.kind == "expertise.help_ended_for_you"
    assert notice.url.startswith("/vragen/stellen/?vraag=Hoe+oefen+ik")
    assert f"thema={topic.slug}" in notice.url


def test_the_mark_of_a_per_cent_in_a_title_breaks_no_notice(client):
    """A sentence that a kind makes itself was filled in twice."""
    help_request, other = ask(), f.MemberFactory()
    also.ask_it_too(help_request=help_request, by=other)
    endings.pass_on(
        help_request=help_request, by=f.NetworkRoleFactory().member, passed_to="kennisrotonde", reason="Dáár."
    )
    client.force_login(help_request.asker, backend=BACKEND)
    page = client.get(reverse("notifications:notice_list"))
    assert page.content.decode().count("100% vaardig") >= 2


# Answers that are used ----------------------------------------------------------------------------


def test_who_gave_an_answer_sees_how_often_it_was_used_and_nobody_else(client):
    help_request, helper = ask(), f.MemberFactory()
    share(help_request, helper)
    address = reverse("expertise:help_answer_detail", args=[help_request.public_id])
    for _number in range(3):
        client.force_login(f.MemberFactory(), backend=BACKEND)
        client.post(reverse("expertise:help_answer_used", args=[help_request.public_id]))
        assert "keer gebruikt" not in client.get(address).content.decode()
    client.force_login(helper, backend=BACKEND)
    assert "Je antwoord is 3 keer gebruikt." in client.get(address).content.decode()
    notices = Notice.objects.filter(member=helper, kind="expertise.help_answer_used")
    assert [(notice.params["count"], notice.actor) for notice in notices] == [(3, None)]
    client.force_login(help_request.asker, backend=BACKEND)
    assert "keer gebruikt" not in client.get(address).content.decode()


def test_using_an_answer_counts_once_and_can_be_taken_back(client):
    help_request, member = ask(), f.MemberFactory()
    share(help_request, f.MemberFactory())
    client.force_login(member, backend=BACKEND)
    address = reverse("expertise:help_answer_used", args=[help_request.public_id])
    client.post(address)
    client.post(address)
    assert AnswerUse.objects.count() == 1
    client.post(address, {"not_used": "1"})
    assert not AnswerUse.objects.exists()


# Topics that are followed -------------------------------------------------------------------------


def test_who_follows_a_topic_hears_of_a_new_question_and_of_its_answer_once():
    part = f.TopicFactory(parent=f.TopicFactory(), name="breuken")
    above, both = f.MemberFactory(), f.MemberFactory()
    follow_topic(topic=part.parent, by=above)
    for topic in (part, part.parent):
        follow_topic(topic=topic, by=both)
    help_request = ask(part)
    share(help_request, f.MemberFactory())
    for member in (above, both):
        assert told(member) == ["expertise.question_on_topic", "expertise.answer_on_topic"]
    assert {notice.params["topic"] for notice in Notice.objects.filter(kind="expertise.question_on_topic")} == {
        "breuken"
    }


def test_who_asked_and_who_was_asked_hear_nothing_of_it_as_followers():
    topic = f.TopicFactory()
    expert, asker = f.ExpertiseClaimFactory(topic=topic).member, f.MemberFactory()
    for member in (expert, asker):
        follow_topic(topic=topic, by=member)
    ask(topic, by=asker)
    assert told(expert) == ["expertise.help_asked"]
    assert told(asker) == []


def test_a_question_to_one_colleague_is_no_news_for_followers():
    topic, member = f.TopicFactory(), f.MemberFactory()
    follow_topic(topic=topic, by=member)
    ask(topic, audience=HelpAudience.EXPERT, expert=f.MemberFactory())
    assert told(member) == []


@pytest.mark.parametrize("name", ["thema", "coöperatief leren"])
def test_following_is_one_press_and_ends_with_another(client, name):
    topic, member = Topic.objects.create(name=name), f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    address = reverse("members:topic_follow", args=[topic.slug])
    page = client.post(address, follow=True).content.decode()
    assert "Je volgt dit. Stop" in page
    client.post(address, {"not_any_more": "1"})
    assert not TopicFollow.objects.exists()


def test_who_followed_a_merged_topic_follows_what_it_became():
    old, new, member = f.TopicFactory(), f.TopicFactory(), f.MemberFactory()
    both = f.MemberFactory()
    for topic, by in ((old, member), (old, both), (new, both)):
        follow_topic(topic=topic, by=by)
    merge_topic(topic=old, into=new, by=f.NetworkRoleFactory().member)
    assert sorted(TopicFollow.objects.values_list("topic", "member")) == sorted(
        [(new.pk, member.pk), (new.pk, both.pk)]
    )
    unfollow_topic(topic=new, by=both)
    assert TopicFollow.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_finding_followers_costs_the_same_whatever_their_number(django_assert_num_queries, count):
    topics = f.TopicFactory.create_batch(2)
    for member in f.MemberFactory.create_batch(count):
        follow_topic(topic=topics[1], by=member)
    with django_assert_num_queries(1):
        assert len(group_followers(topics)[topics[1]]) == count
