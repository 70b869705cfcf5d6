"""When a group or the whole network meets: the meeting, the series it came from, its agenda."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.models import Organisation, Partnership
from knowledge_network.members.people.requests import Reader
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import AgendaGoal, Depth, HalfDay, MeetingAudience, MeetingKind, MeetingStatus
from plg.meetings.models.invitation import MeetingInvitation
from plg.space.models import GroupFile

# Of a group or of the whole network, never both and never neither.
OF_ONE = Q(group__isnull=False, partnership__isnull=True) | Q(group__isnull=True, partnership__isnull=False)
# Of some people of a group, for whom somebody chose: the others of the group do not see it.
OF_A_TEAM = Q(group__isnull=False, audience=MeetingAudience.CHOSEN)
# No meeting takes longer: the form asks for one day.
LONGEST = dt.timedelta(days=31)


class MeetingSeriesQuerySet(models.QuerySet["MeetingSeries"]):
    def visible_to(self, member: Reader) -> Self:
        """Of one's groups, and of the network when one is invited to a meeting of it; coordinators see all."""
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        mine = GroupMembership.objects.current().filter(member=member)
        invited = MeetingInvitation.objects.standing().filter(meeting__series=OuterRef("pk"), member=member)
        invited = invited.exclude(meeting__status=MeetingStatus.DRAFT)
        return self.filter(Q(group__in=mine.values("group")) | Q(Exists(invited), partnership__isnull=False))


