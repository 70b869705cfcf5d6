"""A filter of a table that somebody wants back on Monday, and a long list that is made for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PREFERENCES, SHEETS, PersonalModel
from knowledge_network.members.tables.enums import SheetState

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own."""
        return self.filter(member=member) if member.is_authenticated else self.none()


class SavedView(models.Model):
    """`table` is the name by which a room calls its table, `query` the filter and order as an address says them."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    table = models.CharField(_("table"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    objects = NetworkManager.from_queryset(SavedViewQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "name", "query"), PREFERENCES.delete()),
        impersonal=("public_id", "table"),
    )

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "table", "name"],
                name="members_saved_view_name_once",
                violation_error_message=_("You have a view with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PreparedSheetQuerySet(models.QuerySet["PreparedSheet"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own."""
        return self.filter(member=member) if member.is_authenticated else self.none()

    def waiting(self) -> Self:
        return self.filter(state=SheetState.ASKED)


class PreparedSheet(models.Model):
    """A list too long to be made while somebody waits: what was sent to which page, and for a week what came of it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="prepared_sheets")
    path = models.CharField(max_length=300)
    query = models.TextField(blank=True)
    state = models.CharField(_("state"), max_length=7, choices=SheetState, default=SheetState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    file = models.FileField(_("file"), upload_to="sheets/", blank=True, editable=False)

    objects = NetworkManager.from_queryset(PreparedSheetQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": SHEETS.delete(),
            "query": SHEETS.delete(),
            # Data of others, which are not theirs to take along.
            "file": SHEETS.delete(exported=False),
        },
        impersonal=("public_id", "path", "name"),
        with_row=("state", "asked_at", "made_at"),
    )

    class Meta:
        verbose_name = _("long list")
        verbose_name_plural = _("long lists")
        indexes = [
            # What a worker looks for every minute: a handful, whatever was made this week.
            models.Index(fields=["asked_at", "id"], name="members_sheet_waiting", condition=Q(state=SheetState.ASKED)),
        ]

    def __str__(self) -> str:
        return self.name or self.path

    @property
    def is_ready(self) -> bool:
        return self.state == SheetState.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == SheetState.ASKED

    @property
    def is_refused(self) -> bool:
        return self.state == SheetState.REFUSED
