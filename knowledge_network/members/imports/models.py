"""What an import would do, did, and can undo."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import IMPORTS, PersonalModel
from knowledge_network.members.imports.enums import ImportDoubt, ImportKind, ImportState, RowOutcome
from knowledge_network.members.people.enums import Function

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# So many schools may close at once in a quiet year: whichever is more.
FEW_CLOSINGS, PART_OF_CLOSINGS = 3, 0.05
UNDO_PERIOD = dt.timedelta(hours=24)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, member: Reader) -> Self:
        return self.all() if member.is_authenticated and member.is_coordinator else self.none()


class ImportRun(models.Model):
    """One file that was offered: first a dry run, then applied as a whole, then for a day undoable."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ImportKind)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PLANNED)
    file_name = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to="imports/", blank=True)
    options = models.JSONField(_("options"), default=dict)
    counts = models.JSONField(_("counts"), default=dict)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("offered"), default=timezone.now)
    applied_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = NetworkManager.from_queryset(ImportRunQuerySet)()

    # The list holds many people: nobody gets a copy, and a list with somebody who is erased goes.
    privacy = PersonalModel(
        mentions=("rows__key", "rows__values", "rows__difference"),
        fields={"file": IMPORTS.blank(exported=False), "created_by": IMPORTS.keep()},
        impersonal=("public_id", "file_name", "options", "counts", "problem"),
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["created_at", "public_id"], name="members_importrun_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ImportState.CARRIED_OUT)) | Q(applied_at__isnull=False),
                name="members_importrun_applied_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ImportState.WAITING

    @property
    def is_asking(self) -> bool:
        return self.state == ImportState.ASKING

    @property
    def can_be_read_anew(self) -> bool:
        """Whether somebody may still say what its columns mean."""
        return self.kind == ImportKind.MEMBERS and bool(self.file) and self.state in ImportState.BEFORE_WORK

    @property
    def is_planned(self) -> bool:
        return self.state == ImportState.PLANNED

    @property
    def is_applying(self) -> bool:
        return self.state == ImportState.APPLYING

    @property
    def is_applied(self) -> bool:
        return self.state == ImportState.APPLIED

    @property
    def is_undone(self) -> bool:
        return self.state == ImportState.UNDONE

    @property
    def is_discarded(self) -> bool:
        return self.state == ImportState.DISCARDED

    @property
    def is_failed(self) -> bool:
        return self.state == ImportState.FAILED

    @property
    def is_before_work(self) -> bool:
        """Read or about to be, and nothing asked of a worker yet."""
        return self.state in ImportState.BEFORE_WORK

    @property
    def is_being_worked_on(self) -> bool:
        return self.state in (ImportState.APPLYING, ImportState.UNDOING)

    @property
    def is_settled(self) -> bool:
        return self.state in (ImportState.APPLIED, ImportState.UNDONE)

    @property
    def is_of_members(self) -> bool:
        return self.kind == ImportKind.MEMBERS

    @property
    def is_of_topics(self) -> bool:
        return self.kind == ImportKind.TOPICS

    @property
    def is_of_register(self) -> bool:
        """Schools or boards, as DUO keeps them."""
        return self.kind in (ImportKind.SITES, ImportKind.BOARDS)

    @property
    def doubts(self) -> list[ImportDoubt]:
        """Why this may be the wrong file: carried out only by who says that it is not."""
        told = [ImportDoubt(doubt) for doubt in self.options.get("doubts", ())]
        closing: int = self.counts.get(RowOutcome.CLOSED, 0)
        kept: int = self.counts.get(RowOutcome.CHANGED, 0) + self.counts.get(RowOutcome.UNCHANGED, 0)
        closes_many = closing > max(FEW_CLOSINGS, (closing + kept) * PART_OF_CLOSINGS)
        return [*told, ImportDoubt.CLOSINGS] if closes_many else told

    @property
    def can_be_undone(self) -> bool:
        return (
            self.state == ImportState.APPLIED
            and self.applied_at is not None
            and timezone.now() - self.applied_at < UNDO_PERIOD
        )


class RememberedColumns(models.Model):
    """What the columns of a sender's sheet mean: the next list with the same headings needs no question.

    Of the headings only their fingerprint is kept: what somebody offers as headings may be a row with a person.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    # Our column for each heading in its order; empty for one that is not used.
    columns = models.JSONField(_("columns"), default=list)
    used_at = models.DateTimeField(_("used"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("fingerprint", "columns"))

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")

    def __str__(self) -> str:
        return self.fingerprint[:8]


class FunctionWord(models.Model):
    """What an office calls a function, in the words of its lists; goes before the words that we know ourselves."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    word = models.CharField(_("word"), max_length=60)
    # The word as it is compared, so that it stands here once however it is written.
    key = models.CharField(
        max_length=60,
        unique=True,
        editable=False,
        error_messages={"unique": _("This word stands in the list already.")},
    )
    function = models.CharField(_("function"), max_length=20, choices=Function)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id", "word", "key"))

    class Meta:
        verbose_name = _("word for a function")
        verbose_name_plural = _("words for functions")

    def __str__(self) -> str:
        return f"{self.word} → {self.get_function_display()}"


class ImportStop(models.Model):
    """Somebody wants the worker to stop. A row of its own, for the run itself is locked while it is worked on."""

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="stop", verbose_name=_("import"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"asked_by": IMPORTS.keep()})

    class Meta:
        verbose_name = _("wish to stop an import")
        verbose_name_plural = _("wishes to stop an import")

    def __str__(self) -> str:
        return str(self.run)


class ImportRow(models.Model):
    """What an import makes of one row (or of one object that the file no longer holds)."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome)
    key = models.CharField(_("key"), max_length=254, blank=True)
    label = models.CharField(_("name"), max_length=250, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    # Field by field [old, new]: the diff that is shown, and what undo puts back.
    difference = models.JSONField(_("difference"), default=dict)
    values = models.JSONField(_("values"), default=dict)

    objects = NetworkManager()

    privacy = PersonalModel(
        mentions=("key", "values", "difference"),
        fields={
            **dict.fromkeys(("key", "label", "reason", "difference", "values"), IMPORTS.blank()),
        },
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        indexes = [
            models.Index(fields=["run", "outcome", "number"], name="members_importrow_in_order"),
            # Where somebody's address stands, however it is written: as the key, or within what a row held.
            models.Index(Upper("key"), name="members_importrow_by_key"),
            GinIndex(
                OpClass(Upper(Cast("values", models.TextField())), name="gin_trgm_ops"),
                name="members_importrow_values",
                fastupdate=False,
            ),
            GinIndex(
                OpClass(Upper(Cast("difference", models.TextField())), name="gin_trgm_ops"),
                name="members_importrow_difference",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.label}"
