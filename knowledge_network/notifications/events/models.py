"""What people are told, and how they want to hear of it: one store, that the bell and mail read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import NOTICES, PREFERENCES, PersonalModel
from knowledge_network.notifications.events.enums import Channel

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# What nobody was mailed in this time is mailed no more.
WORTH_TELLING = dt.timedelta(days=14)
# More than this many unread notices are «many».
MOST_SHOWN = 99


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, member: Reader) -> Self:
        return self.filter(member=member) if member.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


def unread_addresses() -> Any:
    """An expression over members: the address of each unread notice, no more of them than the bell counts."""
    unread = Notice.objects.unread().filter(member=models.OuterRef("pk")).order_by()[:MOST_SHOWN]
    return ArraySubquery(unread.values("url"))


class Notice(models.Model):
    """One thing that one member is told; its text is made when it is read, in the reader's language."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("for whom"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(_("details"), default=dict)
    url = models.CharField(_("address"), max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    group_key = models.CharField(_("about which group"), max_length=120, blank=True)
    # Says what it is, never which run made it: telling the same thing twice is telling it once.
    key = models.CharField(max_length=200, unique=True)
    # How its reader wanted to hear of it when it happened; asked again before it is mailed.
    channel = models.CharField(_("how"), max_length=6, choices=Channel, default=Channel.APP)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # The mail or overview in which it stood.
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    objects = NetworkManager.from_queryset(NoticeQuerySet)()

    # The text may name somebody else, so it is not in the copy of the reader's data, and goes with either of the two.
    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": NOTICES.delete(),
            "actor": NOTICES.delete(),
            "params": NOTICES.delete(exported=False),
            "url": NOTICES.delete(exported=False),
            "key": NOTICES.delete(exported=False),
        },
        impersonal=("public_id", "kind", "group_key"),
        with_row=("channel", "created_at", "read_at", "mailed_at"),
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["member", "-created_at", "-id"],
                name="notifications_notice_newest",
            ),
            models.Index(
                fields=["member"],
                condition=Q(read_at__isnull=True),
                name="notifications_notice_unread",
            ),
            models.Index(
                fields=["channel", "created_at"],
                condition=Q(read_at__isnull=True, mailed_at__isnull=True) & ~Q(channel=Channel.APP),
                name="notifications_notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.member}"


class NoticePreference(models.Model):
    """How one member wants to hear of one kind, in one group or everywhere; without a row the kind's own default."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    # Empty: every kind, in this group.
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    # The slug of the group; empty: everywhere.
    group_key = models.CharField(_("in which group"), max_length=120, blank=True)
    channel = models.CharField(_("how"), max_length=6, choices=Channel)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PREFERENCES.delete(), "kind": PREFERENCES.delete(), "channel": PREFERENCES.delete()},
        impersonal=("group_key",),
        with_row=("changed_at",),
    )

    class Meta:
        verbose_name = _("choice about notices")
        verbose_name_plural = _("choices about notices")
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "group_key"], name="notifications_preference_once"),
            models.CheckConstraint(
                condition=Q(kind__gt="") | Q(group_key__gt=""), name="notifications_preference_is_about_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.kind} {self.group_key} → {self.channel}"
