"""Topics with who and what belongs to them. Each function says how many queries it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from knowledge_network.members.people.models import AskMeAbout, Member
from knowledge_network.members.people.queries import primary_work
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupTopic
from plg.groups.queries import groups_about
from plg.meetings.queries import with_next_meeting

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def list_topics_with_counts(reader: Member) -> list[Topic]:
    """Topics in use, each with `people_count` and running `group_count` of its own and its parts. One query."""
    shown = Member.objects.visible_to(reader).active().values("pk")
    parts = Q(tag__parent=OuterRef("pk")) | Q(tag__parent__parent=OuterRef("pk"))
    about = Q(tag=OuterRef("pk")) | (parts & Q(tag__state=TopicState.APPROVED))
    counted = Topic.objects.approved().annotate(
        people_count=_how_many(AskMeAbout.objects.shown_to(reader).filter(about, content_object__in=shown)),
        group_count=_how_many(GroupTopic.objects.filter(about, content_object__state__in=GroupState.RUNNING)),
    )
    return list(counted)


def _how_many(items: QuerySet[AskMeAbout] | QuerySet[GroupTopic]) -> Coalesce:
    """How many different things bear the topics of `items`."""
    one_group = items.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(one_group.annotate(n=Count("content_object", distinct=True)).values("n")), 0)


def find_groups_on(topic: Topic, reader: Member, count: int = 12) -> list[Group]:
    """Running groups about the topic or one that is part of it. One query."""
    groups = Group.objects.visible_to(reader).filter(groups_about(topic.slug), state__in=GroupState.RUNNING)
    return list(with_next_meeting(groups).order_by("name")[:count])


class Work(TypedDict):
    """What `find_people_on` adds to a member."""

    function: str | None
    workplace: str | None


def find_people_on(topic: Topic, reader: Member, count: int = 24) -> list[WithAnnotations[Member, Work]]:
    """Members who let members see that they may be asked about the topic or one that is part of it. One query."""
    parts = Q(pk=topic.pk) | Q(parent=topic.pk) | Q(parent__parent=topic.pk)
    topics = Topic.objects.approved().filter(parts).values("pk")
    asked = AskMeAbout.objects.shown_to(reader).filter(content_object=OuterRef("pk"), tag__in=topics)
    people = Member.objects.visible_to(reader).active()
    shown = people.filter(Exists(asked)).annotate(**primary_work("pk")).order_by("sort_name", "public_id")[:count]
    return cast("list[WithAnnotations[Member, Work]]", list(shown))
