"""Two accounts of one person, made into one."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import ACCOUNT, PersonalModel
from knowledge_network.members.people.models.member import Member

UNDO_PERIOD = dt.timedelta(hours=24)


class MemberMerge(models.Model):
    """What went over from the account that ended to the one that stays, so that it can go back for a day."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    kept = models.ForeignKey(Member, models.CASCADE, related_name="merges", verbose_name=_("account that stays"))
    ended = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("account that ended"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    # Which rows went over and which could not, by model and key; emptied when the day is over.
    moved = models.JSONField(_("moved"), default=list)
    dropped = models.JSONField(_("dropped"), default=list)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("kept", "ended"),
        fields={
            "kept": ACCOUNT.delete(exported=False),
            "ended": ACCOUNT.delete(exported=False),
            "merged_by": ACCOUNT.keep(),
            "moved": ACCOUNT.delete(exported=False),
            "dropped": ACCOUNT.delete(exported=False),
        },
        impersonal=("public_id",),
        with_row=("merged_at", "undone_at"),
    )

    class Meta:
        verbose_name = _("merge of two accounts")
        verbose_name_plural = _("merges of two accounts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("ended")),
                name="members_membermerge_of_two",
                violation_error_message=_("An account cannot be merged with itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ended_id} → {self.kept_id}"

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() - self.merged_at < UNDO_PERIOD

    @property
    def undo_until(self) -> dt.datetime:
        return self.merged_at + UNDO_PERIOD
