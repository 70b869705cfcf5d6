"""What a group shares with everybody («opbrengst»)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh
from plg.groups.models import Group
from plg.space.models import GroupFile, GroupResult


def _check_file(group: Group, file: GroupFile | None) -> None:
    if file is not None and (file.group_id != group.pk or file.removed_at is not None):
        raise RefusedError(_("Choose a file of this group."))


@transaction.atomic
def add_result(
    *, group: Group, by: Member, title: str, summary: str, link: str = "", file: GroupFile | None = None, **fields: Any
) -> GroupResult:
    """Publish a result. A `file` of the group becomes public with it, and only because it is chosen here."""
    _check_file(group, file)
    result = GroupResult.objects.create(
        group=group, added_by=by, title=title, summary=summary, link=link, file=file, **fields
    )
    AuditEvent.objects.record("plg.result_added", result, by=by, group=group.slug, with_file=file is not None)
    refresh("group", [group.pk])
    return result


@transaction.atomic
def change_result(
    *, result: GroupResult, by: Member, title: str, summary: str, link: str = "", file: GroupFile | None = None
) -> GroupResult:
    _check_file(result.group, file)
    result.title, result.summary, result.link, result.file = title, summary, link, file
    result.save(update_fields=["title", "summary", "link", "file"])
    AuditEvent.objects.record("plg.result_changed", result, by=by, group=result.group.slug, with_file=file is not None)
    refresh("group", [result.group_id])
    return result


@transaction.atomic
def remove_result(*, result: GroupResult, by: Member) -> None:
    """Take a result off the page; `restore_result` brings it back."""
    _set_removed(result, timezone.now())
    AuditEvent.objects.record("plg.result_removed", result, by=by, group=result.group.slug)


@transaction.atomic
def restore_result(*, result: GroupResult, by: Member) -> None:
    _set_removed(result, None)
    AuditEvent.objects.record("plg.result_restored", result, by=by, group=result.group.slug)


def _set_removed(result: GroupResult, at: dt.datetime | None) -> None:
    result.removed_at = at
    result.save(update_fields=["removed_at"])
    refresh("group", [result.group_id])
