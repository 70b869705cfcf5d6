"""How offers are found: by every member, while they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from expertise.offers.actions.offers import KIND
from expertise.offers.models import Offer
from knowledge_network.search.registry import MEMBERS, Document, Searchable, Shortcut, register, register_shortcut


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = Offer.objects.standing().select_related("host").prefetch_related("topics")
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for offer in chosen.order_by("pk").iterator(chunk_size=100):
        topics = " ".join(topic.name for topic in offer.topics.all())
        yield Document(
            object_key=str(offer.pk),
            title=offer.title,
            subtitle=offer.host.name,
            url=offer.get_absolute_url(),
            words=f"{offer.text} {offer.brings} {offer.for_whom} {topics}".strip(),
            audiences=[MEMBERS],
            boost=0.9,
        )


register(Searchable(kind=KIND, label=_("Offers"), icon="heart-handshake", documents=build_documents))
register_shortcut(
    Shortcut(
        name="expertise.offers",
        label=_("Offers and working visits"),
        icon="heart-handshake",
        url_name="expertise:offer_list",
        words=_("catalogue workshop course visit another school learning task curriculum sign up"),
    )
)
register_shortcut(
    Shortcut(
        name="expertise.offer_add",
        label=_("Offer something"),
        icon="plus",
        url_name="expertise:offer_add",
        words=_("workshop course visit to my school learning task new offer"),
    )
)
