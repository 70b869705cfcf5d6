"""What people are told (the bell) and what is mailed (the outbox): the truth about both, which no queue holds."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import MAIL, NOTICES, PREFERENCES, PersonalModel
from knowledge_network.notifications.enums import Channel, DeliveryState, MailWeekday

# More than this many unread notices are «many».
MOST_SHOWN = 99


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, member: Any) -> Self:
        return self.filter(member=member) if member.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


def unread_count() -> Any:
    """An expression over members: how many unread notices each has, counted no further than the bell shows."""
    unread = Notice.objects.unread().filter(member=models.OuterRef("pk")).order_by()[:MOST_SHOWN]
    return CountOf(unread.values("pk"))


class CountOf(models.Subquery):
    """The number of rows of a subquery that has its own limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


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


class MailRhythm(models.Model):
    """When mail suits one member: the day and hour of the weekly overview, and when it is quiet."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_rhythm")
    digest = models.BooleanField(_("send me the weekly overview"), default=True)
    weekday = models.PositiveSmallIntegerField(_("on"), choices=MailWeekday, default=MailWeekday.THURSDAY)
    at_time = models.TimeField(_("at"), default=dt.time(15, 30))
    quiet_evenings = models.BooleanField(_("no mail in the evening and at night (19:00–7:00)"), default=True)
    quiet_weekends = models.BooleanField(_("no mail in weekends"), default=True)
    quiet_holidays = models.BooleanField(_("no mail in school holidays"), default=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(subjects=("member",), fields={"member": PREFERENCES.delete()})

    class Meta:
        verbose_name = _("mail rhythm")
        verbose_name_plural = _("mail rhythms")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="notifications_rhythm_day_of_week"),
        ]

    def __str__(self) -> str:
        return str(self.member)


class Delivery(models.Model):
    """One mail to one address: planned once under a key, claimed by one sender, sent or skipped with a reason."""

    public_id = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("to"),
    )
    address = models.EmailField(_("address"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    # Empty until it is sent, for mail that is composed then: see `outbox.register_composer`.
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    # What a composer needs to know: plain values and public ids, never a text.
    params = models.JSONField(_("details"), default=dict, blank=True)
    bulk = models.BooleanField(_("may wait"), default=False)
    # An overview: rather never than twice. Everything else is sent at least once.
    at_most_once = models.BooleanField(default=False)
    # Offered to the mail server; from then on it may have arrived.
    handed_over_at = models.DateTimeField(null=True, blank=True)
    # The run that planned it, so that a flood is held and let go as one.
    batch = models.CharField(_("run"), max_length=60, blank=True)
    resent_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="resent")
    expires_at = models.DateTimeField(_("of no use after"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.PLANNED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lost_senders = models.PositiveSmallIntegerField(_("senders that died"), default=0)
    planned_at = models.DateTimeField(_("planned"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    leased_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        mentions=("address",),
        fields={
            "member": MAIL.blank(),
            "address": MAIL.blank(),
            "subject": MAIL.blank(),
            "text": MAIL.blank(),
            "html": MAIL.blank(exported=False),
            "reply_to": MAIL.blank(exported=False),
            "reason": MAIL.blank(to="erased"),
        },
        impersonal=("key", "kind", "batch", "params"),
    )

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                fields=["bulk", "due_at"],
                condition=Q(state__in=sorted(DeliveryState.DUE)),
                name="notifications_delivery_due",
            ),
            models.Index(fields=["-planned_at", "-id"], name="notifications_delivery_newest"),
            models.Index(fields=["member", "-planned_at"], name="notifications_delivery_to"),
            models.Index(fields=["batch"], condition=Q(state=DeliveryState.HELD), name="notifications_delivery_held"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(DeliveryState.WITH_REASON)) | Q(reason__gt=""),
                name="notifications_delivery_says_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING) | Q(leased_until__isnull=False, lease_token__isnull=False),
                name="notifications_delivery_sending_is_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.address}"


class AddressTrouble(models.Model):
    """What mail servers said about an address; after too many refusals nothing is sent there any more."""

    address = models.EmailField(_("address"), unique=True)
    refused = models.PositiveSmallIntegerField(_("refused for good"), default=0)
    delayed = models.PositiveSmallIntegerField(_("refused for now"), default=0)
    reason = models.CharField(_("what the mail server said"), max_length=300, blank=True)
    last_at = models.DateTimeField(_("last time"), default=timezone.now)
    stopped_at = models.DateTimeField(_("no mail since"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        mentions=("address",), fields={"address": MAIL.delete(), "reason": MAIL.delete(exported=False)}
    )

    class Meta:
        verbose_name = _("address in trouble")
        verbose_name_plural = _("addresses in trouble")

    def __str__(self) -> str:
        return self.address


class MailStop(models.Model):
    """The kill switch: while a stop stands, nothing goes out but what lets people log in."""

    stopped_at = models.DateTimeField(_("stopped"), default=timezone.now)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"stopped_by": MAIL.keep(), "lifted_by": MAIL.keep()}, impersonal=("reason",), names_nobody=True
    )

    class Meta:
        verbose_name = _("stop of all mail")
        verbose_name_plural = _("stops of all mail")
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(lifted_at__isnull=True), name="notifications_one_stop_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
