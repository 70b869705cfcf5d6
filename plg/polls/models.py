"""A question to the whole group with options to choose from, and what each member said."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_period
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PARTICIPATION, PersonalModel
from plg.groups.models import Group, GroupMembership
from plg.meetings.models import Meeting
from plg.polls.enums import PollKind, Vote


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, member: Any) -> Self:
        """What is asked in the groups that `member` is in today; nobody else reads it, whatever their role."""
        mine = GroupMembership.objects.current().filter(member=member)
        return self.present().filter(group__in=mine.values("group"))

    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def open(self, now: dt.datetime | None = None) -> Self:
        return self.present().filter(closed_at__isnull=True, closes_at__gt=now or timezone.now())

    def ended(self, now: dt.datetime | None = None) -> Self:
        """Closed by somebody, or because its time has come."""
        return self.present().filter(Q(closed_at__isnull=False) | Q(closes_at__lte=now or timezone.now()))


class Poll(models.Model):
    """Asked until `closes_at`; a date that is chosen of it became a meeting."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="polls")
    kind = models.CharField(_("kind"), max_length=7, choices=PollKind, default=PollKind.DATES)
    title = models.CharField(_("question"), max_length=150)
    explanation = models.TextField(_("explanation"), max_length=1000, blank=True)
    several = models.BooleanField(_("several answers"), default=False)
    closes_at = models.DateTimeField(_("open until"))
    # When it stopped: at `closes_at` by itself, or earlier by somebody.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    chosen = models.ForeignKey("plg.PollOption", models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    # One poll per filled-in form, however often it is sent.
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(PollQuerySet)()

    privacy = PersonalModel(
        subjects=("made_by",),
        fields={"made_by": GROUP_WORK.keep(), "title": GROUP_WORK.keep(), "explanation": GROUP_WORK.keep()},
        impersonal=("public_id", "idempotency_key"),
        with_row=("group", "kind", "several", "closes_at", "closed_at", "chosen", "meeting", "made_at", "removed_at"),
    )

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        indexes = [
            models.Index(fields=["group", "closes_at"], name="plg_poll_of_group"),
            models.Index(fields=["closes_at"], name="plg_poll_still_open", condition=Q(closed_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PollKind.CHOICES) | Q(several=False), name="plg_poll_several_of_choices_only"
            ),
            models.CheckConstraint(
                condition=Q(kind=PollKind.DATES) | Q(chosen__isnull=True, meeting__isnull=True),
                name="plg_poll_only_a_date_becomes_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        # Never the question: this name stands in the audit trail.
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("plg:poll_detail", args=[self.group.slug, self.public_id])

    @property
    def asks_dates(self) -> bool:
        return self.kind == PollKind.DATES

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_at > timezone.now()

    @property
    def ended_at(self) -> dt.datetime:
        """When it stopped or will stop."""
        return self.closed_at or self.closes_at

    @property
    def has_meeting(self) -> bool:
        """The date that was chosen stands in the agenda."""
        return self.meeting is not None and not self.meeting.is_cancelled


class PollOption(models.Model):
    """A period for a poll of dates, words for one of choices."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    label = models.CharField(_("option"), max_length=150, blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("poll__made_by",),
        fields={"label": GROUP_WORK.keep()},
        impersonal=("public_id",),
        with_row=("poll", "starts_at", "ends_at", "position", "added_at"),
    )

    class Meta:
        verbose_name = _("option of a poll")
        verbose_name_plural = _("options of polls")
        constraints = [
            models.CheckConstraint(
                condition=Q(label="", starts_at__isnull=False, ends_at__gt=F("starts_at"))
                | Q(label__gt="", starts_at__isnull=True, ends_at__isnull=True),
                name="plg_poll_option_of_words_or_a_period",
                violation_error_message=_("An option ends after it starts."),
            ),
            models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="plg_poll_period_once"),
            models.UniqueConstraint(fields=["poll", "label"], condition=Q(label__gt=""), name="plg_poll_words_once"),
        ]

    def __str__(self) -> str:
        return self.label or nice_period(self.starts_at, self.ends_at)


class PollAnswer(models.Model):
    """That a member answered; what they said of each option stands in the votes."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="poll_answers")
    note = models.CharField(_("note"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PARTICIPATION.delete(), "note": PARTICIPATION.delete()},
        with_row=("poll", "answered_at"),
    )

    class Meta:
        verbose_name = _("answer to a poll")
        verbose_name_plural = _("answers to polls")
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="plg_poll_answered_once")]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.member_id}"


class PollVote(models.Model):
    """What one answer says of one option."""

    answer = models.ForeignKey(PollAnswer, models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    vote = models.CharField(_("answer"), max_length=10, choices=Vote, default=Vote.YES)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("answer__member",),
        fields={"vote": PARTICIPATION.delete()},
        with_row=("answer", "option"),
    )

    class Meta:
        verbose_name = _("vote in a poll")
        verbose_name_plural = _("votes in polls")
        constraints = [models.UniqueConstraint(fields=["answer", "option"], name="plg_poll_vote_once")]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.option_id}"
