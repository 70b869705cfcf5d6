"""What of agreements can be found by every member: what was put up for signing. Drafts are found by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.search.registry import MEMBERS, Document, Searchable, Shortcut, register, register_shortcut


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = CollaborationAgreement.objects.select_related("amends", "amendment").exclude(
        status__in=sorted(AgreementStatus.BEING_WRITTEN)
    )
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    for agreement in rows.prefetch_related("articles", "parties").order_by("pk").iterator(chunk_size=50):
        texts = [f"{article.chapter} {article.title} {article.text}" for article in agreement.articles.all()]
        if agreement.amends is not None:
            texts.append(agreement.amendment.after)
        names = [party.name_as_signed for party in agreement.parties.all()]
        yield Document(
            object_key=str(agreement.pk),
            title=agreement.title,
            subtitle=_("version %(number)s") % {"number": agreement.version},
            url=agreement.get_absolute_url(),
            words=" ".join([agreement.preamble, *texts, *names, "afspraken"]),
            audiences=[MEMBERS],
            boost=1.0 if agreement.is_in_force else 0.5,
        )


register(Searchable(kind="agreement", label=gettext_lazy("Agreements"), icon="handshake", documents=documents))
register_shortcut(
    Shortcut(
        name="agreements.list",
        label=gettext_lazy("Read the agreement of the partners"),
        icon="handshake",
        url_name="agreements:agreement_list",
        words=gettext_lazy("cooperation contract parties articles"),
        order=70,
    )
)