class MeetingSeries(models.Model):
    """A pattern that made meetings: «every fourth Wednesday, 15:30–17:00, until July»."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="series")
    partnership = models.ForeignKey(Partnership, models.CASCADE, null=True, blank=True, related_name="series")
    title = models.CharField(_("title"), max_length=150)
    # RFC 5545, without DTSTART: FREQ=MONTHLY;BYDAY=4WE;UNTIL=20270731
    rule = models.CharField(_("pattern"), max_length=200)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("until"))
    start_time = models.TimeField(_("from"))
    end_time = models.TimeField(_("until"))
    # What the pattern gave and nobody meets on: [{"day": "2026-10-14", "because": "Herfstvakantie"}]
    skipped = models.JSONField(_("skipped days"), default=list, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager.from_queryset(MeetingSeriesQuerySet)()

    privacy = PersonalModel(
        fields={"planned_by": GROUP_WORK.keep()},
        impersonal=("public_id", "title", "rule", "skipped"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="plg_series_of_group_or_network"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), end_time__gt=F("start_time")),
                name="plg_series_ends_after_start",
                violation_error_message=_("A series ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.group is None:
            return reverse("plg:network_series_detail", args=[self.public_id])
        return reverse("plg:series_detail", args=[self.group.slug, self.public_id])

    def get_change_url(self) -> str:
        if self.group is None:
            return reverse("plg:network_series_change", args=[self.public_id])
        return reverse("plg:series_change", args=[self.group.slug, self.public_id])

    @property
    def of_whom(self) -> str:
        """The name of the group, or of the network."""
        owner = self.group or self.partnership
        return owner.name if owner else ""


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, member: Reader) -> Self:
        """Meetings of one's groups, and those one is invited to; coordinators see when everybody meets.

        A meeting that is still a draft is there only for who may plan it, one of a team only for who is invited.
        """
        if not member.is_authenticated:
            return self.none()
        if member.is_coordinator:
            return self.all()
        mine = GroupMembership.objects.current().filter(member=member)
        invited = MeetingInvitation.objects.standing().filter(meeting=OuterRef("pk"), member=member)
        reads = (Q(group__in=mine.values("group")) & ~OF_A_TEAM) | Exists(invited)
        edits = Q(group__in=mine.filter(role__in=GroupRole.EDITING).values("group")) & ~OF_A_TEAM
        return self.filter(edits | (reads & ~Q(status=MeetingStatus.DRAFT)))

    def of_whole_groups(self) -> Self:
        """Without those of a team: what everybody who sees a group may know."""
        return self.exclude(OF_A_TEAM)

    def taking_place(self) -> Self:
        return self.filter(status__in=MeetingStatus.TAKES_PLACE)

    def upcoming(self, now: dt.datetime | None = None) -> Self:
        return self.taking_place().filter(ends_at__gte=now or timezone.now())

    def not_over(self, now: dt.datetime | None = None) -> Self:
        """Found along the index of when they start, without looking at years of what was."""
        moment = now or timezone.now()
        return self.filter(starts_at__gte=moment - LONGEST, ends_at__gte=moment)

    def concerning(self, member: Reader) -> Self:
        """Those of one's groups that are not of a team, and those one is invited to.

        Each sort by an index of its own: as one condition they would be asked of every meeting.
        """
        mine = GroupMembership.objects.current().filter(member=member.pk).values("group")
        of_groups = Meeting.objects.filter(group__in=mine).exclude(OF_A_TEAM).order_by().values("pk")
        invited = MeetingInvitation.objects.standing().filter(member=member.pk).order_by().values("meeting")
        return self.filter(pk__in=of_groups.union(invited))

    def past(self) -> Self:
        """What is over or does not take place."""
        return self.exclude(ends_at__gte=timezone.now(), status__in=(*MeetingStatus.TAKES_PLACE, MeetingStatus.DRAFT))


class Meeting(models.Model):  # type: ignore[django-manager-missing]
    """One gathering of a group or of the whole network, from invitation to minutes."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="meetings", verbose_name=_("group")
    )
    partnership = models.ForeignKey(Partnership, models.CASCADE, null=True, blank=True, related_name="meetings")
    audience = models.CharField(_("who is invited"), max_length=14, choices=MeetingAudience, blank=True)
    series = models.ForeignKey(MeetingSeries, models.SET_NULL, null=True, blank=True, related_name="meetings")
    # Edited by itself: a change of the whole series leaves it alone.
    differs_from_series = models.BooleanField(default=False)
    kind = models.CharField(_("kind"), max_length=17, choices=MeetingKind, default=MeetingKind.GROUP)
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("what it is about"), max_length=2000, blank=True)
    topics = TaggableManager(verbose_name=_("topics"), through="plg.MeetingTopic", related_name="meetings", blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    moved_from = models.DateTimeField(_("was planned for"), null=True, blank=True)
    host_site = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at which school"),
    )
    location = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("For instance a room, or another place."),
    )
    link = models.URLField(_("link for taking part online"), blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty when there is room for everybody."),
    )
    prep_minutes = models.PositiveSmallIntegerField(
        _("minutes of preparation that count"),
        default=0,
        help_text=_("Counts for who was there; never more than the meeting itself."),
    )
    status = models.CharField(_("status"), max_length=12, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # The number of changes that calendars were told: SEQUENCE in RFC 5545.
    sequence = models.PositiveIntegerField(default=0)
    check_in_code = models.CharField(_("check-in code"), max_length=4, blank=True)
    attendance_confirmed_at = models.DateTimeField(_("attendance confirmed"), null=True, blank=True)
    attendance_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    depth = models.PositiveSmallIntegerField(
        _("depth of exchange"), choices=Depth, null=True, blank=True, validators=[MaxValueValidator(4)]
    )
    depth_note = models.CharField(_("what shows that"), max_length=300, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = NetworkManager.from_queryset(MeetingQuerySet)()

    privacy = PersonalModel(
        fields={"planned_by": GROUP_WORK.keep(), "attendance_confirmed_by": GROUP_WORK.keep()},
        impersonal=(
            "topics",
            "public_id",
            "title",
            "description",
            "location",
            "link",
            "cancel_reason",
            "check_in_code",
            "depth_note",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["group", "starts_at"], name="plg_meeting_of_group"),
            # With the end in it: what is over is left out within the index, a month of it before what comes.
            models.Index(fields=["starts_at", "id", "ends_at"], name="plg_meeting_in_order"),
            # A handful among all meetings of groups.
            models.Index(
                fields=["-starts_at", "-id", "ends_at"],
                condition=Q(partnership__isnull=False),
                name="plg_network_meeting_in_order",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="plg_meeting_ends_after_start",
                violation_error_message=_("A meeting ends after it starts."),
            ),
            models.CheckConstraint(condition=OF_ONE, name="plg_meeting_of_group_or_network"),
            models.CheckConstraint(
                condition=Q(partnership__isnull=True) | Q(audience__gt=""),
                name="plg_network_meeting_has_audience",
                violation_error_message=_("Choose who is invited."),
            ),
            models.CheckConstraint(
                condition=Q(depth__isnull=True) | Q(depth__range=(1, 4)), name="plg_meeting_depth_of_four"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def known_invited(self) -> dict[int, bool]:
        """Whether a member is invited, as far as `plg.meetings.rules.is_invited` or who fetched this object asked."""
        return {}

    @property
    def half_day(self) -> HalfDay:
        hour = timezone.localtime(self.starts_at).hour
        if hour < 12:
            return HalfDay.MORNING
        return HalfDay.AFTERNOON if hour < 17 else HalfDay.EVENING

    @property
    def has_special_kind(self) -> bool:
        """Worth naming: most are plain meetings of a group."""
        return self.kind != MeetingKind.GROUP

    @property
    def is_hybrid(self) -> bool:
        """People come to a place or take part online, as they like."""
        return bool(self.link) and (self.host_site_id is not None or bool(self.location))

    @property
    def is_of_a_team(self) -> bool:
        """Of some people of a group; the others of the group do not see it."""
        return self.group_id is not None and self.audience == MeetingAudience.CHOSEN

    @property
    def is_draft(self) -> bool:
        return self.status == MeetingStatus.DRAFT

    @property
    def is_moved(self) -> bool:
        return self.status == MeetingStatus.MOVED

    @property
    def is_cancelled(self) -> bool:
        return self.status == MeetingStatus.CANCELLED

    @property
    def is_planned(self) -> bool:
        """Takes place, or will: not a draft, not cancelled, not marked as held."""
        return self.status in MeetingStatus.TAKES_PLACE

    @property
    def minutes_long(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def of_whom(self) -> str:
        """The name of the group, or of the network."""
        owner = self.group or self.partnership
        return owner.name if owner else ""


class MeetingTopic(ItemBase):
    """What a meeting is about: what somebody may say to have led meetings on."""

    tag = models.ForeignKey(Topic, models.CASCADE, related_name="meeting_items")
    content_object = models.ForeignKey(Meeting, models.CASCADE, related_name="topic_items")

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("topic of a meeting")
        verbose_name_plural = _("topics of meetings")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="plg_meeting_topic_once")]


class AgendaItem(models.Model):
    """One subject of a meeting; afterwards its `report` is that part of the minutes."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("subject"), max_length=200)
    goal = models.CharField(_("goal"), max_length=14, choices=AgendaGoal, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who prepares it"),
    )
    files = models.ManyToManyField(GroupFile, blank=True, related_name="agenda_items", verbose_name=_("documents"))
    report = models.TextField(_("what was said"), max_length=20_000, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"owner": GROUP_WORK.keep()},
        impersonal=("public_id", "title", "explanation", "report"),
    )

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        indexes = [models.Index(fields=["meeting", "position"], name="plg_agenda_in_order")]

    def __str__(self) -> str:
        return self.title
