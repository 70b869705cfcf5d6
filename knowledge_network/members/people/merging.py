"""What two accounts of one person have, brought under one of them: row by row, whatever part of the network it is of.

A row that cannot go over, for the other account has the same (a vote, an attendance) or because it would be about
oneself (an endorsement), is dropped. The database says which: its constraints hold here as everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from knowledge_network.members.people.models import Appointment, Member

# What stays with the account to which it happened, and copies that are made anew when a member changes.
STAYS = frozenset(
    {
        *("members.auditevent", "members.membermerge", "members.networkrole", "notifications.delivery"),
        *("members.askmeabout", "expertise.findableexpert"),
    }
)
MAIN = "is_primary"  # not a field that points anywhere: it is only given up


@dataclass(frozen=True)
class Moved:
    """Rows of a model of which a field points at the other account now."""

    model: str
    field: str
    keys: list[Any]


@dataclass
class Outcome:
    """What a merge does: enough to tell it, and to put it back."""

    moved: list[Moved] = field(default_factory=list)
    # Rows that are gone, as Django writes them; with them what hung on them.
    dropped: list[dict[str, Any]] = field(default_factory=list)
    # What is dropped, in words: its kind and its name.
    told: list[tuple[str, str]] = field(default_factory=list)

    def tally(self) -> list[tuple[str, int]]:
        """How many rows of each kind go over."""
        counts: dict[str, int] = {}
        for part in self.moved:
            if part.field == MAIN:
                continue
            label = str(_find_model(part.model)._meta.verbose_name_plural)
            counts[label] = counts.get(label, 0) + len(part.keys)
        return sorted(counts.items())


def _find_model(label: str) -> type[models.Model]:
    from django.apps import apps  # noqa: PLC0415 models are loaded by now

    return apps.get_model(label)


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
        _yield_main_work(ended, outcome)
    for reference in list_references():
        _move(reference, kept, ended, outcome)
    return outcome


def _yield_main_work(ended: Member, outcome: Outcome) -> None:
    """One of the appointments of a member is the main one: that of the account that stays."""
    main = Appointment.objects.filter(member=ended, is_primary=True)
    keys = list(main.values_list("pk", flat=True))
    if keys:
        main.update(is_primary=False)
        outcome.moved.append(Moved("members.appointment", MAIN, keys))


def _move(reference: models.ForeignKey[Any, Any], kept: Member, ended: Member, outcome: Outcome) -> None:
    """All at once; where the database objects to one of them, one by one."""
    model, name = reference.model, reference.name
    keys = list(model._base_manager.filter(**{name: ended}).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return
    if _point(model, name, keys, kept):
        outcome.moved.append(Moved(model._meta.label_lower, name, keys))
        return
    went = []
    for key in keys:
        if _point(model, name, [key], kept):
            went.append(key)
        else:
            _drop(model, key, outcome)
    if went:
        outcome.moved.append(Moved(model._meta.label_lower, name, went))


def _point(model: type[models.Model], name: str, keys: list[Any], member: Member) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).update(**{name: member})
    except IntegrityError:
        return False
    return True


def _drop(model: type[models.Model], key: Any, outcome: Outcome) -> None:
    """Delete a row with what hangs on it, and keep both; a row on which others stand stays where it is."""
    row = model._base_manager.get(pk=key)
    collector = Collector(using="default", origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return
    gone = [one for rows in collector.data.values() for one in rows]
    gone += [one for rows in collector.fast_deletes for one in rows]
    outcome.told += [(str(one._meta.verbose_name), str(one)) for one in gone]
    outcome.dropped += json.loads(serializers.serialize("json", gone))
    collector.delete()


def put_back(*, kept: Member, ended: Member, moved: list[dict[str, Any]], dropped: list[dict[str, Any]]) -> None:
    """Undo `move_rows`: what was dropped is there again, and what still points at `kept` goes back."""
    for restored in serializers.deserialize("python", dropped):
        try:
            with transaction.atomic():
                restored.save()
        except IntegrityError:
            continue  # its place was taken meanwhile
    main = [part for part in moved if part["field"] == MAIN]
    for part in moved:
        if part["field"] != MAIN:
            model = _find_model(part["model"])
            rows = model._base_manager.filter(pk__in=part["keys"], **{part["field"]: kept})
            rows.update(**{part["field"]: ended})
    for part in main:
        Appointment.objects.filter(pk__in=part["keys"], member=ended).update(is_primary=True)
