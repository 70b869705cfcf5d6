"""What of Lesson Studies can be found: what was shared by every member, what runs by its team and its expert."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import (
    MEMBERS,
    Document,
    Searchable,
    Shortcut,
    register,
    register_audiences,
    register_shortcut,
)
from lesson_study.cycles.enums import CycleState, StudyItemKind, Subject
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle, TeamMember


def team_audience(public_id: str) -> str:
    return f"lesson_study:{public_id}"


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = LessonStudyCycle.objects.exclude(state=CycleState.STOPPED)
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    related = rows.select_related("group").prefetch_related("study_items", "topics")  # type: ignore[misc]  # of taggit, without types
    for cycle in related.order_by("pk").iterator(chunk_size=200):
        is_shared = cycle.is_finished and cycle.shared_at is not None
        thoughts = [item.title for item in cycle.study_items.all() if item.kind == StudyItemKind.MISCONCEPTION]
        years = [f"groep {number}" for number in cycle.year_groups]
        topics = [word for topic in sorted(cycle.topics.all(), key=str) for word in (topic.name, *topic.synonyms)]
        about = (cycle.question, cycle.research_theme, str(Subject(cycle.subject).address), cycle.group.name)
        yield Document(
            object_key=str(cycle.pk),
            title=cycle.title,
            subtitle=cycle.question,
            url=cycle.get_absolute_url(),
            words=" ".join([*about, *thoughts, *years, *topics, "lesson study"]),
            audiences=[MEMBERS] if is_shared else [team_audience(cycle.public_id)],
        )


register(Searchable(kind="lesson_study", label=_("Lesson Studies"), icon="flask-conical", documents=documents))


@register_audiences
def audiences_of_teams(member: Any) -> QuerySet[Any, Any]:
    """One audience for each study in whose team the member is, or of which they are the expert."""
    in_team = TeamMember.objects.present().filter(member=member)
    expert = KnowledgeableOther.objects.standing().filter(member=member)
    audience = Concat(Value(team_audience("")), "public_id", output_field=TextField())
    # One's own rows first, then the studies by their keys: an OR over both would read every team of the network.
    near = in_team.values("cycle").union(expert.values("cycle"))
    return LessonStudyCycle.objects.filter(pk__in=near).order_by().values_list(audience, flat=True)


register_shortcut(
    Shortcut(
        name="lesson_study.start",
        label=_("Start a Lesson Study"),
        icon="flask-conical",
        url_name="lesson_study:cycle_start",
        words=_("research lesson observe case pupils"),
        order=62,
    )
)
