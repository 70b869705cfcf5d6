"""Topics as a way to people and groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.dashboards.queries.topics import find_groups_on, find_people_on, list_topics_with_counts
from knowledge_network.members.people.enums import Function, Visibility
from knowledge_network.members.vocabulary.queries import follows_topic, list_followed
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import tree

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from knowledge_network.dashboards.queries.topics import Work
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import MemberRequest


@dataclass(frozen=True)
class Person:
    """Somebody who may be asked, as the list shows them."""

    name: str
    url: str
    meta: str
    member: Member


@dataclass(frozen=True)
class Branch:
    """A topic with those that are part of it."""

    topic: Topic
    parts: list[Topic] = field(default_factory=list)


@require_safe
def topic_list(request: MemberRequest) -> HttpResponse:
    """All topics in use, the parts of a topic below it, with how many people and groups."""
    branches: list[Branch] = []
    for depth, topic in tree(list_topics_with_counts(request.user)):
        if depth == 0:
            branches.append(Branch(topic))
        else:
            branches[-1].parts.append(topic)
    context = {"branches": branches, "followed": list_followed(request.user)}
    return render(request, "dashboards/topic_list.html", context)


@require_safe
def topic_detail(request: MemberRequest, slug: str) -> HttpResponse:
    """Who knows about a topic and which groups work on it; a merged topic leads to what it became."""
    known = Topic.objects.filter(state__in=[TopicState.APPROVED, TopicState.MERGED])
    topic = get_object_or_404(known.select_related("parent", "merged_into"), slug=slug)
    if topic.merged_into is not None:
        return redirect("dashboards:topic_detail", topic.merged_into.slug, permanent=False)
    context = {
        "topic": topic,
        "follows": follows_topic(request.user, topic),
        "parts": list(Topic.objects.approved().filter(parent=topic).order_by("name")),
        "groups": find_groups_on(topic, request.user),
        "people": [present_person(member) for member in find_people_on(topic, request.user)],
        "trail": [(_("Topics"), reverse("dashboards:topic_list"))],
    }
    return render(request, "dashboards/topic_detail.html", context)


def present_person(member: WithAnnotations[Member, Work]) -> Person:
    """What other members may see of `member`."""
    work: list[str] = []
    if member.function and member.work_visibility != Visibility.NOBODY:
        work = [str(Function(member.function).label), member.workplace or ""]
    return Person(
        name=member.get_full_name(),
        url=member.get_absolute_url(),
        meta=" · ".join(work),
        member=member,
    )
