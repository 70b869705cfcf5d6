"""What a story is drawn from: its parts and arrows, what can show something, and how often of a group which kind."""

from __future__ import annotations

from django.db.models import Q

from expertise.products.models import KnowledgeProduct
from knowledge_network.insight.stories.enums import StoryScope
from knowledge_network.insight.stories.models import StoryArrow, StoryPart, ValueStory, ValueStoryQuerySet
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import Reader
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.models import Insight
from plg.groups.models import Group, GroupMembership
from plg.groups.models.membership import GroupMembershipQuerySet
from plg.records.models import ReturnToSchool

MOST_SHOWN = 60


def list_parts(story: ValueStory) -> list[StoryPart]:
    """In their order, with what shows them. One query, and one for each sort of what shows something."""
    # By key: joined, PostgreSQL reads all returns and insights of the network to find two.
    rows = story.parts.prefetch_related("product", "insight__cycle", "returned")
    return list(rows.order_by("position"))


def list_arrows(story: ValueStory) -> list[tuple[int, int]]:
    """From part to part, by their keys. One query."""
    rows = StoryArrow.objects.filter(start__story=story).order_by("start__position", "end__position")
    return list(rows.values_list("start_id", "end_id"))


def list_stories(reader: Reader, scope: str = StoryScope.ALL) -> ValueStoryQuerySet:
    found: ValueStoryQuerySet = ValueStory.objects.visible_to(reader)
    if not reader.is_authenticated or scope == StoryScope.ALL:
        return found
    if scope == StoryScope.MINE:
        return found.filter(author=reader)
    return found.filter(group__in=find_memberships(reader).values("group"))


def find_memberships(member: Member) -> GroupMembershipQuerySet:
    found: GroupMembershipQuerySet = GroupMembership.objects.current().filter(member=member)
    return found


def find_groups(member: Member) -> list[Group]:
    """Groups that one takes part in, of which a story may be. One query."""
    rows = find_memberships(member).participating().select_related("group")
    return sorted((row.group for row in rows), key=lambda group: group.name.lower())


def find_products(member: Member) -> list[KnowledgeProduct]:
    """Published: looked after, made by one's groups, or used by oneself. One query."""
    groups = find_memberships(member).values("group")
    # Each part by its own index: as one condition they read every product there is.
    parts = (Q(contact_person=member), Q(added_by=member), Q(group__in=groups), Q(uses__member=member))
    looked_after, *others = (KnowledgeProduct.objects.filter(part).order_by().values("pk") for part in parts)
    rows = KnowledgeProduct.objects.in_view_for(member).filter(pk__in=looked_after.union(*others))
    return list(rows.order_by("title", "pk")[:MOST_SHOWN])


def find_insights(member: Member) -> list[Insight]:
    """Of studies in whose team one is or was. One query."""
    cycles = LessonStudyCycle.objects.of_team_member(member)
    rows = Insight.objects.filter(cycle__in=cycles.values("pk")).select_related("cycle")
    return list(rows.order_by("-cycle_id", "position", "pk")[:MOST_SHOWN])


def find_returns(member: Member) -> list[ReturnToSchool]:
    """One's own, the newest first. One query."""
    rows = ReturnToSchool.objects.present().filter(member=member)
    return list(rows.order_by("-happened_on", "-pk")[:MOST_SHOWN])
