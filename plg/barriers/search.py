"""How barriers are found: by every member, once a group brought them into the inventory."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import MEMBERS, Document, Searchable, Shortcut, register, register_shortcut
from plg.barriers.actions import KIND
from plg.barriers.models import Barrier


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = Barrier.objects.with_words()
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for barrier in chosen.order_by("pk").iterator(chunk_size=100):
        yield Document(
            object_key=str(barrier.pk),
            title=barrier.entry.title,
            subtitle=barrier.entry.walk.group.name,
            url=barrier.get_absolute_url(),
            words=barrier.entry.first,
            audiences=[MEMBERS],
            boost=0.8,
        )


register(Searchable(kind=KIND, label=_("Barriers"), icon="ban", documents=build_documents))
register_shortcut(
    Shortcut(
        name="plg.barriers",
        label=_("Barriers"),
        icon="ban",
        url_name="plg:barrier_list",
        words=_("in the way board teacher education ministry OCW rule answer what became of it"),
    )
)
