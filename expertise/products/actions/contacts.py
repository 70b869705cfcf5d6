"""Who can be asked about a product. Never a public card with a dead contact."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products import notices
from expertise.products.emails import mail_about_product
from expertise.products.models import KnowledgeProduct, ProductContact
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify


@transaction.atomic
def set_contact(
    *,
    product: KnowledgeProduct,
    to: Member,
    by: Member | None,
    at: dt.datetime | None = None,
    tell: bool = True,
) -> None:
    """Make `to` the contact person and note from when; the former one is told too."""
    if not to.is_present:
        raise RefusedError(_("Choose somebody who is in the network."))
    today = timezone.localdate(at)
    former = product.contact_person
    if former is not None and former.pk == to.pk and product.contacts.filter(end__isnull=True).exists():
        return
    product.contacts.filter(end__isnull=True).update(end=today)
    ProductContact.objects.create(product=product, member=to, start=today)
    product.contact_person = to
    KnowledgeProduct.objects.filter(pk=product.pk).update(contact_person=to)
    if not tell:
        return
    event = AuditEvent.objects.record("expertise.product_contact_changed", product, by=by, subject=to)
    notify(
        notices.CONTACT,
        to=[person for person in (former, to) if person is not None],
        key=f"expertise.product_contact:{event.pk}",
        url=reverse("expertise:product_detail", args=[product.slug]),
        by=by,
        name=to.get_full_name(),
        title=product.title,
    )


def find_successor(product: KnowledgeProduct, *, without: Member | None = None) -> Member | None:
    """The contact person of the group that made it, else a coordinator."""
    group = product.group
    candidates: list[Member | None] = [group.contact_person] if group is not None else []
    candidates += coordinators_of_network()
    gone = without.pk if without else None
    return next((person for person in candidates if person and person.is_present and person.pk != gone), None)


@transaction.atomic
def hand_over_from(*, member: Member, by: Member | None = None) -> int:
    """Whoever is away answers no more questions: others take over. How many products moved."""
    moved = 0
    rows = KnowledgeProduct.objects.filter(contact_person=member).select_related("group__contact_person")
    for product in rows.order_by("pk"):
        moved += _hand_over(product, member, by)
    return moved


def _hand_over(product: KnowledgeProduct, member: Member | None, by: Member | None) -> bool:
    successor = find_successor(product, without=member)
    if successor is None:
        return False
    set_contact(product=product, to=successor, by=by)
    return True


def mend_contacts() -> int:
    """Give what is in view and has nobody present to ask a contact person. Safe to repeat; how many were mended."""
    nobody = Q(contact_person__isnull=True) | ~present("contact_person__")
    rows = KnowledgeProduct.objects.in_view().filter(nobody).select_related("group__contact_person", "contact_person")
    with transaction.atomic():
        return sum(_hand_over(product, product.contact_person, None) for product in rows.order_by("pk")[:200])


@transaction.atomic
def write_to_contact(*, product: KnowledgeProduct, by: Member | None, name: str, address: str, message: str) -> None:
    """Mail `message` to the contact person; the same message of the same day is sent once."""
    contact = product.contact_person
    if contact is None or not contact.is_present:
        raise RefusedError(_("This product has no contact person now. Write to the network."))
    same = "\0".join([product.public_id, address, message, str(timezone.localdate())])
    key = hashlib.sha256(same.encode()).hexdigest()[:24]
    mail_about_product(product=product, name=name, address=address, message=message, key=key)
    notify(
        notices.MESSAGE,
        to=[contact],
        key=f"expertise.product_message:{key}",
        url=reverse("expertise:product_detail", args=[product.slug]),
        by=by,
        name=name,
        title=product.title,
    )
    AuditEvent.objects.record("expertise.product_message", product, by=by, subject=contact)
