"""Who is in a group, who asks to be, and who is asked."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PARTICIPATION, PersonalModel
from knowledge_network.members.people.models.member import match_active, present
from knowledge_network.members.people.models.role import DateRange
from knowledge_network.members.people.requests import Reader
from plg.groups.enums import GroupRole, InvitationState, JoinState


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def current(self) -> Self:
        return self.filter(match_active(timezone.localdate()))

    def participating(self) -> Self:
        """Everybody who counts: an observer reads along and is not counted."""
        return self.exclude(role=GroupRole.OBSERVER)

    def of_present(self) -> Self:
        """Of people who are in the network now; the others are named nowhere."""
        return self.filter(present("member__"))


class GroupMembership(models.Model):
    """That a member belongs to a group, in which role, from when until when."""

    group = models.ForeignKey("plg.Group", models.CASCADE, related_name="memberships", verbose_name=_("group"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="group_memberships",
        verbose_name=_("member"),
    )
    role = models.CharField(_("role"), max_length=16, choices=GroupRole, default=GroupRole.MEMBER)
    shown_publicly = models.BooleanField(_("show my name on the public page"), default=False)
    start = models.DateField(_("from"), default=timezone.localdate)
    end = models.DateField(_("until"), null=True, blank=True)
    last_read_at = models.DateTimeField(_("read until"), null=True, blank=True)

    objects = NetworkManager.from_queryset(GroupMembershipQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            "member": PARTICIPATION.keep(),
            **dict.fromkeys(("role", "start", "end"), PARTICIPATION.keep()),
            "shown_publicly": PARTICIPATION.blank(),
            "last_read_at": PARTICIPATION.blank(),
        },
        with_row=("group",),
    )

    class Meta:
        verbose_name = _("membership of a group")
        verbose_name_plural = _("memberships of groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="plg_membership_ends_after_start",
                violation_error_message=_("A membership ends after it starts."),
            ),
            ExclusionConstraint(
                name="plg_membership_one_at_a_time",
                expressions=[
                    (F("group"), RangeOperators.EQUAL),
                    (F("member"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This member is in this group already."),
            ),
        ]
        indexes = [models.Index(fields=["member", "group"], name="plg_membership_of_member")]

    def __str__(self) -> str:
        return f"{self.member} – {self.group}"

    @property
    def read_everything_until(self) -> dt.datetime:
        """Nothing older counts as unread: what was there before one came in, or before «mark all as read»."""
        came_in = timezone.make_aware(dt.datetime.combine(self.start, dt.time()))
        return max(came_in, self.last_read_at) if self.last_read_at else came_in


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def open(self) -> Self:
        return self.filter(state=JoinState.OPEN)

    def visible_to(self, member: Reader) -> Self:
        """One's own requests, those to groups that one leads or facilitates; coordinators see all."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        leads = GroupMembership.objects.current().filter(
            member=member,
            role__in=GroupRole.LEADING,
        )
        return self.filter(Q(member=member) | Q(group__in=leads.values("group")))


class JoinRequest(models.Model):
    """«Vraag om mee te doen»: a member asks to join an open group.

    With `days` a coordinator asks to read along for so long, and only who leads the group answers that.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey("plg.Group", models.CASCADE, related_name="join_requests", verbose_name=_("group"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="join_requests",
        verbose_name=_("member"),
    )
    message = models.TextField(_("why you want to join"), max_length=600, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JoinState, default=JoinState.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    requested_at = models.DateTimeField(_("asked"), default=timezone.now)
    days = models.PositiveSmallIntegerField(_("how many days to read along"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = NetworkManager.from_queryset(JoinRequestQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            **dict.fromkeys(("member", "message", "reason"), PARTICIPATION.delete()),
            "decided_by": PARTICIPATION.keep(),
        },
        impersonal=("public_id",),
        with_row=("group", "state", "requested_at", "days", "decided_at"),
    )

    class Meta:
        verbose_name = _("request to join a group")
        verbose_name_plural = _("requests to join a group")
        # Who waits longest over the whole network.
        indexes = [
            models.Index(
                fields=["requested_at", "public_id"], condition=Q(state=JoinState.OPEN), name="plg_join_request_waits"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(state=JoinState.OPEN),
                name="plg_join_request_one_open",
                violation_error_message=_("You asked to join this group already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=JoinState.DECLINED) | Q(reason__gt=""),
                name="plg_join_request_declined_has_reason",
                violation_error_message=_("Say why you decline this request."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.group}"


class GroupInvitationQuerySet(models.QuerySet["GroupInvitation"]):
    def open(self) -> Self:
        return self.filter(state=InvitationState.OPEN)


class GroupInvitation(models.Model):
    """A member is asked to join a group."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey("plg.Group", models.CASCADE, related_name="invitations", verbose_name=_("group"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="group_invitations",
        verbose_name=_("member"),
    )
    role = models.CharField(
        _("role"),
        max_length=16,
        choices=GroupRole,
        default=GroupRole.MEMBER,
    )
    message = models.TextField(_("message"), max_length=600, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=InvitationState, default=InvitationState.OPEN)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = NetworkManager.from_queryset(GroupInvitationQuerySet)()

    privacy = PersonalModel(
        subjects=("member",),
        fields={
            **dict.fromkeys(("member", "message"), PARTICIPATION.delete()),
            "invited_by": PARTICIPATION.keep(),
        },
        impersonal=("public_id",),
        with_row=("group", "role", "state", "invited_at", "answered_at"),
    )

    class Meta:
        verbose_name = _("invitation to a group")
        verbose_name_plural = _("invitations to groups")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(state=InvitationState.OPEN),
                name="plg_group_invitation_one_open",
                violation_error_message=_("This member was invited already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} → {self.member}"

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.OPEN
