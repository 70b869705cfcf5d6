"""What of work plans every member finds: the activities, on the page of their year."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.plan.enums import ActivityState
from knowledge_network.agreements.plan.models import PlanActivity
from knowledge_network.search.registry import MEMBERS, Document, Searchable, register

BOOST_OF_DONE = 0.5


def activities(pks: Collection[int] | None) -> Iterator[Document]:
    chosen = PlanActivity.objects.all() if pks is None else PlanActivity.objects.filter(pk__in=pks)
    rows = chosen.select_related("plan", "theme__topic").prefetch_related("groups").order_by("pk")
    for one in rows.iterator(chunk_size=500):
        theme = one.theme.topic.name if one.theme else ""
        yield Document(
            object_key=str(one.pk),
            title=one.title,
            subtitle=f"{one.plan.school_year}-{one.plan.school_year + 1}",
            url=one.plan.get_absolute_url(),
            words=" ".join([one.goal, one.result, theme, *(group.name for group in one.groups.all()), "werkplan"]),
            audiences=[MEMBERS],
            boost=1.0 if one.state in ActivityState.OPEN else BOOST_OF_DONE,
        )


register(
    Searchable(kind="plan_activity", label=_("Activities of work plans"), icon="list-checks", documents=activities)
)
