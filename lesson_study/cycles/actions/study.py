"""The study beforehand: what the team looks into, who reads what, what they took from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.together import lay_over
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from lesson_study.cycles.actions.cycles import lock_cycle
from lesson_study.cycles.enums import ReadingRole, StudyItemKind
from lesson_study.cycles.models import LessonStudyCycle, PriorStudyItem, ReadingTask

MOST_ITEMS = 60
WORDS = ("kind", "title", "text", "link")


@transaction.atomic
def add_study_item(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    kind: str,
    title: str,
    text: str = "",
    link: str = "",
    product: KnowledgeProduct | None = None,
    at: dt.datetime | None = None,
) -> PriorStudyItem:
    """Put something on the list. The same product twice, or the same words of a kind, give the same item."""
    locked = lock_cycle(cycle)
    items = PriorStudyItem.objects.filter(cycle=locked)
    same = items.filter(product=product) if product is not None else items.filter(kind=kind, title__iexact=title)
    if known := same.first():
        return known
    if items.count() >= MOST_ITEMS:
        raise RefusedError(_("Sixty items is a lot to read. Take something off the list first."))
    made = PriorStudyItem.objects.create(
        cycle=locked,
        kind=kind,
        title=title,
        text=text,
        link=link,
        product=product,
        position=items.count(),
        added_by=by,
        added_at=at or timezone.now(),
    )
    AuditEvent.objects.record("lesson_study.study_item_added", locked, by=by, kind=made.kind)
    search.refresh("lesson_study", [locked.pk])
    return made


@transaction.atomic
def change_study_item(
    *, item: PriorStudyItem, by: Member, seen: Mapping[str, str] | None = None, **values: Any
) -> tuple[str, ...]:
    """Other words; with what somebody else wrote since the writer had `seen` them. Returns where two wrote at once."""
    locked = PriorStudyItem.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=item.pk)
    longest = {field.name: field.max_length for field in locked._meta.fields if field.max_length}
    laid = lay_over(locked, {name: values[name] for name in WORDS if name in values}, seen or {}, longest)
    if laid.values:
        for name, value in laid.values.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(laid.values))
        AuditEvent.objects.record("lesson_study.study_item_changed", locked.cycle, by=by, fields=list(laid.values))
        search.refresh("lesson_study", [locked.cycle_id])
    return laid.met


@transaction.atomic
def remove_study_item(*, item: PriorStudyItem, by: Member) -> None:
    AuditEvent.objects.record("lesson_study.study_item_removed", item.cycle, by=by, kind=item.kind)
    cycle = item.cycle_id
    item.delete()
    search.refresh("lesson_study", [cycle])


@transaction.atomic
def take_reading(*, item: PriorStudyItem, member: Member, role: str = ReadingRole.READS) -> ReadingTask:
    """Say that you read, summarise or present it; saying it again in another role changes the role."""
    if item.kind == StudyItemKind.MISCONCEPTION:
        raise RefusedError(_("A misconception is no reading."))
    task, _made = ReadingTask.objects.update_or_create(item=item, member=member, defaults={"role": role})
    AuditEvent.objects.record("lesson_study.reading_taken", item.cycle, by=member, subject=member)
    return task


@transaction.atomic
def finish_reading(
    *, item: PriorStudyItem, member: Member, note: str = "", is_done: bool = True, at: dt.datetime | None = None
) -> ReadingTask:
    """Done, with what you took from it; or not done after all."""
    task, _made = ReadingTask.objects.get_or_create(item=item, member=member)
    task.done_at = (task.done_at or at or timezone.now()) if is_done else None
    task.note = note
    task.save(update_fields=["done_at", "note"])
    AuditEvent.objects.record("lesson_study.reading_done", item.cycle, by=member, subject=member)
    return task


@transaction.atomic
def leave_reading(*, item: PriorStudyItem, member: Member) -> None:
    """Somebody else may do it. Repeating changes nothing."""
    if ReadingTask.objects.filter(item=item, member=member).delete()[0]:
        AuditEvent.objects.record("lesson_study.reading_left", item.cycle, by=member, subject=member)
