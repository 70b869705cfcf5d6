"""Frameworks are found by every member. What somebody said by one can be found by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.frameworks.actions.keeping import KIND
from knowledge_network.insight.frameworks.models import Framework
from knowledge_network.search.registry import (
    COORDINATORS,
    MEMBERS,
    Document,
    Searchable,
    Shortcut,
    register,
    register_shortcut,
)


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = Framework.objects.prefetch_related("criteria")
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for framework in chosen.order_by("pk").iterator(chunk_size=100):
        criteria = " ".join(one.text for one in framework.criteria.all())
        yield Document(
            object_key=str(framework.pk),
            title=framework.title,
            subtitle=str(framework.get_scope_display()),
            url=framework.get_absolute_url(),
            words=f"{framework.intro} {criteria}".strip(),
            audiences=[MEMBERS] if framework.in_use else [COORDINATORS],
            boost=0.7,
        )


register(Searchable(kind=KIND, label=_("Frameworks and profiles"), icon="list-checks", documents=build_documents))
register_shortcut(
    Shortcut(
        name="insight.frameworks",
        label=_("Frameworks and profiles"),
        icon="list-checks",
        url_name="insight:framework_list",
        words=_("competence profile quality self evaluation training school mentor teacher leader critical friend"),
    )
)
