"""Who may look at a product with other eyes, and what waits for whom."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct, ProductReview
from knowledge_network.kit.text import list_name_words
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind, GroupState
from plg.groups.models import Group, GroupMembership

READERS_NEEDED = 2


def find_readers(group: Group, product: KnowledgeProduct) -> QuerySet[Member]:
    """Present people who take part in `group` and had no hand in the product."""
    inside = GroupMembership.objects.current().participating().filter(group=group)
    people = Member.objects.active().filter(pk__in=inside.values("member"))
    return without_makers(people, product).order_by("pk")


def without_makers(people: QuerySet[Member], product: KnowledgeProduct) -> QuerySet[Member]:
    """Neither who added it, nor its contact person, nor who is in the group that made it."""
    makers = GroupMembership.objects.current().filter(group=product.group_id).values("member")
    people = people.exclude(pk__in=makers) if product.group_id else people
    return people.exclude(pk__in=[key for key in (product.added_by_id, product.contact_person_id) if key])


def fitting_group(product: KnowledgeProduct) -> Group | None:
    """The working expert group about these topics, or what they are part of, that has two people with other eyes."""
    own = list(product.topics.values_list("pk", flat=True))
    parents = product.topics.exclude(parent=None).values("parent")
    near = Topic.objects.approved().filter(Q(pk__in=own) | Q(pk__in=parents) | Q(parent__in=own))
    groups = Group.objects.filter(kind=GroupKind.EXPERT, state=GroupState.ACTIVE)
    groups = groups.exclude(pk=product.group_id) if product.group_id else groups
    exact = Count("topic_items", filter=Q(topic_items__tag__in=own))
    fitting = groups.filter(topic_items__tag__in=near).annotate(shared=exact).order_by("-shared", "name")
    for group in fitting[:5]:
        if find_readers(group, product).count() >= READERS_NEEDED:
            return group
    return None


def reviews_of_round(product: KnowledgeProduct) -> QuerySet[ProductReview]:
    return ProductReview.objects.filter(product=product, round=product.review_round)


def find_waiting(member: Member) -> QuerySet[KnowledgeProduct]:
    """Products that this member may look at and did not look at yet, the longest first."""
    groups = GroupMembership.objects.current().participating().filter(member=member).values("group")
    if member.is_coordinator:
        mine = Q(review_group__in=groups) | Q(review_group__isnull=True)
    else:
        products = KnowledgeProduct.objects.order_by().values("pk")
        asked = products.filter(review_group__isnull=True, second_reader=member)
        mine = Q(pk__in=products.filter(review_group__in=groups).union(asked))
    made = GroupMembership.objects.current().filter(member=member).values("group")
    looked = ProductReview.objects.filter(by=member, round=F("product__review_round")).values("product")
    waiting = KnowledgeProduct.objects.filter(mine, removed_at__isnull=True, status=ProductStatus.REVIEW)
    others = waiting.exclude(added_by=member).exclude(contact_person=member).exclude(pk__in=looked)
    return others.filter(Q(group__isnull=True) | ~Q(group__in=made)).order_by("submitted_at", "pk")


def without_reader() -> QuerySet[KnowledgeProduct]:
    """Sent in while no expert group fits: the coordinator sees to it."""
    waiting = KnowledgeProduct.objects.filter(removed_at__isnull=True, status=ProductStatus.REVIEW)
    return waiting.filter(review_group__isnull=True)


def people_found(text: str, people: QuerySet[Member], *, limit: int = 12) -> list[Member]:
    """People whose name holds every word of `text`; nobody for no words."""
    words = list_name_words(text)
    if not words:
        return []
    for word in words:
        people = people.filter(sort_name__contains=word)
    return list(people.order_by("sort_name", "public_id")[:limit])
