"""What is kept of the settings beside the partnership: its history, its own texts, and how far setting up is."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AUDIT, PersonalModel
from knowledge_network.members.network.enums import Section, SetupStep, TextPage
from knowledge_network.members.organisations.models import Partnership

LONGEST_TEXT = 20_000
ADDRESS_HOLDS = dt.timedelta(hours=24)


class NetworkChange(models.Model):
    """One change of the settings: which fields, with what stood there before, so that it can be taken back."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="changes")
    section = models.CharField(_("part"), max_length=10, choices=Section)
    # Field → plain value, as JSON knows it.
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": AUDIT.keep()}, impersonal=("public_id", "before", "after"), names_nobody=True)

    class Meta:
        verbose_name = _("change of the settings")
        verbose_name_plural = _("changes of the settings")
        indexes = [
            models.Index(fields=["partnership", "-at"], name="members_networkchange_newest"),
            models.Index(fields=["at", "public_id"], name="members_networkchange_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {', '.join(self.after)}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class NetworkTextQuerySet(models.QuerySet["NetworkText"]):
    def newest(self) -> Self:
        """The version that holds, of each page in each language."""
        return self.order_by("text_page", "language", "-version").distinct("text_page", "language")


class NetworkText(models.Model):
    """A version of what the network says on one of its open pages, in one language. Empty: the platform's own words."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="texts")
    text_page = models.CharField(_("page"), max_length=15, choices=TextPage)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    version = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    written_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NetworkManager.from_queryset(NetworkTextQuerySet)()

    privacy = PersonalModel(fields={"written_by": AUDIT.keep()}, impersonal=("body",), names_nobody=True)

    class Meta:
        verbose_name = _("text of the network")
        verbose_name_plural = _("texts of the network")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "text_page", "language", "version"],
                name="members_networktext_version_once",
                violation_error_message=_("Somebody else saved this text just now. Look at it and save again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_text_page_display()} ({self.language}), {self.version}"


class StepState(models.Model):
    """That a step of setting up was done, or left for later."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=SetupStep)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    skipped_at = models.DateTimeField(_("left for later"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("step of setting up")
        verbose_name_plural = _("steps of setting up")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "step"], name="members_stepstate_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(skipped_at__isnull=False),
                name="members_stepstate_done_or_left",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_step_display())


class SetupAddressQuerySet(models.QuerySet["SetupAddress"]):
    def open(self) -> Self:
        return self.filter(used_at__isnull=True, made_at__gt=timezone.now() - ADDRESS_HOLDS)


class SetupAddress(models.Model):
    """The address at which the first coordinator begins: works once and for a day. Only a hash of it is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = NetworkManager.from_queryset(SetupAddressQuerySet)()

    privacy = PersonalModel(impersonal=("token_hash",), names_nobody=True)

    class Meta:
        verbose_name = _("address to begin")
        verbose_name_plural = _("addresses to begin")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
