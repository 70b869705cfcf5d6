"""What points at one row, brought under another row of the same kind, so that it can be put back.

Two accounts of one person, two topics that are one: row by row, whatever part of the network it is of. A row that
cannot go over, for the other has the same (a vote, an attendance) or because it would be about oneself (an
endorsement), is dropped. The database says which: its constraints hold here as everywhere.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id

UNDO_PERIOD = dt.timedelta(hours=24)


class Merge(models.Model):
    """Two rows that became one, and for a day what went over, so that it can go back."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    # Which rows went over and which could not, by model and key; emptied when the day is over.
    moved = models.JSONField(_("moved"), default=list)
    dropped = models.JSONField(_("dropped"), default=list)

    class Meta:
        abstract = True

    @classmethod
    def forget_rows(cls) -> int:
        """What can no longer be undone needs no copy of rows; how many merges."""
        old = cls._default_manager.filter(merged_at__lt=timezone.now() - UNDO_PERIOD).exclude(moved=[], dropped=[])
        return old.update(moved=[], dropped=[])

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() - self.merged_at < UNDO_PERIOD

    @property
    def undo_until(self) -> dt.datetime:
        return self.merged_at + UNDO_PERIOD


@dataclass(frozen=True)
class Moved:
    """Rows of a model of which a field held `before` and holds `after` now; both as JSON can keep them."""

    model: str
    field: str
    keys: list[Any]
    before: Any
    after: Any


@dataclass
class Outcome:
    """What moving did: enough to tell it, and to put it back."""

    moved: list[Moved] = field(default_factory=list)
    # Rows that are gone, as Django writes them; with them what hung on them.
    dropped: list[dict[str, Any]] = field(default_factory=list)
    # What is dropped, in words: its kind and its name.
    told: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """The fields `moved` and `dropped` of a row that keeps them for the time in which it can be undone."""
        return {"moved": [asdict(part) for part in self.moved], "dropped": self.dropped}

    def tally(self) -> list[tuple[str, int]]:
        """How many rows of each kind point elsewhere now."""
        counts: dict[str, int] = {}
        for part in self.moved:
            model = apps.get_model(part.model)
            if isinstance(model._meta.get_field(part.field), models.ForeignKey):
                label = str(model._meta.verbose_name_plural)
                counts[label] = counts.get(label, 0) + len(part.keys)
        return sorted(counts.items())

    def note(self, rows: models.QuerySet[Any], name: str, *, after: Any) -> None:
        """Give `rows` another value in field `name`, and remember what each held."""
        kept: dict[Any, list[Any]] = {}
        for key, before in rows.order_by("pk").values_list("pk", name):
            kept.setdefault(before, []).append(key)
        for before, keys in kept.items():
            rows.model._base_manager.filter(pk__in=keys).update(**{name: after})
            self.moved.append(Moved(rows.model._meta.label_lower, name, keys, _plain(before), _plain(after)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def move_rows(
    references: Iterable[models.ForeignKey[Any, Any]],
    *,
    kept: models.Model,
    ended: models.Model,
    outcome: Outcome,
    droppable: Callable[[type[models.Model]], bool] | None = None,
) -> None:
    """Let each of `references` that points at `ended` point at `kept`. In a transaction that may be rolled back.

    A row that cannot go over is dropped; where its model is not `droppable` it stays where it is.
    """
    for reference in references:
        _move(reference, kept, ended, outcome, may_drop=droppable is None or droppable(reference.model))


def _move(
    reference: models.ForeignKey[Any, Any], kept: models.Model, ended: models.Model, outcome: Outcome, *, may_drop: bool
) -> None:
    """All at once; where the database objects to one of them, one by one."""
    model, name = reference.model, reference.name
    keys = list(model._base_manager.filter(**{name: ended.pk}).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return
    went = keys if _point(model, name, keys, kept) else []
    if not went:
        for key in keys:
            if _point(model, name, [key], kept):
                went.append(key)
            elif may_drop:
                _drop(model, key, outcome)
    if went:
        outcome.moved.append(Moved(model._meta.label_lower, name, went, ended.pk, kept.pk))


def _point(model: type[models.Model], name: str, keys: list[Any], goal: models.Model) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).update(**{name: goal.pk})
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


def put_back(
    *, moved: list[Mapping[str, Any]], dropped: list[dict[str, Any]], may_return: Callable[[models.Model], bool]
) -> None:
    """Undo what an outcome says, the last first: what was dropped is there again, and what still holds the new value
    holds the old one. What was changed, taken or erased meanwhile stays as it is; of what was dropped comes back what
    `may_return`."""
    for restored in serializers.deserialize("python", dropped):
        if not may_return(restored.object):
            continue
        try:
            with transaction.atomic():
                restored.save()
                # What it points at may be gone; the database would say so only at the end of everything.
                connection.check_constraints()
        except IntegrityError:
            continue  # its place was taken meanwhile
    for part in reversed(moved):
        model = apps.get_model(part["model"])
        rows = model._base_manager.filter(pk__in=part["keys"], **{part["field"]: part["after"]})
        try:
            with transaction.atomic():
                rows.update(**{part["field"]: part["before"]})
                connection.check_constraints()
        except IntegrityError:
            continue
