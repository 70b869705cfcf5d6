"""Two pairs of eyes: what readers of an expert group decide about a product before everybody sees it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products import notices
from expertise.products.actions.products import REVIEW_AFTER, people_behind, words_about
from expertise.products.enums import ProductStatus, ReviewVerdict
from expertise.products.models import KnowledgeProduct, ProductReview
from expertise.products.queries.reviews import READERS_NEEDED, reviews_of_round, without_makers
from expertise.products.signals import product_published
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary.queries import group_followers
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.search.actions import refresh

CHECKS = ("content_is_right", "privacy_is_kept", "sources_are_named", "licence_fits", "contact_is_right")


@transaction.atomic
def give_review(
    *,
    product: KnowledgeProduct,
    by: Member,
    verdict: str,
    note: str = "",
    at: dt.datetime | None = None,
    **checks: bool,
) -> ProductReview:
    """What one reader found, once a round. «Good» takes all five checks, «change» a note.

    The second «good» publishes, one «change» sends it back to its makers.
    """
    now = at or timezone.now()
    locked = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if locked.status != ProductStatus.REVIEW or locked.removed_at is not None:
        raise RefusedError(_("This product no longer waits for a review."))
    if not by.has_perm("expertise.review_product", locked):
        raise PermissionDenied
    ticked = {name: bool(checks.get(name)) for name in CHECKS}
    if verdict == ReviewVerdict.GOOD and not all(ticked.values()):
        raise RefusedError(_("Tick all five before you say that it can be published."))
    if verdict == ReviewVerdict.CHANGE and not note.strip():
        raise RefusedError(_("Say what has to change, so that the makers know what to do."))
    if reviews_of_round(locked).filter(by=by).exists():
        raise RefusedError(_("You looked at this already. Thank you."))
    review = ProductReview.objects.create(
        product=locked, round=locked.review_round, by=by, verdict=verdict, note=note, given_at=now, **ticked
    )
    AuditEvent.objects.record("expertise.product_reviewed", locked, by=by, round=locked.review_round)
    if verdict == ReviewVerdict.CHANGE:
        _send_back(locked, by, now)
    elif _has_enough(locked):
        _publish(locked, now)
    return review


def _has_enough(product: KnowledgeProduct) -> bool:
    """Two different people; without an expert group one of them is a coordinator."""
    good = reviews_of_round(product).filter(verdict=ReviewVerdict.GOOD).select_related("by")
    readers = {review.by for review in good if review.by is not None}
    if len(readers) < READERS_NEEDED:
        return False
    return product.review_group_id is not None or any(reader.is_coordinator for reader in readers)


def _send_back(product: KnowledgeProduct, by: Member, now: dt.datetime) -> None:
    KnowledgeProduct.objects.filter(pk=product.pk).update(status=ProductStatus.DRAFT)
    forget_notices(keys=[f"expertise.product_review:{product.pk}:{product.review_round}"])
    notify(
        notices.CHANGE_ASKED,
        to=people_behind(product),
        key=f"expertise.product_change:{product.pk}:{product.review_round}",
        url=product.get_absolute_url(),
        by=by,
        at=now,
        **words_about(product),
    )


def _publish(product: KnowledgeProduct, now: dt.datetime) -> None:
    """Visible from now on, and due for another look in two years, or sooner when its makers said so."""
    today = timezone.localdate(now)
    latest = today + REVIEW_AFTER
    product.status = ProductStatus.PUBLISHED
    product.published_on = product.published_on or today
    product.review_on = min(product.review_on or latest, latest)
    if product.review_on <= today:
        product.review_on = latest
    product.save(update_fields=["status", "published_on", "review_on"])
    forget_notices(keys=[f"expertise.product_review:{product.pk}:{product.review_round}"])
    notify(
        notices.PUBLISHED,
        to=people_behind(product),
        key=f"expertise.product_published:{product.pk}:{product.review_round}",
        url=product.get_absolute_url(),
        at=now,
        **words_about(product),
    )
    _tell_followers(product, now)
    AuditEvent.objects.record("expertise.product_published", product, by=None)
    refresh("product", [product.pk])
    product_published.send(sender=KnowledgeProduct, product=product)


def _tell_followers(product: KnowledgeProduct, now: dt.datetime) -> None:
    """Who follows a topic of it hears of it once, but for who made it."""
    makers = {member.pk for member in people_behind(product)}
    for topic, people in group_followers(list(product.topics.all()), without=makers).items():
        notify(
            notices.ON_TOPIC,
            to=people,
            key=f"expertise.product_on_topic:{product.pk}",
            url=product.get_absolute_url(),
            at=now,
            topic=topic.name,
            **words_about(product),
        )


@transaction.atomic
def name_second_reader(*, product: KnowledgeProduct, by: Member, reader: Member) -> None:
    """The coordinator asks somebody to look too; an expert group that does not get round to it is let off."""
    locked = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if locked.status != ProductStatus.REVIEW or locked.removed_at is not None:
        raise RefusedError(_("This product no longer waits for a review."))
    if not reader.is_present or not without_makers(Member.objects.filter(pk=reader.pk), locked).exists():
        raise RefusedError(_("Choose somebody who is in the network and had no hand in it."))
    KnowledgeProduct.objects.filter(pk=locked.pk).update(review_group=None, second_reader=reader)
    product.review_group, product.second_reader = None, reader
    AuditEvent.objects.record("expertise.product_reader_named", locked, by=by, subject=reader)
    notify(
        notices.REVIEW_ASKED,
        to=[reader],
        key=f"expertise.product_review:{locked.pk}:{locked.review_round}:reader",
        url=reverse("expertise:product_review", args=[locked.slug]),
        by=by,
        **words_about(locked),
    )
