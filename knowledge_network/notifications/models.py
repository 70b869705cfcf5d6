"""What people are told (the bell) and what is mailed (the outbox): the truth about both, which no queue holds."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import MAIL, NOTICES, PersonalModel

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
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.member}"


class Delivery(models.Model):
    """One mail to one address: planned once under a key, claimed by one sender, sent or skipped with a reason."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("skipped")
        FAILED = "failed", _("failed")

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
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    bulk = models.BooleanField(_("may wait"), default=False)
    expires_at = models.DateTimeField(_("of no use after"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
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
        impersonal=("key", "kind"),
    )

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                fields=["bulk", "due_at"],
                condition=Q(state__in=["planned", "sending"]),
                name="notifications_delivery_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["skipped", "failed"]) | Q(reason__gt=""),
                name="notifications_delivery_says_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(leased_until__isnull=False, lease_token__isnull=False),
                name="notifications_delivery_sending_is_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.address}"
