"""The organisations of the network. Identifiers are strings: leading zeros matter."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PersonalModel
from knowledge_network.members.organisations.enums import (
    OrganisationKind,
    PartnerType,
    Sector,
    SiteSource,
)

board_number = RegexValidator(r"^\d{5}\Z", _("A board number has five digits, for instance 41565."))
brin_code = RegexValidator(r"^[0-9A-Z]{4}\Z", _("A BRIN has four digits or capitals, for instance 07EX."))
site_code = RegexValidator(
    r"^[0-9A-Z]{4}\d{2}\Z",
    _("A site code is a BRIN and two digits, for instance 07EX00."),
)
kvk_number = RegexValidator(r"^\d{8}\Z", _("A KvK number has eight digits."))
dutch_postcode = RegexValidator(r"^[1-9]\d{3} [A-Z]{2}\Z", _("A postcode looks like «7511 AB»."))
municipality_number = RegexValidator(r"^\d{4}\Z", _("A municipality number has four digits."))


class OrganisationQuerySet[O: Organisation](models.QuerySet[O]):
    def valid_on(self, day: dt.date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )

    def current(self) -> Self:
        return self.valid_on(timezone.localdate())

    def visible_to(self, member: object) -> Self:
        """Organisations come from the public register: everybody may see them."""
        return self.all()

    def participating(self) -> Self:
        """The organisations that take part in the network now, and the sites of the boards that do."""
        today = timezone.localdate()
        memberships = apps.get_model("members", "PartnershipMembership")
        parties = memberships._default_manager.filter(
            Q(start__lte=today), Q(end__isnull=True) | Q(end__gt=today)
        ).values("organisation_id")
        return self.filter(Q(pk__in=parties) | Q(governing_board_id__in=parties))


class Organisation(models.Model):
    """Any body that people work for and that can take part in the network."""

    kind = models.CharField(_("kind"), max_length=10, choices=OrganisationKind, editable=False)
    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    # Of a site: copied from its school by the action that sets it, because every list of people shows it.
    governing_board = models.ForeignKey(
        "members.Board",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("board"),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    objects = NetworkManager.from_queryset(OrganisationQuerySet)()

    privacy: ClassVar[PersonalModel] = PersonalModel(impersonal=("name", "slug", "place", "website"), names_nobody=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["kind", "name"], name="members_organisation_kind_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="members_organisation_ends_after_start",
                violation_error_message=_("An organisation ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | (~Q(successor=F("id")) & Q(valid_to__isnull=False)),
                name="members_organisation_successor_needs_end",
                violation_error_message=_("Only an organisation with an end date has a successor, and never itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_board(self) -> bool:
        return self.kind == OrganisationKind.BOARD

    @property
    def is_site(self) -> bool:
        return self.kind == OrganisationKind.SITE

    @property
    def is_institute(self) -> bool:
        return self.kind == OrganisationKind.INSTITUTE

    @property
    def is_other(self) -> bool:
        return self.kind == OrganisationKind.OTHER

    @property
    def is_closed(self) -> bool:
        return self.valid_to is not None and self.valid_to <= timezone.localdate()


class Board(Organisation):
    """The legal authority over schools (bevoegd gezag)."""

    bg_number = models.CharField(_("board number"), max_length=5, unique=True, validators=[board_number])
    kvk = models.CharField(_("KvK number"), max_length=8, blank=True, validators=[kvk_number])

    objects = NetworkManager.from_queryset(OrganisationQuerySet)()  # type: ignore[misc]

    privacy: ClassVar[PersonalModel] = PersonalModel(impersonal=("bg_number", "kvk"), names_nobody=True)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.CheckConstraint(
                condition=Q(bg_number__regex=r"^\d{5}$"),
                name="members_board_number_has_five_digits",
                violation_error_message=_("A board number has five digits, for instance 41565."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = OrganisationKind.BOARD
        super().save(*args, **kwargs)


class School(models.Model):
    """The institution that the register calls by its BRIN; people work at its sites."""

    brin = models.CharField(_("BRIN"), max_length=4, unique=True, validators=[brin_code])
    name = models.CharField(_("name"), max_length=150)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector, default=Sector.PRIMARY)
    board = models.ForeignKey(Board, models.PROTECT, related_name="schools", verbose_name=_("board"))
    denomination = models.CharField(_("denomination"), max_length=60, blank=True)

    objects = NetworkManager()

    privacy: ClassVar[PersonalModel] = PersonalModel(impersonal=("brin", "name", "denomination"), names_nobody=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            models.CheckConstraint(
                condition=Q(brin__regex=r"^[0-9A-Z]{4}$"),
                name="members_school_brin_has_four_characters",
                violation_error_message=_("A BRIN has four digits or capitals, for instance 07EX."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Site(Organisation):
    """One location of a school (vestiging): the place where people work."""

    school = models.ForeignKey(School, models.PROTECT, related_name="sites", verbose_name=_("school"))
    site_number = models.CharField(_("site number"), max_length=2, validators=[RegexValidator(r"^\d{2}\Z")])
    site_code = models.CharField(_("site code"), max_length=6, unique=True, validators=[site_code])
    street = models.CharField(_("street"), max_length=80, blank=True)
    house_number = models.CharField(_("house number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True, validators=[dutch_postcode])
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    municipality_number = models.CharField(
        _("municipality number"),
        max_length=4,
        blank=True,
        validators=[municipality_number],
    )
    province = models.CharField(_("province"), max_length=30, blank=True)
    region = models.CharField(_("COROP area"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=6, choices=SiteSource, default=SiteSource.MANUAL)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = NetworkManager.from_queryset(OrganisationQuerySet)()  # type: ignore[misc]

    # Address and telephone of the school, from the public register.
    privacy: ClassVar[PersonalModel] = PersonalModel(
        impersonal=(
            "site_number",
            "site_code",
            "street",
            "house_number",
            "postcode",
            "municipality",
            "municipality_number",
            "province",
            "region",
            "phone",
        ),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        indexes = [models.Index(fields=["municipality"], name="members_site_municipality")]
        constraints = [
            models.CheckConstraint(
                condition=Q(site_code__regex=r"^[0-9A-Z]{4}\d{2}$"),
                name="members_site_code_is_brin_and_number",
                violation_error_message=_("A site code is a BRIN and two digits, for instance 07EX00."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = OrganisationKind.SITE
        super().save(*args, **kwargs)


class TeacherEducation(Organisation):
    """A teacher-training institute (lerarenopleiding)."""

    brin = models.CharField(_("BRIN"), max_length=4, blank=True, validators=[brin_code])
    bg_number = models.CharField(_("board number"), max_length=5, blank=True, validators=[board_number])
    programmes = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        verbose_name=_("programmes"),
    )

    objects = NetworkManager.from_queryset(OrganisationQuerySet)()  # type: ignore[misc]

    privacy: ClassVar[PersonalModel] = PersonalModel(impersonal=("brin", "bg_number", "programmes"), names_nobody=True)

    class Meta:
        verbose_name = _("teacher-education institute")
        verbose_name_plural = _("teacher-education institutes")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = OrganisationKind.INSTITUTE
        super().save(*args, **kwargs)


class OtherOrganisation(Organisation):
    """A partner that is neither board, school nor institute: a municipality, a library, a university."""

    type = models.CharField(_("type"), max_length=20, choices=PartnerType, default=PartnerType.OTHER)

    objects = NetworkManager.from_queryset(OrganisationQuerySet)()  # type: ignore[misc]

    privacy: ClassVar[PersonalModel] = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("other organisation")
        verbose_name_plural = _("other organisations")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = OrganisationKind.OTHER
        super().save(*args, **kwargs)
