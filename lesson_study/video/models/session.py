"""A session: an ordinary moment of somebody's work, who was filmed, who looks along, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import VIDEO, PersonalModel
from knowledge_network.members.organisations.models import Organisation
from lesson_study.video.enums import Audience, ReadinessItem, SessionState
from plg.groups.models import Group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


KNOWN = Audience.values


def audience_field(words: object) -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=9, choices=Audience), verbose_name=words, default=list, blank=True)  # type: ignore[arg-type]


class VideoSessionQuerySet(models.QuerySet["VideoSession"]):
    def visible_to(self, member: Reader) -> Self:
        """Who was filmed, who checks, and who is asked to look along; nobody by their role, nor by their group."""
        if not member.is_authenticated:
            return self.none()
        near = VideoSession.objects.filter(Q(owner=member) | Q(checker=member) | Q(leader=member)).values("pk")
        filmed = FilmedAdult.objects.filter(member=member).values("session")
        listed = SessionViewer.objects.filter(member=member).values("session")
        return self.filter(pk__in=near.union(filmed, listed))

    def with_insights(self) -> Self:
        """Of which the group may read what came of it."""
        return self.filter(state__in=SessionState.HAS_INSIGHTS)


class VideoSession(models.Model):
    """One ordinary moment that is looked at together. The title names the moment, never a person."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="video_sessions", verbose_name=_("group"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("at which school it was")
    )
    title = models.CharField(_("ordinary moment"), max_length=120)
    focus = models.TextField(_("why does this often go well?"), max_length=1000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="filmed_sessions",
        verbose_name=_("who was filmed"),
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who checks")
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who leads")
    )
    state = models.CharField(_("state"), max_length=8, choices=SessionState, default=SessionState.IDEA)
    filmed_on = models.DateField(_("filmed on"), null=True, blank=True)
    # Where the film stays when it does not come in here.
    school_link = models.URLField(
        _("address in the store of the school"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
    )
    made_at = models.DateTimeField(default=timezone.now)
    # The question that goes on in the talk, and since when.
    current = models.PositiveSmallIntegerField(_("question"), null=True, blank=True)
    round_started_at = models.DateTimeField(_("question began"), null=True, blank=True)
    met_at = models.DateTimeField(_("talk closed"), null=True, blank=True)
    erased_at = models.DateTimeField(_("film erased"), null=True, blank=True)
    # Raised by each change: a screen that asks for news says which number it has.
    revision = models.PositiveIntegerField(default=0)
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(VideoSessionQuerySet)()

    # What a moment is called and told names nobody, the forms say so: it stays, and who was filmed gets a copy of it.
    privacy = PersonalModel(
        subjects=("owner",),
        fields={
            "owner": VIDEO.blank(),
            "title": VIDEO.keep(),
            "focus": VIDEO.keep(),
            "checker": VIDEO.blank(),
            "leader": VIDEO.blank(),
        },
        impersonal=("public_id", "idempotency_key", "school_link"),
        with_row=(
            *("group", "organisation", "state", "filmed_on", "made_at", "current", "round_started_at", "met_at"),
            *("erased_at", "revision"),
        ),
    )

    class Meta:
        verbose_name = _("session of looking together")
        verbose_name_plural = _("sessions of looking together")
        indexes = [models.Index(fields=["group", "state"], name="lesson_study_video_of_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(current__isnull=True, round_started_at__isnull=True)
                | Q(current__isnull=False, round_started_at__isnull=False),
                name="lesson_study_video_talk_has_begun",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.ERASED, erased_at__isnull=False)
                | ~Q(state=SessionState.ERASED) & Q(erased_at__isnull=True),
                name="lesson_study_video_erased_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SessionState.TAKES_FRAGMENTS)) | Q(filmed_on__isnull=False),
                name="lesson_study_video_filmed_on",
            ),
        ]

    def __str__(self) -> str:
        # What stands in the logbook: neither the moment nor who was filmed.
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("lesson_study:video_detail", args=[self.public_id])

    @property
    def code(self) -> str:
        """Burnt into every film of this session."""
        return self.public_id.upper()

    @property
    def is_idea(self) -> bool:
        return self.state == SessionState.IDEA

    @property
    def is_agreed_on(self) -> bool:
        return self.state == SessionState.AGREED

    @property
    def is_filmed(self) -> bool:
        return self.state == SessionState.FILMED

    @property
    def is_chosen(self) -> bool:
        return self.state == SessionState.CHOSEN

    @property
    def is_erased(self) -> bool:
        return self.state == SessionState.ERASED

    @property
    def is_going_on(self) -> bool:
        """The group is looking."""
        return self.state == SessionState.MEETING

    @property
    def is_closed(self) -> bool:
        return self.state in SessionState.HAS_INSIGHTS


class SessionViewer(models.Model):
    """Who is asked to look along, by name."""

    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="viewers")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",), fields={"member": VIDEO.delete()}, with_row=("session", "added_at"), names_nobody=True
    )

    class Meta:
        verbose_name = _("person who looks along")
        verbose_name_plural = _("people who look along")
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="lesson_study_video_viewer_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.member_id}"


class FilmedAdult(models.Model):
    """A colleague who can be recognised. Who was filmed is one of them. Refusing has no consequence."""

    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="adults")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    audiences = audience_field(_("who may look"))
    only_covered = models.BooleanField(_("only when faces are blurred"), default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": VIDEO.delete(), "audiences": VIDEO.delete()},
        with_row=("session", "only_covered", "asked_at", "agreed_at", "withdrawn_at"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("adult who was filmed")
        verbose_name_plural = _("adults who were filmed")
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="lesson_study_video_adult_once"),
            models.CheckConstraint(
                condition=Q(audiences__contained_by=KNOWN), name="lesson_study_video_adult_names_known"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False) | Q(audiences=[]), name="lesson_study_video_adult_agrees_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.member_id}"


class ReadinessCheck(models.Model):
    """One of the five that have to stand before a film comes in, and who said that it does."""

    session = models.ForeignKey(VideoSession, models.CASCADE, related_name="checks")
    item = models.CharField(max_length=10, choices=ReadinessItem)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"checked_by": VIDEO.blank()}, names_nobody=True)

    class Meta:
        verbose_name = _("point of the list of five")
        verbose_name_plural = _("points of the list of five")
        constraints = [models.UniqueConstraint(fields=["session", "item"], name="lesson_study_video_check_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.item}"
