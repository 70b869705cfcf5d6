"""What of obligations can be found, by who reads them: what is asked and from which article it follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.members.people.models import Member
from knowledge_network.search.registry import (
    Document,
    Searchable,
    Shortcut,
    register,
    register_audiences,
    register_shortcut,
)

BOOST_OF_DONE = 0.5
READERS = "agreement-readers"


@register_audiences
def readers(member: Member) -> Collection[str]:
    """Who leads a school or a partner, or runs the network: without a query."""
    return [READERS] if member.has_perm("agreements.read_agreements") else []


def obligations(pks: Collection[int] | None) -> Iterator[Document]:
    chosen = Obligation.objects.all() if pks is None else Obligation.objects.filter(pk__in=pks)
    for one in chosen.select_related("rule__article").order_by("pk").iterator(chunk_size=500):
        article = one.rule.article
        yield Document(
            object_key=str(one.pk),
            title=one.rule.title,
            subtitle=f"Artikel {article.number} · {one.school_year}-{one.school_year + 1}",
            url=one.get_absolute_url(),
            words="",
            audiences=[READERS],
            boost=1.0 if one.is_open else BOOST_OF_DONE,
        )


register(Searchable(kind="obligation", label=_("Obligations"), icon="handshake", documents=obligations))
register_shortcut(
    Shortcut(
        name="agreements",
        label=_("Agreements of the partners"),
        icon="handshake",
        url_name="agreements:agreements_home",
        words=_("obligations work plan budget"),
        order=60,
    )
)
