"""What of polls can be found, by who is in the group: the question only."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import Document, Searchable, group_audience, register
from plg.polls.models import Poll


def polls(pks: Collection[int] | None) -> Iterator[Document]:
    rows = Poll.objects.present()
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for poll in chosen.select_related("group").order_by("pk").iterator(chunk_size=500):
        yield Document(
            object_key=str(poll.pk),
            title=poll.title,
            subtitle=poll.group.name,
            url=poll.get_absolute_url(),
            words="",
            audiences=[group_audience(poll.group.slug)],
            boost=1.0 if poll.closed_at is None else 0.5,
        )


register(Searchable(kind="poll", label=_("Polls"), icon="chart-column", documents=polls))
