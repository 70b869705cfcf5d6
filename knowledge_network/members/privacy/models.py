"""What members asked about their own data, and when it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import RIGHTS, PersonalModel
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.enums import DataRequestKind, DataRequestState

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, member: Reader) -> Self:
        if not member.is_authenticated:
            return self.none()
        return self.all() if member.is_privacy_contact else self.filter(member=member)


class DataRequest(models.Model):
    """A use of a right under the privacy law: a copy of one's data, or its erasure."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="data_requests", verbose_name=_("member"))
    kind = models.CharField(_("what"), max_length=10, choices=DataRequestKind)
    state = models.CharField(_("state"), max_length=10, choices=DataRequestState, default=DataRequestState.OPEN)
    requested_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_on = models.DateField(_("due"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Of a copy: the archive, for a week.
    file = models.FileField(_("file"), upload_to="copies/", blank=True, editable=False)

    objects = NetworkManager.from_queryset(DataRequestQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": RIGHTS.keep(), "file": RIGHTS.blank(exported=False)},
        with_row=("kind", "state", "requested_at", "due_on", "closed_at"),
    )

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=models.Q(state=DataRequestState.OPEN),
                name="members_datarequest_one_open_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.member}"

    @property
    def is_ready(self) -> bool:
        """A copy that can be fetched."""
        return bool(self.file)

    @property
    def is_erasure(self) -> bool:
        return self.kind == DataRequestKind.ERASURE


class ErasureNote(models.Model):
    """That something was erased for good; a file that outlives this database says it too (`kit.erasure_list`)."""

    kind = models.CharField(_("what"), max_length=40)
    mark = models.CharField(_("which one"), max_length=64)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager()

    # A fingerprint of a number that nothing bears any more.
    privacy = PersonalModel(impersonal=("kind", "mark"), names_nobody=True)

    class Meta:
        verbose_name = _("note of an erasure")
        verbose_name_plural = _("notes of erasures")
        constraints = [models.UniqueConstraint(fields=["kind", "mark"], name="members_erasure_noted_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark[:8]}"
