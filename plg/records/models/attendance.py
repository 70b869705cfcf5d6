from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import ATTENDANCE, GROUP_WORK, PersonalModel
from plg.meetings.models.invitation import MeetingInvitation
from plg.records.enums import AttendanceStatus, CheckIn, Contest

CONTEST_WITHIN = dt.timedelta(days=30)


class Attendance(models.Model):
    """Whether somebody was there, for how long, and what they say against that."""

    invitation = models.OneToOneField(MeetingInvitation, models.CASCADE, related_name="attendance")
    status = models.CharField(_("attendance"), max_length=8, choices=AttendanceStatus)
    # Minutes of the meeting itself and of accredited preparation, as confirmed; hours come from these.
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    prep_minutes = models.PositiveSmallIntegerField(_("minutes of preparation"), default=0)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)
    checked_in_with = models.CharField(max_length=4, choices=CheckIn, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    contest = models.CharField(_("objection"), max_length=7, choices=Contest, blank=True)
    contest_text = models.CharField(_("what is not right"), max_length=500, blank=True)
    contested_at = models.DateTimeField(_("objected"), null=True, blank=True)
    contest_answer = models.CharField(_("answer to the objection"), max_length=500, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("invitation__member",),
        fields={
            "invitation": ATTENDANCE.delete(),
            "status": ATTENDANCE.delete(),
            "minutes": ATTENDANCE.delete(),
            "prep_minutes": ATTENDANCE.delete(),
            "contest_text": ATTENDANCE.delete(),
            "contest_answer": ATTENDANCE.delete(),
            "confirmed_by": GROUP_WORK.keep(),
        },
        with_row=("checked_in_at", "checked_in_with", "confirmed_at", "contest", "contested_at"),
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=sorted(AttendanceStatus.NOT_THERE)) | Q(minutes=0, prep_minutes=0),
                name="plg_who_was_not_there_has_no_minutes",
            ),
            models.CheckConstraint(
                condition=Q(contest="") | Q(contested_at__isnull=False), name="plg_contest_has_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}: {self.get_status_display()}"

    @property
    def is_contested(self) -> bool:
        """An objection waits for an answer."""
        return self.contest == Contest.OPEN

    @property
    def was_put_right(self) -> bool:
        return self.contest == Contest.GRANTED
