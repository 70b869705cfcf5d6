"""What a meeting came to: minutes, decisions, action points, and what people took back to school."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.people.requests import Reader
from plg.groups.models import Group, GroupMembership
from plg.meetings.models import AgendaItem, Meeting, MeetingInvitation
from plg.records.enums import ActionItemStatus, MinutesStatus


class Minutes(models.Model):
    """The minutes of one meeting: what was said stands with each agenda item, this is what holds them together."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    status = models.CharField(_("status"), max_length=11, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    opening = models.TextField(_("opening and announcements"), max_length=20_000, blank=True)
    closing = models.TextField(_("any other business"), max_length=20_000, blank=True)
    # Counts every save, so that two writers do not overwrite each other unseen.
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    shared_at = models.DateTimeField(_("shared with the group"), null=True, blank=True)
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    adopted_in = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="adopts")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"written_by": GROUP_WORK.keep(), "adopted_by": GROUP_WORK.keep()}, impersonal=("opening", "closing")
    )

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("of a meeting", "minutes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MinutesStatus.ADOPTED) | Q(adopted_at__isnull=False),
                name="plg_adopted_minutes_say_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def is_adopted(self) -> bool:
        return self.status == MinutesStatus.ADOPTED

    @property
    def is_shared(self) -> bool:
        """Everybody who may read the meeting may read them."""
        return self.shared_at is not None or self.is_adopted


class MinutesRemark(models.Model):
    """A correction of minutes that stand: noted beside them, for adopted minutes do not change."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="remarks")
    text = models.CharField(_("correction or addition"), max_length=1000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"written_by": GROUP_WORK.keep()}, impersonal=("text",))

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """What a meeting agreed («afspraak»)."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("decision"), max_length=500)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"noted_by": GROUP_WORK.keep()}, impersonal=("public_id", "text"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.text


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own, those of one's groups, and those of meetings that one was invited to."""
        if not member.is_authenticated:
            return self.none()
        groups = GroupMembership.objects.current().filter(member=member).values("group")
        invited = MeetingInvitation.objects.standing().filter(meeting=OuterRef("meeting"), member=member)
        return self.filter(Q(owner=member) | Q(group__in=groups) | (Q(group__isnull=True) & Exists(invited)))

    def open(self) -> Self:
        return self.filter(status__in=ActionItemStatus.UNFINISHED)

    def overdue(self, today: dt.date | None = None) -> Self:
        return self.open().filter(due_on__lt=today or timezone.localdate())


class ActionItem(models.Model):
    """Something that one member does before a day; comes back on the next agenda until it is done."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="action_items")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="action_items")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="action_items")
    title = models.CharField(_("action point"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("who does it"),
    )
    due_on = models.DateField(_("before or on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=ActionItemStatus, default=ActionItemStatus.OPEN)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = NetworkManager.from_queryset(ActionItemQuerySet)()

    privacy = PersonalModel(
        subjects=("owner",),
        fields={"owner": GROUP_WORK.blank(), "noted_by": GROUP_WORK.keep(), "title": GROUP_WORK.keep()},
        impersonal=("public_id",),
        with_row=("group", "meeting", "agenda_item", "due_on", "status", "created_at", "finished_at"),
    )

    class Meta:
        verbose_name = _("action point")
        verbose_name_plural = _("action points")
        indexes = [
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(status__in=sorted(ActionItemStatus.UNFINISHED)),
                name="plg_action_open",
            ),
            models.Index(fields=["group", "status"], name="plg_action_of_group"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(meeting__isnull=False), name="plg_action_comes_from_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Nobody began."""
        return self.status == ActionItemStatus.OPEN

    @property
    def is_done(self) -> bool:
        return self.status == ActionItemStatus.DONE

    @property
    def is_finished(self) -> bool:
        """Done, or no longer needed."""
        return self.status in ActionItemStatus.FINISHED

    @property
    def needs_its_status(self) -> bool:
        """A tick tells open from done; the other two have to be said."""
        return self.status in (ActionItemStatus.BUSY, ActionItemStatus.DROPPED)

    @property
    def ticked_status(self) -> str:
        """What it becomes when somebody ticks it, or takes the tick away."""
        return ActionItemStatus.OPEN if self.is_finished else ActionItemStatus.DONE
