"""What the board counts is kept for some minutes: the same for everybody, and never older than the page says."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from expertise.claims.enums import ClaimState
from expertise.gaps.queries import kept
from expertise.gaps.queries.gaps import count_coverage, find_ties, topic_facts
from knowledge_network.kit.kept_counts import COUNTED_AGAIN
from knowledge_network.members import signals
from knowledge_network.topics.models import Topic
from tests import factories as f
from tests.clock import moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

NOW = moment("2026-11-24T10:00")


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def know_about(topic) -> None:
    f.ExpertiseClaimFactory(topic=topic, state=ClaimState.SUBSTANTIATED)


def test_what_is_kept_is_what_the_statement_counts():
    topic = f.TopicFactory(strategic=True)
    know_about(topic)
    for sector in kept.SECTORS:
        assert kept.read_topics(sector=sector).found == topic_facts(sector=sector)
    assert kept.network_coverage() == count_coverage(topic_facts())
    assert kept.strategic_facts() == {topic.pk: topic_facts(topics=[topic.pk])[0]}
    assert kept.read_ties(topic.pk) == find_ties(topic.pk)


def test_what_changed_is_counted_within_five_minutes(time_machine, django_assert_num_queries):
    topic = f.TopicFactory()
    assert kept.read_topics().found[0].experts == 0
    know_about(topic)
    time_machine.move_to(NOW + dt.timedelta(minutes=4), tick=False)
    with django_assert_num_queries(0):
        assert kept.read_topics().found[0].experts == 0
    time_machine.move_to(NOW + COUNTED_AGAIN, tick=False)
    with django_assert_num_queries(1):
        assert kept.read_topics().found[0].experts == 1
    assert kept.read_topics().at == NOW + COUNTED_AGAIN


def test_while_one_counts_the_others_read_what_was_counted_before(time_machine, django_assert_num_queries):
    f.TopicFactory()
    kept.read_topics()
    time_machine.move_to(NOW + COUNTED_AGAIN, tick=False)
    cache.add("counted.expertise.gaps.topics..counts", 1, 60)
    with django_assert_num_queries(0):
        assert kept.read_topics().at == NOW


def test_a_topic_that_is_new_or_called_otherwise_is_seen_at_once(django_capture_on_commit_callbacks):
    topic = f.TopicFactory(name="begrijpend lezen")
    kept.read_topics()
    Topic.objects.filter(pk=topic.pk).update(name="lezen")
    with django_capture_on_commit_callbacks(execute=True):
        signals.topic_changed.send(sender=Topic, topic=topic)
    assert [row.name for row in kept.read_topics().found] == ["lezen"]
    newer = f.TopicFactory(name="rekenen")
    assert kept.read_topics_including(newer.pk)[newer.pk].name == "rekenen"


def test_the_board_says_of_when_it_is(client, time_machine):
    f.TopicFactory()
    client.force_login(
        f.NetworkRoleFactory().member, backend="knowledge_network.members.accounts.backends.MemberBackend"
    )
    kept.read_topics()
    time_machine.move_to(NOW + dt.timedelta(minutes=4), tick=False)
    assert "24 november 2026, 10:00" in client.get(reverse("expertise:gaps_board")).content.decode()
