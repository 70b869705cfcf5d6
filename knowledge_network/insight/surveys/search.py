"""How rounds are found: by who is in the group and who runs the network. What somebody said is nowhere to be found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys.actions.waves import KIND
from knowledge_network.insight.surveys.models import Wave
from knowledge_network.search.registry import COORDINATORS, Document, Searchable, group_audience, register


def list_audiences(wave: Wave) -> list[str]:
    """A concept is on the desk of who runs the network. Of schools together nobody else finds it by its words."""
    if wave.is_concept or wave.group is None:
        return [COORDINATORS]
    return [COORDINATORS, group_audience(wave.group.slug)]


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = Wave.objects.select_related("group")
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for wave in chosen.order_by("pk").iterator(chunk_size=500):
        yield Document(
            object_key=str(wave.pk),
            title=wave.title,
            subtitle=wave.unit_name,
            url=wave.get_absolute_url(),
            words="",
            audiences=list_audiences(wave),
            boost=0.8,
        )


register(Searchable(kind=KIND, label=_("Scans"), icon="radar", documents=build_documents))
