"""Who is invited to a meeting, what they answered, and who was there."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import ATTENDANCE, GROUP_WORK, PersonalModel
from knowledge_network.members.people.requests import Reader
from plg.meetings.enums import AnswerVia, Presence, RsvpAnswer


class MeetingInvitationQuerySet(models.QuerySet["MeetingInvitation"]):
    def visible_to(self, member: Reader) -> Self:
        """One's own invitations; others come by way of a meeting that one may see."""
        return self.filter(member=member) if member.is_authenticated else self.none()

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def with_a_seat(self) -> Self:
        return self.standing().filter(answer=RsvpAnswer.YES, waiting_since__isnull=True)

    def waiting(self) -> Self:
        """On the waiting list, who came first on top."""
        return self.standing().filter(waiting_since__isnull=False).order_by("waiting_since", "pk")

    def unanswered(self) -> Self:
        return self.standing().filter(answer=RsvpAnswer.NONE)

    def left(self) -> Self:
        """Taken back because somebody left, not by who leads the meeting."""
        return self.filter(withdrawn_at__isnull=False, withdrawn_by__isnull=True)

    def expected(self) -> Self:
        """Everybody but who said no."""
        return self.standing().exclude(answer=RsvpAnswer.NO)


class MeetingInvitation(models.Model):
    """That a member, or a guest without an account, is invited; and the answer.

    A guest that becomes a member keeps the invitation: `member` is filled and the guest's own words are emptied.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    meeting = models.ForeignKey("plg.Meeting", models.CASCADE, related_name="invitations")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="meeting_invitations"
    )
    guest_name = models.CharField(_("name of the guest"), max_length=120, blank=True)
    guest_email = models.EmailField(_("e-mail of the guest"), blank=True)
    guest_organisation = models.CharField(_("where the guest works"), max_length=120, blank=True)
    answer = models.CharField(_("answer"), max_length=9, choices=RsvpAnswer, default=RsvpAnswer.NONE)
    # Only with a yes to a meeting that has a place and a link.
    presence = models.CharField(_("how"), max_length=7, choices=Presence, blank=True)
    note = models.CharField(_("note to who leads the meeting"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_via = models.CharField(max_length=5, choices=AnswerVia, blank=True)
    waiting_since = models.DateTimeField(_("on the waiting list since"), null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    # Empty for who left the group: they are invited again when they come back.
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # How often it was taken back or given anew: what calendars were told beyond the changes of the meeting itself.
    turns = models.PositiveSmallIntegerField(default=0)

    objects = NetworkManager.from_queryset(MeetingInvitationQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        mentions=("guest_email",),
        fields={
            "member": ATTENDANCE.delete(),
            "guest_name": ATTENDANCE.delete(),
            "guest_email": ATTENDANCE.delete(),
            "guest_organisation": ATTENDANCE.delete(),
            "answer": ATTENDANCE.delete(),
            "presence": ATTENDANCE.delete(),
            "note": ATTENDANCE.delete(),
            "invited_by": GROUP_WORK.keep(),
            "withdrawn_by": GROUP_WORK.keep(),
        },
        impersonal=("public_id",),
        with_row=("meeting", "answered_at", "answered_via", "waiting_since", "invited_at", "withdrawn_at", "turns"),
    )

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        indexes = [
            models.Index(fields=["member", "meeting"], name="plg_invitation_of_member"),
            # Where somebody's address stands, however it is written.
            models.Index(Upper("guest_email"), name="plg_invitation_to_address"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="plg_invited_once"),
            models.UniqueConstraint(
                "meeting",
                Lower("guest_email"),
                condition=Q(guest_email__gt=""),
                name="plg_guest_invited_once",
                violation_error_message=_("This guest is invited already."),
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, guest_name="", guest_email="")
                | Q(member__isnull=True, guest_name__gt=""),
                name="plg_invitation_of_member_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(waiting_since__isnull=True) | Q(answer=RsvpAnswer.YES),
                name="plg_who_waits_said_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.name}"

    @property
    def is_online(self) -> bool:
        """Comes, and not to the place."""
        return self.presence == Presence.ONLINE

    @property
    def name(self) -> str:
        return self.member.get_full_name() if self.member else self.guest_name

    @property
    def is_unanswered(self) -> bool:
        return self.answer == RsvpAnswer.NONE

    @property
    def has_seat(self) -> bool:
        return self.answer == RsvpAnswer.YES and self.waiting_since is None

    @property
    def has_no_wait(self) -> bool:
        """Not on the waiting list: who waits is not told where to be tomorrow."""
        return self.waiting_since is None
