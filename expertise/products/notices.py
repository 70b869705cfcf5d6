"""What is told around knowledge products. A notice holds the title and never what a reader wrote about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_noop, pgettext
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, Urgency, register

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from knowledge_network.notifications.events.models import Notice


def _product_of(notice: Notice) -> KnowledgeProduct | None:
    return KnowledgeProduct.objects.filter(public_id=notice.params.get("product", "")).first()


def reviewed_already(notice: Notice) -> str:
    """No longer waits for eyes, or was looked at by this reader in this round."""
    product = _product_of(notice)
    if product is None or product.removed_at is not None or product.status != ProductStatus.REVIEW:
        return "done already"
    seen = product.reviews.filter(round=product.review_round, by=notice.member_id)
    return "done already" if seen.exists() else ""


def looked_at_again(notice: Notice) -> str:
    product = _product_of(notice)
    if product is None or product.removed_at is not None or product.status != ProductStatus.TO_REVISE:
        return "done already"
    return "" if product.contact_person_id == notice.member_id else "done already"


def out_of_view(notice: Notice) -> str:
    product = _product_of(notice)
    return "" if product is not None and product.is_in_view else "not published any more"


def _removed(params: dict[str, Any]) -> str:
    sentence = gettext("«%(title)s» was taken out of the knowledge base.") % params
    return sentence + " " + pgettext("why something happened", "The reason: %(reason)s") % params


def _kind(name: str, text: str, why: str | _StrPromise, label: str | _StrPromise, **values: Any) -> NoticeKind:
    """A kind whose text is one sentence with the title in it; `text` is marked for translation where it is written."""
    return register(
        NoticeKind(
            name=f"expertise.{name}",
            text=lambda params: gettext(text) % params,
            why=why,
            label=label,
            section=Section.KNOWLEDGE_BASE,
            **{"icon": "library", "default": Channel.NOW, **values},
        )
    )


REVIEW_ASKED = _kind(
    "product_review_asked",
    gettext_noop("«%(title)s» waits for your eyes: two people look at it before it is published."),
    _("You take part in the expert group that knows about this, or the coordinator asked you."),
    _("A product waits for my review"),
    icon="eye",
    stale=reviewed_already,
    audience=Audience.EXPERTS,
)
READER_NEEDED = _kind(
    "product_reader_needed",
    gettext_noop("«%(title)s» was sent in and no expert group fits. Look at it and name a second reader."),
    _("You run the network."),
    _("A product was sent in and no expert group fits"),
    icon="eye",
    stale=reviewed_already,
    audience=Audience.COORDINATORS,
)
CHANGE_ASKED = _kind(
    "product_change_asked",
    gettext_noop("«%(title)s» needs a change before it can be published. Read what the reader wrote."),
    _("You made this product or are its contact person."),
    _("My product needs a change"),
    icon="pencil",
    urgency=Urgency.PROMPT,
)
PUBLISHED = _kind(
    "product_published",
    gettext_noop("«%(title)s» stands in the knowledge base. Two colleagues looked at it."),
    _("You made this product or are its contact person."),
    _("My product is published"),
    icon="badge-check",
    urgency=Urgency.PROMPT,
)
TO_REVISE = _kind(
    "product_to_revise",
    gettext_noop("Does «%(title)s» still hold? Say so with one press, or change it."),
    _("You are the contact person of this product."),
    _("It is time to look at my product again"),
    icon="refresh-cw",
    stale=looked_at_again,
)
CONTACT = _kind(
    "product_contact",
    gettext_noop("%(name)s is the contact person of «%(title)s» now."),
    _("You are or were the contact person of this product."),
    _("A product gets another contact person"),
    icon="handshake",
)
USED = _kind(
    "product_used",
    gettext_noop("A colleague used «%(title)s» and noted how it went."),
    _("You are the contact person of this product."),
    _("Somebody used my product"),
    icon="sprout",
    default=Channel.WEEKLY,
)
ON_TOPIC = _kind(
    "product_on_topic",
    gettext_noop("New about «%(topic)s»: %(title)s"),
    _("You follow this topic."),
    _("Something new about a topic that I follow"),
    icon="tag",
    default=Channel.WEEKLY,
    stale=out_of_view,
)
MESSAGE = _kind(
    "product_message",
    gettext_noop("%(name)s wrote to you about «%(title)s». The message is in your mail."),
    _("You are the contact person of this product."),
    _("Somebody asks about my product"),
    icon="mail",
    default=Channel.APP,
)
REMOVED = register(
    NoticeKind(
        name="expertise.product_removed",
        text=_removed,
        why=_("You made this product or are its contact person."),
        icon="trash-2",
        label=_("My product is taken out of the knowledge base"),
        section=Section.KNOWLEDGE_BASE,
        default=Channel.NOW,
        urgency=Urgency.PROMPT,
    )
)
