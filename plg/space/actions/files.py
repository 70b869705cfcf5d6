"""Files of a group: adding, new versions, older ones back, taking away.

What comes in was checked by `knowledge_network.kit.uploads`. The audit trail names the group and the file's id, never
its title.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, Sum
from django.db.models.functions import Greatest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.storage import find_store
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.search import actions as search
from plg.groups.models import Group
from plg.space import notices
from plg.space.models import FileVersion, GroupFile, GroupResult
from plg.space.queries import list_people

FOLDER = "groups"
KEPT_AFTER_REMOVAL = dt.timedelta(days=30)
STRAY_AFTER = dt.timedelta(days=1)


@transaction.atomic
def add_file(
    *,
    group: Group,
    by: Member,
    content: SafeFile,
    title: str = "",
    description: str = "",
    at: dt.datetime | None = None,
    tell: bool = True,
) -> tuple[GroupFile, bool]:
    """The file and whether it is new: content that the group has is not stored twice. Refused over the quota."""
    now = at or timezone.now()
    Group.objects.select_for_update().get(pk=group.pk)
    if known := _same_content(group, content):
        return known, False
    _check_quota(group, content.size)
    file = GroupFile.objects.create(
        group=group,
        title=title.strip() or content.name,
        description=description,
        added_by=by,
        added_at=now,
        changed_at=now,
    )
    _store_version(file, 1, content, by=by, at=now)
    Group.objects.filter(pk=group.pk).update(active_at=Greatest("active_at", now))
    AuditEvent.objects.record("plg.file_added", group, by=by, file=file.public_id)
    search.refresh("group_file", [file.pk])
    if tell:
        _tell(notices.FILE_ADDED, file, key=f"plg.file_added:{file.pk}", by=by, at=now)
    return file, True


@transaction.atomic
def add_version(
    *, file: GroupFile, by: Member, content: SafeFile, note: str = "", at: dt.datetime | None = None
) -> FileVersion:
    """A newer content under the same name. Refused when it equals the newest version, or goes over the quota."""
    now = at or timezone.now()
    Group.objects.select_for_update().get(pk=file.group_id)
    newest = file.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == content.sha256:
        raise RefusedError(_("This is the same as the newest version. Nothing was changed."))
    _check_quota(file.group, content.size)
    number = (newest.number if newest else 0) + 1
    version = _store_version(file, number, content, by=by, at=now, note=note)
    _version_arrived(file, version, by=by, at=now)
    return version


@transaction.atomic
def restore_version(*, version: FileVersion, by: Member, at: dt.datetime | None = None) -> FileVersion:
    """Make an older content the newest version; the versions between stay. It costs no room: the content is shared."""
    now = at or timezone.now()
    file = version.file
    Group.objects.select_for_update().get(pk=file.group_id)
    newest = file.versions.aggregate(number=Max("number"))["number"]
    if version.number == newest:
        return version
    restored = FileVersion.objects.create(
        file=file,
        number=newest + 1,
        content=version.content.name,
        file_name=version.file_name,
        media_type=version.media_type,
        size=version.size,
        sha256=version.sha256,
        restored_from=version.number,
        added_by=by,
        added_at=now,
    )
    _version_arrived(file, restored, by=by, at=now)
    return restored


@transaction.atomic
def rename_file(*, file: GroupFile, by: Member, title: str, description: str) -> None:
    """Change what it is called and what stands below it; the content stays."""
    if (title, description) == (file.title, file.description):
        return
    GroupFile.objects.filter(pk=file.pk).update(title=title, description=description)
    AuditEvent.objects.record("plg.file_renamed", file.group, by=by, file=file.public_id)
    search.refresh("group_file", [file.pk])


@transaction.atomic
def remove_file(*, file: GroupFile, by: Member) -> None:
    """Take it out of sight with all its versions; `restore_file` brings it back."""
    if not GroupFile.objects.present().filter(pk=file.pk).update(removed_at=timezone.now()):
        return
    search.remove("group_file", [file.pk])
    forget_notices(keys=[f"plg.file_added:{file.pk}", f"plg.file_version:{file.pk}"])
    AuditEvent.objects.record("plg.file_removed", file.group, by=by, subject=file.added_by, file=file.public_id)


@transaction.atomic
def restore_file(*, file: GroupFile, by: Member) -> None:
    if not GroupFile.objects.filter(pk=file.pk, removed_at__isnull=False).update(removed_at=None):
        return
    search.refresh("group_file", [file.pk])
    AuditEvent.objects.record("plg.file_restored", file.group, by=by, subject=file.added_by, file=file.public_id)


def used_bytes(group: Group) -> int:
    """The room that a group's files take: a restored version shares its content, what was removed does not count."""
    stored = FileVersion.objects.filter(file__group=group, file__removed_at__isnull=True, restored_from__isnull=True)
    return stored.aggregate(total=Sum("size"))["total"] or 0


