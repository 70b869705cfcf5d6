"""What two accounts of one person have, brought under one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from knowledge_network.kit.moving import Outcome
from knowledge_network.kit.moving import move_rows as move
from knowledge_network.members.people.models import Appointment, Member

# What stays with the account to which it happened, and copies that are made anew when a member changes.
STAYS = frozenset(
    {
        *("members.auditevent", "members.membermerge", "members.networkrole", "notifications.delivery"),
        *("members.askmeabout", "expertise.findableexpert"),
    }
)


def list_references() -> Iterator[models.ForeignKey[Any, Any]]:
    """Every field of ours that points at a member; those of logging in stay with their account."""
    for relation in Member._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or not relation.related_model._meta.managed:
            continue
        model, found = relation.related_model, relation.field
        is_ours = hasattr(model, "privacy") or model._meta.auto_created
        if is_ours and model._meta.label_lower not in STAYS and isinstance(found, models.ForeignKey):
            yield found


def move_rows(*, kept: Member, ended: Member) -> Outcome:
    """Bring all rows of `ended` under `kept`. To be called in a transaction that the caller may roll back."""
    outcome = Outcome()
    if kept.appointments.filter(is_primary=True).exists():
        # One of the appointments of a member is the main one: that of the account that stays.
        outcome.note(Appointment.objects.filter(member=ended, is_primary=True), "is_primary", after=False)
    move(list_references(), kept=kept, ended=ended, outcome=outcome)
    return outcome


def is_of_nobody_erased(row: models.Model) -> bool:
    """Whether nobody to whom it points was erased since: what they had does not come back. One query at most."""
    fields = [one for one in row._meta.concrete_fields if one.related_model is Member]
    people = [key for one in fields if (key := getattr(row, one.attname)) is not None]
    return not people or not Member.objects.filter(pk__in=people, erased_at__isnull=False).exists()
