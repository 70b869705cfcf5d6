"""The people of the network."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm
from taggit.managers import TaggableManager

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager, match_active
from knowledge_network.kit.privacy import ACCOUNT, PROFILE, SECURITY, PersonalModel
from knowledge_network.kit.text import fold_name
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.enums import NetworkRoleKind, Visibility

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from knowledge_network.members.people.models.role import Appointment
    from knowledge_network.members.people.requests import Reader, Viewer


# What decides on rights: name → expression over members. `models.access` fills it, where the tables are known.
access: dict[str, Callable[[], Combinable]] = {}
# What apps above show of the reader on every page («unread_addresses»): name → expression, fetched with the user.
fetched_with_user: dict[str, Callable[[], Combinable]] = {}


def present(prefix: str = "") -> Q:
    """Members who are in the network now: not suspended, not left, not waiting to be erased."""
    moments = ("suspended_at", "left_at", "erasure_requested_at")
    return Q(**{f"{prefix}{moment}__isnull": True for moment in moments})


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        """Who is `present`: the others are not shown, found, chosen or written to."""
        return self.filter(present())

    def visible_to(self, member: Reader) -> Self:
        """Members see all active members, strangers who chose to be public, coordinators also who is suspended."""
        if not member.is_authenticated:
            # In SQL, for queries that are made once and asked often have to see a change of the settings too.
            closed = Exists(Partnership.objects.filter(public_directory=False))
            return self.active().filter(~closed, name_visibility=Visibility.EVERYBODY)
        if member.is_coordinator or member.is_platform_admin:
            return self.filter(erased_at__isnull=True)
        return self.active()

    def with_access(self) -> Self:
        """All that decides on rights and stands in the frame of every page, in the one query that fetches the user."""
        return self.annotate(**{name: expression() for name, expression in (access | fetched_with_user).items()})


class MemberManager(BaseUserManager["Member"], NetworkManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, email: str | None) -> Member:
        return self.get(email__iexact=email)


class Member(AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person with an account: who they are and what they let others see.

    Rights come from roles and appointments (`members.rules`), never from a flag on this row.
    """

    LANGUAGE_CHOICES = settings.LANGUAGES

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody with this e-mail address is a member already.")},
    )
    given_name = models.CharField(_("given name"), max_length=60)
    infix = models.CharField(_("infix"), max_length=20, blank=True, help_text=_("For instance «van der»."))
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    sort_name = models.CharField(max_length=170, editable=False)
    language = models.CharField(
        _("language of pages and mail"),
        max_length=2,
        choices=LANGUAGE_CHOICES,
        default="nl",
    )

    photo = models.ImageField(_("photo"), upload_to="members/", blank=True)
    about = models.TextField(_("about me"), max_length=2000, blank=True, help_text=_("You may use Markdown."))
    languages = ArrayField(
        models.CharField(max_length=3),
        default=list,
        blank=True,
        verbose_name=_("languages I speak"),
    )
    ask_me_about = TaggableManager(
        verbose_name=_("ask me about"),
        through="members.AskMeAbout",
        related_name="members",
        blank=True,
    )

    name_visibility = models.CharField(
        _("my name and profile page"),
        max_length=10,
        choices=[c for c in Visibility.choices if c[0] != Visibility.NOBODY],
        default=Visibility.MEMBERS,
    )
    email_visibility = models.CharField(
        _("e-mail address"),
        max_length=10,
        choices=Visibility,
        default=Visibility.NOBODY,
    )
    photo_visibility = models.CharField(_("photo"), max_length=10, choices=Visibility, default=Visibility.MEMBERS)
    about_visibility = models.CharField(_("about me"), max_length=10, choices=Visibility, default=Visibility.MEMBERS)
    work_visibility = models.CharField(
        _("function and school"),
        max_length=10,
        choices=Visibility,
        default=Visibility.MEMBERS,
    )
    languages_visibility = models.CharField(
        _("languages"), max_length=10, choices=Visibility, default=Visibility.MEMBERS
    )
    topics_visibility = models.CharField(
        _("ask me about"), max_length=10, choices=Visibility, default=Visibility.MEMBERS
    )

    joined_at = models.DateTimeField(_("member since"), default=timezone.now)
    last_seen_on = models.DateField(_("last seen"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended since"), null=True, blank=True)
    suspension_reason = models.CharField(_("reason of the suspension"), max_length=300, blank=True)
    erasure_requested_at = models.DateTimeField(_("asked to be erased"), null=True, blank=True)
    retention_warned_at = models.DateTimeField(_("told that inactive accounts are erased"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    privacy = PersonalModel(
        subjects=("pk",),
        fields={
            "public_id": ACCOUNT.blank(),
            "email": ACCOUNT.blank(),
            "given_name": ACCOUNT.blank(),
            "infix": ACCOUNT.blank(),
            "family_name": ACCOUNT.blank(),
            "sort_name": ACCOUNT.blank(exported=False),
            "password": SECURITY.blank(exported=False),
            "last_login": SECURITY.blank(),
            "last_seen_on": ACCOUNT.blank(),
            "suspended_at": ACCOUNT.blank(),
            "suspension_reason": ACCOUNT.blank(),
            "retention_warned_at": ACCOUNT.blank(),
            "photo": PROFILE.blank(),
            "about": PROFILE.blank(),
            "languages": PROFILE.blank(),
            "ask_me_about": PROFILE.blank(),
        },
        with_row=(
            "language",
            "name_visibility",
            "email_visibility",
            "photo_visibility",
            "about_visibility",
            "work_visibility",
            "languages_visibility",
            "topics_visibility",
            "joined_at",
            "erasure_requested_at",
            "left_at",
            "erased_at",
        ),
    )

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="members_member_email_once",
                violation_error_message=_("Somebody with this e-mail address is a member already."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(left_at__isnull=False),
                name="members_member_erased_has_left",
                violation_error_message=_("Who is erased has left."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "public_id"], name="members_member_sorted"),
            models.Index(
                fields=["sort_name", "public_id"],
                name="members_member_active_sorted",
                condition=Q(suspended_at__isnull=True, left_at__isnull=True, erasure_requested_at__isnull=True),
            ),
            GinIndex(
                OpClass("sort_name", name="gin_trgm_ops"),
                name="members_member_name_trigrams",
                fastupdate=False,
            ),
            models.Index(
                fields=["given_name"],
                name="members_member_active_given",
                condition=Q(suspended_at__isnull=True, left_at__isnull=True, erasure_requested_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        self.sort_name = self.make_sort_name(self.given_name, self.infix, self.family_name)
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and {"given_name", "infix", "family_name"} & set(update_fields):
            kwargs["update_fields"] = {*update_fields, "sort_name"}
        super().save(*args, **kwargs)

    @staticmethod
    def make_sort_name(given_name: str, infix: str, family_name: str) -> str:
        """Family name first, infix last, without accents and apostrophes: «berg, jan van der»."""
        return fold_name(f"{family_name or given_name}, {given_name} {infix}")

    def get_full_name(self) -> str:
        if self.erased_at is not None:
            return str(_("former member"))
        return " ".join(part for part in (self.given_name, self.infix, self.family_name) if part)

    def get_absolute_url(self) -> str:
        return reverse("members:member_detail", args=[self.public_id])

    def get_short_name(self) -> str:
        return self.given_name

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper()

    @property
    def avatar_colour(self) -> int:
        """0 to 5: which of the palette's colours stands behind the initials."""
        return sum(map(ord, self.public_id)) % 6

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """May log in. Who asked to be erased may too, to come back, and can do nothing else (`is_leaving`)."""
        return self.suspended_at is None and self.left_at is None

    @property
    def is_present(self) -> bool:
        """In the network now, as `active()` says of many: may be named in lists, chosen and written to."""
        return self.is_active and self.erasure_requested_at is None

    @property
    def is_leaving(self) -> bool:
        """Asked to be erased, and can still come back."""
        return self.erasure_requested_at is not None and self.erased_at is None

    def has_perm(self, permission: str, about: object = None) -> bool:
        return self.is_active and not self.is_leaving and bool(has_perm(permission, self, about))

    # What `with_access` fetched with the user, by these names; a member that came another way asks for all now.

    @cached_property
    def access_roles(self) -> list[str] | None:
        return self._ask_access().access_roles

    @cached_property
    def access_led_organisations(self) -> list[int] | None:
        return self._ask_access().access_led_organisations

    @cached_property
    def access_directed_organisations(self) -> list[int] | None:
        return self._ask_access().access_directed_organisations

    @cached_property
    def access_email_verified(self) -> bool:
        return self._ask_access().access_email_verified

    @cached_property
    def access_second_factor(self) -> bool:
        return self._ask_access().access_second_factor

    def _ask_access(self) -> Self:
        """Ask for all of it; from then on these names are plain values of this member."""
        row = type(self).objects.with_access().filter(pk=self.pk).values(*access)[0]
        for name in access:
            setattr(self, name, row[name])
        return self

    @property
    def roles(self) -> frozenset[str]:
        """Codes of the network roles that hold today."""
        return frozenset(self.access_roles or ())

    @property
    def led_organisations(self) -> frozenset[int]:
        """Primary keys of the schools that this member leads today."""
        return frozenset(self.access_led_organisations or ())

    @property
    def directed_organisations(self) -> frozenset[int]:
        """Primary keys of the boards and institutes that this member directs today."""
        return frozenset(self.access_directed_organisations or ())

    @property
    def is_director(self) -> bool:
        return bool(self.directed_organisations)

    @property
    def has_verified_email(self) -> bool:
        return bool(self.access_email_verified)

    @property
    def has_second_factor(self) -> bool:
        return bool(self.access_second_factor)

    @property
    def is_coordinator(self) -> bool:
        """Network coordinators and programme leaders run the network."""
        return bool(self.roles & NetworkRoleKind.COORDINATING)

    @property
    def is_platform_admin(self) -> bool:
        return NetworkRoleKind.PLATFORM_ADMIN in self.roles

    @property
    def is_liaison_officer(self) -> bool:
        return NetworkRoleKind.LIAISON_OFFICER in self.roles

    @property
    def is_privacy_contact(self) -> bool:
        return NetworkRoleKind.PRIVACY_CONTACT in self.roles

    @property
    def is_school_leader(self) -> bool:
        return bool(self.led_organisations)

    @cached_property
    def current_appointments(self) -> list[Appointment]:
        """Where this member works today, the primary appointment first."""
        today = timezone.localdate()
        return list(
            self.appointments.filter(match_active(today))
            .select_related("organisation__governing_board")
            .order_by("-is_primary", "start")
        )

    def forget_current_appointments(self) -> None:
        """Somewhere else was begun or ended: ask again."""
        with contextlib.suppress(AttributeError):
            del self.current_appointments

    @property
    def primary_appointment(self) -> Appointment | None:
        return self.current_appointments[0] if self.current_appointments else None

    def shows(self, field: str, viewer: Viewer) -> bool:
        """Whether `viewer` may see `field` («about», «photo», «work», «email», «languages», «topics», «name»)."""
        if viewer.pk == self.pk:
            return True
        chosen: str = getattr(self, f"{field}_visibility")
        if chosen == Visibility.EVERYBODY:
            return self.name_visibility == Visibility.EVERYBODY or viewer.is_authenticated
        return chosen == Visibility.MEMBERS and viewer.is_authenticated