def quota_bytes() -> int:
    return settings.GROUP_FILES_MEGABYTES * 1024 * 1024


def _check_quota(group: Group, size: int) -> None:
    left = quota_bytes() - used_bytes(group)
    if size > left:
        raise RefusedError(
            _("Your group has %(left)s left, this file is %(size)s. Remove files that you no longer need.")
            % {"left": filesizeformat(max(left, 0)), "size": filesizeformat(size)}
        )


def _same_content(group: Group, content: SafeFile) -> GroupFile | None:
    newest = GroupFile.objects.present().filter(group=group, versions__sha256=content.sha256)
    return newest.order_by("pk").first()


def _store_version(
    file: GroupFile, number: int, content: SafeFile, *, by: Member, at: dt.datetime, note: str = ""
) -> FileVersion:
    """Write the content under a name that says nothing, and drop it again when the row cannot be written."""
    stored_name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", content.as_django_file())
    try:
        with transaction.atomic():
            return FileVersion.objects.create(
                file=file,
                number=number,
                content=stored_name,
                file_name=content.name,
                media_type=content.media_type,
                size=content.size,
                sha256=content.sha256,
                note=note,
                added_by=by,
                added_at=at,
            )
    except Exception:
        default_storage.delete(stored_name)
        raise


def _version_arrived(file: GroupFile, version: FileVersion, *, by: Member, at: dt.datetime) -> None:
    GroupFile.objects.filter(pk=file.pk).update(changed_at=Greatest("changed_at", at))
    Group.objects.filter(pk=file.group_id).update(active_at=Greatest("active_at", at))
    AuditEvent.objects.record("plg.file_version_added", file.group, by=by, file=file.public_id, version=version.number)
    forget_notices(keys=[f"plg.file_version:{file.pk}"])
    _tell(notices.FILE_CHANGED, file, key=f"plg.file_version:{file.pk}:{version.number}", by=by, at=at)


def _tell(kind: NoticeKind, file: GroupFile, *, key: str, by: Member, at: dt.datetime) -> None:
    notify(
        kind,
        to=list_people(file.group),
        key=key,
        url=reverse("plg:file_detail", args=[file.group.slug, file.public_id]),
        by=by,
        group_key=file.group.slug,
        at=at,
        name=by.get_full_name(),
        title=file.title,
        group=file.group.name,
    )


# What is no longer wanted ---------------------------------------------------------------------


def purge_removed_files(*, now: dt.datetime | None = None) -> int:
    """Delete for good what was removed thirty days ago, and contents that no row knows. How many files went.

    A file that a result of the group shows to everybody is kept. Safe to run twice and side by side.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        due = GroupFile.objects.filter(removed_at__lt=moment - KEPT_AFTER_REMOVAL)
        shown = GroupResult.objects.filter(file__isnull=False).values("file")
        files = list(due.exclude(pk__in=shown).select_for_update(skip_locked=True).order_by("pk"))
        for file in files:
            AuditEvent.objects.record("plg.file_purged", file.group, by=None, file=file.public_id)
        GroupFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    delete_stray_contents(before=moment - STRAY_AFTER)
    return len(files)


def delete_stray_contents(*, before: dt.datetime) -> int:
    """Delete stored contents older than `before` that belong to no version (a process died between the two writes)."""
    known = set(FileVersion.objects.values_list("content", flat=True))
    strays = [name for name in find_store().list_older(FOLDER, before) if name not in known]
    for name in strays:
        default_storage.delete(name)
    return len(strays)
