"""Two accounts of one person, made into one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.moving import Merge
from knowledge_network.kit.privacy import ACCOUNT, PersonalModel
from knowledge_network.members.people.models.member import Member


class MemberMerge(Merge):
    """What went over from the account that ended to the one that stays, so that it can go back for a day."""

    kept = models.ForeignKey(Member, models.CASCADE, related_name="merges", verbose_name=_("account that stays"))
    ended = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("account that ended"))

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
