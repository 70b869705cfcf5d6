"""The corner of Lesson Study in the space of a group, and finished studies as evidence of what somebody knows."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import EvidenceGround, EvidenceKind
from expertise.claims.queries import Thing
from expertise.claims.registry import EvidenceSource, Link, Suggested
from expertise.claims.registry import register as register_evidence
from knowledge_network.kit.dates import nice_date
from knowledge_network.topics.enums import TopicState
from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.models import CycleTopic, LessonStudyCycle
from lesson_study.cycles.presenters.lists import where_it_stands
from lesson_study.cycles.queries import find_taken_part_in
from plg.space.corners import Corner, Line, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader

MOST_LINES = 5
MOST_TO_CHOOSE = 40


def list_lines(group: Any, reader: Any) -> list[Line]:
    """What runs in the group, and what it finished. One query."""
    cycles = LessonStudyCycle.objects.filter(group=group).exclude(state=CycleState.STOPPED)
    rows = cycles.order_by("-changed_at", "-pk")[:MOST_LINES]
    return [Line(cycle.title, cycle.get_absolute_url(), where_it_stands(cycle)) for cycle in rows]


def find_start(group: Any, reader: Any) -> str:
    if not reader.has_perm("lesson_study.start_cycle", group):
        return ""
    return f"{reverse('lesson_study:cycle_start')}?groep={group.slug}"


register(
    Corner(
        name="lesson_study",
        heading=_("Lesson Study of this group"),
        icon="flask-conical",
        empty=_("Design a lesson with some of you, look at how pupils learn, and make it better."),
        button=_("Start a Lesson Study"),
        lines=list_lines,
        start=find_start,
    )
)


# Evidence -----------------------------------------------------------------------------------------


def studies_to_show(member: Member) -> list[Thing]:
    """Studies that `member` took part in, finished and shared. One query."""
    return [_thing(cycle) for cycle in find_taken_part_in(member).order_by("-finished_at", "-pk")[:MOST_TO_CHOOSE]]


def _thing(cycle: LessonStudyCycle) -> Thing:
    """Who reads a claim may be a stranger: the words that stand with it name the group and the day, the study itself
    only its link, for who may see it.
    """
    day = timezone.localdate(cycle.finished_at)
    words = {"group": cycle.group.name, "day": nice_date(day)}
    return EVIDENCE.thing(
        cycle,
        cycle.public_id,
        label=gettext("%(title)s (%(group)s, finished %(day)s)") % {"title": cycle.title, **words},
        title=gettext("Lesson Study of %(group)s, finished %(day)s") % words,
        kind=EvidenceKind.LESSON_STUDY,
        ground=EvidenceGround.PRACTICE_RESEARCH,
        happened_on=day,
    )


def find_address_of(cycle: LessonStudyCycle) -> str:
    """What it left for all members where it was shared, else where it stands."""
    is_shared = cycle.is_finished and cycle.shared_at is not None
    return reverse("lesson_study:archive", args=[cycle.public_id]) if is_shared else cycle.get_absolute_url()


def links_to_studies(keys: Collection[str], reader: Reader) -> dict[str, Link]:
    """One query. Where it is not shared any more, its page says where it stands to who may know of it."""
    found = {}
    for cycle in LessonStudyCycle.objects.visible_to(reader).filter(public_id__in=keys):
        text = gettext("Substantiated by Lesson Study «%(title)s»") % {"title": cycle.title}
        found[cycle.public_id] = Link(find_address_of(cycle), text)
    return found


def topics_studied(member: Member) -> list[Suggested]:
    """What the studies of `member` were about, the latest first. One query."""
    rows = CycleTopic.objects.filter(
        content_object__in=find_taken_part_in(member).order_by(), tag__state=TopicState.APPROVED
    )
    rows = rows.select_related("tag", "content_object").order_by("-content_object__finished_at", "tag__name")
    text = gettext("You studied it in the Lesson Study «%(title)s».")
    return [
        Suggested(row.tag, text % {"title": row.content_object.title}, EVIDENCE.key_of(row.content_object.public_id))
        for row in rows[:MOST_TO_CHOOSE]
    ]


EVIDENCE = register_evidence(
    EvidenceSource(
        name="lesson_study",
        label=_("Lesson Studies"),
        things=studies_to_show,
        links=links_to_studies,
        suggests=topics_studied,
    )
)
