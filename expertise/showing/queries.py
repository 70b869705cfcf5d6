"""Who comes to what, and who is told."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from expertise.products.models import KnowledgeProduct
from expertise.showing.models import ShowDay, ShowDayQuerySet, ShowSlot, SlotVisit
from knowledge_network.members.people.models import Member


def list_slots(day: ShowDay) -> list[ShowSlot]:
    """By round and room, with `visit_count`. One query."""
    rows = day.slots.select_related("contact", "product").annotate(visit_count=Count("visits"))
    return list(rows.order_by("round", "room", "pk"))


def add_counts(days: ShowDayQuerySet, member: Member) -> ShowDayQuerySet:
    """How much each day shows, and to how much of it `member` goes. Counted by day, so only for the days of a page."""
    slots = ShowSlot.objects.filter(day=OuterRef("pk")).order_by().values("day").annotate(n=Count("pk")).values("n")
    visits = SlotVisit.objects.filter(day=OuterRef("pk"), member=member).order_by().values("day")
    mine = visits.annotate(n=Count("pk")).values("n")
    return days.annotate(slot_count=Coalesce(Subquery(slots), 0), my_count=Coalesce(Subquery(mine), 0))


def find_visits(day: ShowDay, member: Member) -> dict[int, SlotVisit]:
    """Slot → the visit of `member`. One query."""
    rows = SlotVisit.objects.filter(day=day, member=member).select_related("returned")
    return {visit.slot_id: visit for visit in rows}


def list_told_lines(slot: ShowSlot) -> list[SlotVisit]:
    """What visitors took home and let who showed it read. One query."""
    rows = slot.visits.filter(shared_with_contact=True, returned__isnull=False, returned__removed_at__isnull=True)
    return list(rows.select_related("returned", "member").order_by("at", "pk"))


def list_visitors(slot: ShowSlot) -> list[Member]:
    return list(Member.objects.filter(show_visits__slot=slot).order_by("sort_name", "pk"))


def list_people_of_day(day: ShowDay) -> list[Member]:
    """Who shows something or comes to look. One query."""
    rows = Member.objects.filter(show_visits__day=day) | Member.objects.filter(show_slots__day=day)
    return list(rows.distinct().order_by("sort_name", "pk"))


def find_products_to_show(member: Member) -> QuerySet[KnowledgeProduct]:
    """What is published for `member`, by title."""
    return KnowledgeProduct.objects.in_view_for(member).order_by("title", "pk")
