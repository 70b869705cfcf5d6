"""Making, changing and keeping knowledge products. What readers decide is in `product_reviews`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from expertise.products import notices
from expertise.products.actions.contacts import set_contact
from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from expertise.products.queries.reviews import find_readers, fitting_group
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.search.actions import refresh

if TYPE_CHECKING:
    from knowledge_network.topics.models import Topic
    from plg.groups.models import Group

# Words that are addresses themselves below /kennisbank/.
RESERVED_SLUGS = frozenset({"toevoegen", "mijn", "beoordelen", "methoden", "product"})
LEAST_TOPICS = 2
REVIEW_AFTER = relativedelta(months=24)
CONFIRMED_FOR = relativedelta(months=12)
NOT_PUBLISHED = _("This product is not published now. Look again.")


def free_slug(title: str) -> str:
    """An address that no product has."""
    base = slugify(title)[:100].strip("-") or "product"
    taken = set(KnowledgeProduct.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def words_about(product: KnowledgeProduct) -> dict[str, Any]:
    """What a notice about it holds."""
    return {"product": product.public_id, "title": product.title}


@transaction.atomic
def create_product(
    *,
    by: Member,
    title: str,
    group: Group | None = None,
    contact_person: Member | None = None,
    topics: Iterable[Topic] = (),
    at: dt.datetime | None = None,
    **fields: object,
) -> KnowledgeProduct:
    """A draft, seen by its makers only; `by` is the contact person unless the group or the caller names another."""
    now = at or timezone.now()
    product = KnowledgeProduct.objects.create(
        slug=free_slug(title), title=title, group=group, added_by=by, added_at=now, changed_at=now, **fields
    )
    product.topics.set(topics)
    set_contact(product=product, to=contact_person or by, by=by, at=now, tell=False)
    AuditEvent.objects.record("expertise.product_added", product, by=by)
    return product


@transaction.atomic
def update_product(
    *, product: KnowledgeProduct, by: Member, changes: dict[str, Any], topics: Iterable[Topic] | None = None
) -> KnowledgeProduct:
    """Change what it says. While it is being reviewed nothing changes under the eyes of its readers."""
    locked = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if locked.status == ProductStatus.REVIEW:
        raise RefusedError(_("This is being reviewed now. Take it back first if you want to change it."))
    contact = changes.pop("contact_person", None)
    changed = [name for name, value in changes.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, changes[name])
    if topics is not None and {topic.pk for topic in topics} != set(locked.topics.values_list("pk", flat=True)):
        locked.topics.set(topics)
        changed.append("topics")
    if changed:
        locked.changed_at = timezone.now()
        locked.save()
        AuditEvent.objects.record("expertise.product_changed", locked, by=by, fields=changed)
        refresh("product", [locked.pk])
    if contact is not None and contact.pk != locked.contact_person_id:
        set_contact(product=locked, to=contact, by=by)
    return locked


@transaction.atomic
def discard_untouched_draft(*, product: KnowledgeProduct, by: Member) -> bool:
    """Take away a draft that nobody worked on since it was made, as if it had never been; False when it stays."""
    rows = KnowledgeProduct.objects.select_for_update().filter(
        pk=product.pk, status=ProductStatus.DRAFT, changed_at=F("added_at"), review_round=0, removed_at__isnull=True
    )
    draft = rows.first()
    if draft is None or draft.versions.exists() or draft.contact_person_id != draft.added_by_id:
        return False
    AuditEvent.objects.record("expertise.product_draft_discarded", draft, by=by)
    draft.delete()
    return True


def missing_parts(product: KnowledgeProduct) -> list[str | Promise]:
    """What a product must have before others look at it, in words; empty when all is there."""
    checks = [
        (_("a summary"), bool(product.summary.strip())),
        (_("at least two topics"), product.topics.count() >= LEAST_TOPICS),
        (_("for whom it is"), bool(product.for_whom.strip() or product.sectors or product.year_groups)),
        (_("a file or a link"), bool(product.link) or product.versions.exists()),
        (
            _("a contact person who is in the network"),
            product.contact_person is not None and product.contact_person.is_present,
        ),
    ]
    return [text for text, is_there in checks if not is_there]


@transaction.atomic
def submit_for_review(*, product: KnowledgeProduct, by: Member, at: dt.datetime | None = None) -> KnowledgeProduct:
    """Ask two others to look at it: of the expert group that fits, else the coordinator and somebody they name."""
    now = at or timezone.now()
    locked = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if locked.status != ProductStatus.DRAFT or locked.removed_at is not None:
        raise RefusedError(_("Only a draft can be sent in. Look again."))
    if missing := missing_parts(locked):
        raise RefusedError(_("Not yet. Missing: %(what)s.") % {"what": ", ".join(str(part) for part in missing)})
    locked.status, locked.submitted_at = ProductStatus.REVIEW, now
    locked.review_round += 1
    locked.review_group, locked.second_reader = fitting_group(locked), None
    locked.save(update_fields=["status", "submitted_at", "review_round", "review_group", "second_reader"])
    AuditEvent.objects.record("expertise.product_submitted", locked, by=by, round=locked.review_round)
    _ask_readers(locked, by=by, at=now)
    return locked


def _ask_readers(product: KnowledgeProduct, *, by: Member, at: dt.datetime) -> None:
    group = product.review_group
    notify(
        notices.REVIEW_ASKED if group else notices.READER_NEEDED,
        to=find_readers(group, product) if group else coordinators_of_network(),
        key=f"expertise.product_review:{product.pk}:{product.review_round}",
        url=reverse("expertise:product_review", args=[product.slug]),
        by=by,
        group_key=group.slug if group else "",
        at=at,
        **words_about(product),
    )


@transaction.atomic
def withdraw_from_review(*, product: KnowledgeProduct, by: Member) -> None:
    """Back to draft, to change something; what readers found so far counts no more."""
    locked = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if locked.status != ProductStatus.REVIEW:
        return
    KnowledgeProduct.objects.filter(pk=locked.pk).update(
        status=ProductStatus.DRAFT, review_group=None, second_reader=None
    )
    forget_notices(keys=[f"expertise.product_review:{locked.pk}:{locked.review_round}"])
    AuditEvent.objects.record("expertise.product_withdrawn", locked, by=by)


# After it was published -------------------------------------------------------------------------


@transaction.atomic
def confirm_still_right(*, product: KnowledgeProduct, by: Member, today: dt.date | None = None) -> None:
    """«Nog actueel»: up to date again, for a year."""
    _set_in_view(product, ProductStatus.PUBLISHED, review_on=(today or timezone.localdate()) + CONFIRMED_FOR)
    forget_notices(keys=[f"expertise.product_to_revise:{product.pk}:{product.review_on}"])
    AuditEvent.objects.record("expertise.product_confirmed", product, by=by)


@transaction.atomic
def mark_historical(*, product: KnowledgeProduct, by: Member) -> None:
    """Kept to be found, with its contact person, and no longer kept up to date."""
    _set_in_view(product, ProductStatus.HISTORICAL, review_on=None)
    AuditEvent.objects.record("expertise.product_historical", product, by=by)


def _set_in_view(product: KnowledgeProduct, status: ProductStatus, *, review_on: dt.date | None) -> None:
    in_view = KnowledgeProduct.objects.in_view().filter(pk=product.pk)
    if not in_view.update(status=status, review_on=review_on):
        raise RefusedError(NOT_PUBLISHED)
    refresh("product", [product.pk])


@transaction.atomic
def mark_to_revise(*, product_id: int, today: dt.date) -> bool:
    """Ask the contact person to look at it again. Safe to repeat: only what is due and still said to be up to date."""
    rows = KnowledgeProduct.objects.select_for_update(skip_locked=True)
    due = rows.filter(
        pk=product_id, status=ProductStatus.PUBLISHED, review_on__lte=today, removed_at__isnull=True
    ).first()
    if due is None:
        return False
    _ask_contact(due, by=None, review_on=due.review_on)
    return True


@transaction.atomic
def ask_to_revise(*, product: KnowledgeProduct, by: Member, today: dt.date | None = None) -> None:
    """Ask the contact person to look at it again now, before its day."""
    day = today or timezone.localdate()
    if not KnowledgeProduct.objects.in_view().filter(pk=product.pk).update(review_on=day):
        raise RefusedError(NOT_PUBLISHED)
    _ask_contact(product, by=by, review_on=day)


def _ask_contact(product: KnowledgeProduct, *, by: Member | None, review_on: dt.date | None) -> None:
    KnowledgeProduct.objects.filter(pk=product.pk).update(status=ProductStatus.TO_REVISE)
    notify(
        notices.TO_REVISE,
        to=[product.contact_person] if product.contact_person else [],
        key=f"expertise.product_to_revise:{product.pk}:{review_on}",
        url=product.get_absolute_url(),
        by=by,
        **words_about(product),
    )
    AuditEvent.objects.record("expertise.product_to_revise", product, by=by)
    refresh("product", [product.pk])


@transaction.atomic
def put_status_back(*, product: KnowledgeProduct, by: Member, status: str, review_on: dt.date | None) -> None:
    """As it was before it was confirmed, laid to rest or asked about: who did not hear of that yet is told nothing."""
    if status not in ProductStatus.IN_VIEW:
        raise RefusedError(NOT_PUBLISHED)
    forget_notices(keys=[f"expertise.product_to_revise:{product.pk}:{product.review_on}"])
    _set_in_view(product, ProductStatus(status), review_on=review_on)
    AuditEvent.objects.record("expertise.product_status_put_back", product, by=by)


@transaction.atomic
def remove_product(*, product: KnowledgeProduct, by: Member, reason: str) -> None:
    """Out of sight for everybody; makers read why. `restore_product` brings it back."""
    if not reason.strip():
        raise RefusedError(_("Say why."))
    rows = KnowledgeProduct.objects.filter(pk=product.pk, removed_at__isnull=True)
    if not rows.update(removed_at=timezone.now(), removal_reason=reason):
        return
    event = AuditEvent.objects.record("expertise.product_removed", product, by=by)
    notify(
        notices.REMOVED,
        to=people_behind(product),
        key=f"expertise.product_removed:{product.pk}:{event.pk}",
        url=reverse("expertise:product_mine"),
        by=by,
        reason=reason,
        **words_about(product),
    )
    refresh("product", [product.pk])


@transaction.atomic
def restore_product(*, product: KnowledgeProduct, by: Member) -> None:
    rows = KnowledgeProduct.objects.filter(pk=product.pk, removed_at__isnull=False)
    if not rows.update(removed_at=None, removal_reason=""):
        return
    AuditEvent.objects.record("expertise.product_restored", product, by=by)
    refresh("product", [product.pk])


def people_behind(product: KnowledgeProduct) -> list[Member]:
    """Its contact person and who added it."""
    people = [product.contact_person, product.added_by]
    return [person for person in people if person is not None]


# What follows from elsewhere --------------------------------------------------------------------


@transaction.atomic
def without_name(*, name: str) -> None:
    """Take a name off the makers of every product."""
    if not name:
        return
    for product in KnowledgeProduct.objects.filter(makers__contains=name):
        others = [part for part in (word.strip() for word in product.makers.split(",")) if part != name]
        KnowledgeProduct.objects.filter(pk=product.pk).update(makers=", ".join(others))
        refresh("product", [product.pk])
