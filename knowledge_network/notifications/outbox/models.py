"""What is mailed and when it suits: the truth about it, which no queue holds."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import MAIL, PREFERENCES, PersonalModel
from knowledge_network.notifications.outbox.enums import DeliveryState, MailWeekday


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

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PREFERENCES.delete()},
        with_row=("digest", "weekday", "at_time", "quiet_evenings", "quiet_weekends", "quiet_holidays", "changed_at"),
    )

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
    # A mail server said that it did not arrive; `reason` says what it said.
    returned_at = models.DateTimeField(_("came back"), null=True, blank=True)

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
        with_row=(
            "public_id",
            "language",
            "bulk",
            "at_most_once",
            "handed_over_at",
            "resent_from",
            "expires_at",
            "state",
            "attempts",
            "lost_senders",
            "planned_at",
            "due_at",
            "leased_until",
            "lease_token",
            "sent_at",
            "returned_at",
        ),
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
            # Where somebody's address stands, however it is written.
            models.Index(Upper("address"), name="notifications_delivery_address"),
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

    @property
    def state_name(self) -> str:
        """How it stands, for people: what was sent may have come back."""
        return gettext("came back") if self.returned_at else self.get_state_display()


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
