"""The reading list as a team sees it: by kind, with who does what, and what the library has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expertise.products.models import KnowledgeProduct
from knowledge_network.members.people.models import Member
from knowledge_network.search.queries import keys_of_kind
from knowledge_network.search.registry import MEMBERS, PUBLIC
from lesson_study.cycles.enums import StudyItemKind
from lesson_study.cycles.models import LessonStudyCycle, PriorStudyItem, ReadingTask

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_PRODUCTS = 8


@dataclass(frozen=True)
class ListedItem:
    item: PriorStudyItem
    tasks: list[ReadingTask]
    mine: ReadingTask | None

    @property
    def is_done(self) -> bool:
        return any(task.done_at is not None for task in self.tasks)


@dataclass(frozen=True)
class ReadingKind:
    label: str | _StrPromise
    is_misconception: bool
    items: list[ListedItem]


def group_reading(cycle: LessonStudyCycle, reader: Member) -> list[ReadingKind]:
    """Each kind that has something, in the order of the kinds. Two queries."""
    items = list(cycle.study_items.select_related("product", "added_by").order_by("position", "pk"))
    tasks: dict[int, list[ReadingTask]] = {}
    for task in ReadingTask.objects.filter(item__in=items).select_related("member").order_by("pk"):
        tasks.setdefault(task.item_id, []).append(task)
    return [
        ReadingKind(kind.label, kind == StudyItemKind.MISCONCEPTION, found)
        for kind in StudyItemKind
        if (found := _listed((item for item in items if item.kind == kind), tasks, reader))
    ]


def _listed(items: Iterable[PriorStudyItem], tasks: dict[int, list[ReadingTask]], reader: Member) -> list[ListedItem]:
    found = []
    for item in items:
        of_item = tasks.get(item.pk, [])
        mine = next((task for task in of_item if task.member_id == reader.pk), None)
        found.append(ListedItem(item, of_item, mine))
    return found


def find_products(cycle: LessonStudyCycle, reader: Member, words: str) -> list[KnowledgeProduct]:
    """What the library has about `words` that is not on the list yet, best first. Two queries."""
    keys = [int(key) for key in keys_of_kind("product", words, audiences=[PUBLIC, MEMBERS], most=40)]
    listed = cycle.study_items.filter(product__isnull=False).values("product")
    rows = {row.pk: row for row in KnowledgeProduct.objects.in_view().filter(pk__in=keys).exclude(pk__in=listed)}
    return [rows[key] for key in keys if key in rows][:MOST_PRODUCTS]
