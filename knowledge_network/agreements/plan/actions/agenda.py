"""The strategic agenda, and how the partners look back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.plan.actions.plans import store
from knowledge_network.agreements.plan.models import Evaluation, StrategicAgendaItem
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def add_theme(*, partnership: Partnership, by: Member, **fields: Any) -> StrategicAgendaItem:
    item = StrategicAgendaItem.objects.create(partnership=partnership, **fields)
    AuditEvent.objects.record("agreements.theme_added", item, by=by)
    return item


@transaction.atomic
def change_theme(*, item: StrategicAgendaItem, by: Member, **fields: Any) -> StrategicAgendaItem:
    held = StrategicAgendaItem.objects.select_for_update(of=("self",)).select_related("topic").get(pk=item.pk)
    store(held, fields)
    AuditEvent.objects.record("agreements.theme_changed", held, by=by)
    return held


@transaction.atomic
def remove_theme(*, item: StrategicAgendaItem, by: Member) -> None:
    """Refused while themes hang below it; activities stay, without a theme."""
    if item.children.exists():
        raise RefusedError(_("Other themes are part of this one. Move those first."))
    AuditEvent.objects.record("agreements.theme_removed", item, by=by)
    item.delete()


@transaction.atomic
def write_evaluation(*, partnership: Partnership, by: Member, **fields: Any) -> Evaluation:
    evaluation = Evaluation.objects.create(partnership=partnership, written_by=by, **fields)
    AuditEvent.objects.record("agreements.evaluation_written", evaluation, by=by)
    return evaluation


@transaction.atomic
def change_evaluation(*, evaluation: Evaluation, by: Member, **fields: Any) -> Evaluation:
    held = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    store(held, fields)
    AuditEvent.objects.record("agreements.evaluation_changed", held, by=by)
    return held


@transaction.atomic
def remove_evaluation(*, evaluation: Evaluation, by: Member) -> None:
    AuditEvent.objects.record("agreements.evaluation_removed", evaluation, by=by)
    evaluation.delete()
