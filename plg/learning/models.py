"""What somebody learned in passing, in one line of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import ATTENDANCE, PersonalModel
from plg.learning.enums import LearnedWith

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

MOST_MINUTES = 480


class LearnedLineQuerySet(models.QuerySet["LearnedLine"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own; nobody else reads them."""
        return self.filter(member=member) if member.is_authenticated else self.none()


class LearnedLine(models.Model):
    """What, with whom, and where it is used. It counts in one's own record when one says so."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="learned_lines")
    what = models.CharField(_("what I learned"), max_length=300)
    learned_with = models.CharField(_("with whom"), max_length=15, choices=LearnedWith)
    used = models.CharField(_("where I use it"), max_length=200, blank=True)
    happened_on = models.DateField(_("when"), default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(
        _("minutes it took"), null=True, blank=True, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    counts = models.BooleanField(_("count it in my record"), default=False)
    noted_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(LearnedLineQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(
            ("member", "what", "learned_with", "used", "happened_on", "minutes", "counts"), ATTENDANCE.delete()
        ),
        impersonal=("public_id",),
        with_row=("noted_at",),
    )

    class Meta:
        verbose_name = _("line of what was learned")
        verbose_name_plural = _("lines of what was learned")
        indexes = [models.Index(fields=["member", "-happened_on"], name="plg_learned_of_member")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__lte=MOST_MINUTES),
                name="plg_learned_within_a_day",
            )
        ]

    def __str__(self) -> str:
        # Never the words: this name stands in the audit trail.
        return self.public_id
