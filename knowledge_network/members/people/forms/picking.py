"""Naming one member of many in a form."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import match_active
from knowledge_network.kit.named import NamedField
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.queries import primary_work
from knowledge_network.members.people.search import name_filter


def look_for_people(people: QuerySet[Member], text: str) -> QuerySet[Member]:
    """By name, and by «name, school» as `name_person` writes it; with the main work of each."""
    name, _comma, place = text.partition(",")
    found = people.filter(name_filter(text)) if name_filter(text) else people.none()
    if place.strip():
        work = Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk"))
        there = work.filter(organisation__name__iexact=place.strip())
        found = found | people.filter(name_filter(name), Exists(there))
    return found.annotate(**primary_work("pk")).order_by("sort_name", "public_id")


def name_person(member: Member) -> str:
    return ", ".join(part for part in (member.get_full_name(), read_workplace(member)) if part)


def read_workplace(member: Member) -> str:
    """Where the main work is: as it came with the row, or by a query."""
    if hasattr(member, "workplace"):
        return member.workplace or ""
    return Member.objects.filter(pk=member.pk).values_list(primary_work("pk")["workplace"], flat=True).first() or ""


class PersonField(NamedField):
    """One of the members of `queryset`, by name."""

    def __init__(self, queryset: QuerySet[Member], **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("Type a part of the name.")
        super().__init__(
            queryset,
            look=look_for_people,
            name=name_person,
            address="members:member_suggest",
            offered=_("People"),
            **kwargs,
        )
