"""What the knowledge base does when something happens to members, topics and groups."""

from __future__ import annotations

from collections.abc import Iterable

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from expertise.products.actions.contacts import hand_over_from
from expertise.products.actions.products import without_name
from expertise.products.models import KnowledgeProduct
from knowledge_network.members import signals
from knowledge_network.members.people.blockers import Blocker, register_blocker
from knowledge_network.members.people.models import Member
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic

TOLD_ONE_BY_ONE = 5


@register_blocker
def products_that_need_this_member(member: Member) -> Iterable[Blocker]:
    """A published product keeps somebody to ask."""
    rows = KnowledgeProduct.objects.in_view().filter(contact_person=member).order_by("title")
    for product in rows[:TOLD_ONE_BY_ONE]:
        yield Blocker(
            text=_("You are the contact person of «%(group)s». Hand that over first.") % {"group": product.title},
            url=reverse("expertise:product_contact_change", args=[product.slug]),
        )
    if (more := rows.count() - TOLD_ONE_BY_ONE) > 0:
        yield Blocker(
            text=_("You are the contact person of %(count)d more products.") % {"count": more},
            url=reverse("expertise:product_mine"),
        )


@receiver(signals.member_left, dispatch_uid="expertise.products_member_left")
def others_answer_for_who_left(sender: object, *, member: Member, by: Member | None = None, **kwargs: object) -> None:
    hand_over_from(member=member, by=by)


@receiver(signals.member_changed, dispatch_uid="expertise.products_member_away")
def others_answer_for_who_is_away(sender: object, *, member: Member, **kwargs: object) -> None:
    """Suspended, or waiting to be erased: nobody can reach them now."""
    if not member.is_present:
        hand_over_from(member=member)


@receiver(signals.member_erased, dispatch_uid="expertise.products_member_erased")
def forget_as_maker(sender: object, *, member: Member, **kwargs: object) -> None:
    """Who leaves stays named as maker, for that was agreed; who asks to be erased does not."""
    hand_over_from(member=member)
    without_name(name=member.get_full_name())


@receiver(signals.topic_changed, dispatch_uid="expertise.products_topic_changed")
def index_products_of_topic(sender: object, *, topic: Topic, **kwargs: object) -> None:
    """The index learns other names."""
    refresh("product", list(KnowledgeProduct.objects.filter(topics=topic).values_list("pk", flat=True)))
