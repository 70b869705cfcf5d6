from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PARTICIPATION, PersonalModel
from knowledge_network.members.people.requests import Reader
from plg.groups.models import Group, GroupMembership
from plg.meetings.models import Meeting
from plg.records.enums import FollowUp, Mechanism, ReturnAudience


class ReturnToSchoolQuerySet(models.QuerySet["ReturnToSchool"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own, and what members of one's groups share with the group."""
        if not member.is_authenticated:
            return self.none()
        groups = GroupMembership.objects.current().filter(member=member).values("group")
        return self.present().filter(Q(member=member) | Q(shared_with_group=True, group__in=groups))

    def present(self) -> Self:
        """Not taken away; who took one away can put it back for a moment."""
        return self.filter(removed_at__isnull=True)


class ReturnToSchool(models.Model):
    """What somebody brought back to their own class, team or institute, to whom, and what became of it."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="returns_to_school")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="returns")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="returns")
    what = models.TextField(_("what I take back"), max_length=1000)
    audience = models.CharField(_("to whom"), max_length=11, choices=ReturnAudience)
    happened_on = models.DateField(_("when"))
    mechanism = models.CharField(_("how it made me learn"), max_length=14, choices=Mechanism, blank=True)
    follow_up = models.CharField(_("what became of it"), max_length=11, choices=FollowUp, blank=True)
    follow_up_note = models.TextField(_("what happened"), max_length=1000, blank=True)
    follow_up_on = models.DateField(_("known on"), null=True, blank=True)
    shared_with_group = models.BooleanField(_("my group may read this"), default=True)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager.from_queryset(ReturnToSchoolQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": PARTICIPATION.delete(),
            "what": PARTICIPATION.delete(),
            "audience": PARTICIPATION.delete(),
            "happened_on": PARTICIPATION.delete(),
            "follow_up": PARTICIPATION.delete(),
            "follow_up_note": PARTICIPATION.delete(),
        },
        impersonal=("public_id", "mechanism"),
        with_row=("meeting", "group", "follow_up_on", "shared_with_group", "created_at", "removed_at"),
    )

    class Meta:
        verbose_name = _("return to school")
        verbose_name_plural = _("returns to school")
        indexes = [models.Index(fields=["member", "-happened_on"], name="plg_return_of_member")]

    def __str__(self) -> str:
        return self.what[:60]
