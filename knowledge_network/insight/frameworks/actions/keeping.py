"""Making and changing a framework and its criteria. What is looked at by now keeps the criteria as they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledge_network.insight.frameworks.models import Criterion, Framework
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.ids import random_public_id
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search

KIND = "framework"
MOST_CRITERIA = 40
# Words that stand in addresses where otherwise a framework does.
TAKEN = ("nieuw", "ronde")


def _lock(framework: Framework) -> Framework:
    return Framework.objects.select_for_update(of=("self",), no_key=True).get(pk=framework.pk)


def _record(verb: str, framework: Framework, by: Member) -> None:
    AuditEvent.objects.record(f"insight.framework_{verb}", framework, by=by)
    search.refresh(KIND, [framework.pk])


@transaction.atomic
def add_framework(
    *, by: Member, title: str, scope: str, levels: Sequence[str] = (), intro: str = "", source: str = "",
    in_use: bool = True,
) -> Framework:  # fmt: skip
    """Without criteria yet. The address is made of the title, and stays."""
    slug = slugify(title)[:70] or random_public_id().lower()
    if slug in TAKEN or Framework.objects.filter(slug=slug).exists():
        slug = f"{slug}-{random_public_id().lower()[:6]}"
    framework = Framework.objects.create(
        slug=slug, title=title, scope=scope, levels=list(levels), intro=intro, source=source, in_use=in_use, made_by=by
    )
    _record("added", framework, by)
    return framework


@transaction.atomic
def change_framework(*, framework: Framework, by: Member, **values: Any) -> Framework:
    locked = _lock(framework)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    _record("changed", locked, by)
    return locked


@transaction.atomic
def add_criterion(*, framework: Framework, by: Member, **values: Any) -> Criterion:
    """Behind the others."""
    locked = _lock(framework)
    if locked.criteria.count() >= MOST_CRITERIA:
        raise RefusedError(_("A framework has forty criteria at most."))
    last = locked.criteria.aggregate(last=Max("position"))["last"] or 0
    criterion = Criterion.objects.create(framework=locked, position=last + 1, **values)
    _record("changed", locked, by)
    return criterion


@transaction.atomic
def change_criterion(*, criterion: Criterion, by: Member, **values: Any) -> None:
    locked = _lock(criterion.framework)
    if not Criterion.objects.filter(pk=criterion.pk).update(**values):
        raise RefusedError(_("This criterion is gone already."))
    _record("changed", locked, by)


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: Member) -> None:
    """Who looks by it now keeps it until they round off."""
    locked = _lock(criterion.framework)
    if Criterion.objects.filter(pk=criterion.pk).delete()[0]:
        _record("changed", locked, by)
