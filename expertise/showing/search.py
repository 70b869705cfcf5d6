"""How days of show and share are found: by every member, by what is shown there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from expertise.showing.actions.days import KIND
from expertise.showing.enums import ShowState
from expertise.showing.models import ShowDay
from knowledge_network.kit.dates import nice_date
from knowledge_network.search.registry import MEMBERS, Document, Searchable, Shortcut, register, register_shortcut


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = ShowDay.objects.filter(state=ShowState.OPEN).prefetch_related("slots")
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for day in chosen.order_by("pk").iterator(chunk_size=100):
        yield Document(
            object_key=str(day.pk),
            title=day.title,
            subtitle=str(nice_date(day.starts_at)),
            url=day.get_absolute_url(),
            words=" ".join([day.explanation, *(f"{slot.title} {slot.text}" for slot in day.slots.all())]).strip(),
            audiences=[MEMBERS],
            boost=0.8,
        )


register(Searchable(kind=KIND, label=_("Show and share"), icon="presentation", documents=build_documents))
register_shortcut(
    Shortcut(
        name="expertise.show_days",
        label=_("Show and share"),
        icon="presentation",
        url_name="expertise:show_day_list",
        words=_("show share programme market what do you take home"),
    )
)
