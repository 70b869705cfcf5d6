"""Files of a group, with their versions. Stored privately; the way to them is a view that asks who you are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from plg.groups.models import Group, GroupMembership
from plg.space.models.conversation import SEARCH_CONFIG

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


class GroupFileQuerySet(models.QuerySet["GroupFile"]):
    def visible_to(self, member: Member) -> Self:
        """Files of the groups that `member` is in today."""
        mine = GroupMembership.objects.current().filter(member=member)
        return self.present().filter(group__in=mine.values("group"))

    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def with_newest_version(self) -> Self:
        """What the newest version is: `newest` (its number), `file_name`, `media_type`, `size`, `newest_by` (a key)."""
        newest = FileVersion.objects.filter(file=models.OuterRef("pk")).order_by("-number")
        wanted = {"newest": "number", "newest_by": "added_by", **{n: n for n in ("file_name", "media_type", "size")}}
        return self.annotate(**{name: models.Subquery(newest.values(field)[:1]) for name, field in wanted.items()})

    def matching(self, words: str) -> Self:
        return self.annotate(found=SearchVector("title", "description", config=SEARCH_CONFIG)).filter(
            found=SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        )


class GroupFile(models.Model):
    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="files")
    title = models.CharField(_("name"), max_length=150)
    description = models.CharField(_("description"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = NetworkManager.from_queryset(GroupFileQuerySet)()

    privacy = PersonalModel(
        subjects=("added_by",),
        fields=dict.fromkeys(("added_by", "title", "description"), GROUP_WORK.keep()),
        impersonal=("public_id",),
        with_row=("group", "added_at", "changed_at", "removed_at"),
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["group", "-changed_at"], name="plg_file_newest")]

    def __str__(self) -> str:
        return self.title


class FileVersion(models.Model):
    file = models.ForeignKey(GroupFile, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.FileField(upload_to="groups/")
    file_name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    restored_from = models.PositiveIntegerField(_("restored from version"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("added_by",),
        fields=dict.fromkeys(("added_by", "content", "file_name", "note"), GROUP_WORK.keep()),
        impersonal=("media_type", "sha256"),
        with_row=("file", "number", "size", "restored_from", "added_at"),
    )

    class Meta:
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of files")
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="plg_file_version_once")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.number})"
