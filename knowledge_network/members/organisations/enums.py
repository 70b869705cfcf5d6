"""What organisations are, where they lie and how they take part in the network."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress


class Sector(models.TextChoices):
    PRIMARY = "po", _("primary education")
    SECONDARY = "vo", _("secondary education")
    SPECIAL = "so", _("special education")
    VOCATIONAL = "mbo", _("vocational education")
    HIGHER = "ho", _("higher education")


class OrganisationKind(models.TextChoices):
    BOARD = "board", _("board")
    SITE = "site", _("school")
    INSTITUTE = "institute", _("teacher education")
    OTHER = "other", _("other organisation")


class SiteSource(models.TextChoices):
    DUO = "duo", _("DUO")
    MANUAL = "manual", _("entered by hand")


class PartnerType(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    LIBRARY = "library", _("library")
    UNIVERSITY = "university", _("university")
    VOCATIONAL_COLLEGE = "vocational_college", _("regional vocational college")
    CHILDCARE = "childcare", _("childcare")
    OTHER = "other", _("other")


class PartnershipKind(models.TextChoices):
    KNOWLEDGE_NETWORK = "knowledge_network", _("knowledge network")
    TEACHER_EDUCATION = "teacher_education", _("teacher-education partnership")
    REGION = "education_region", _("education region")


class Participation(InAddress):
    """By what coordinators filter organisations; stored nowhere."""

    TAKES_PART = "yes", _("takes part")
    STANDS_OUTSIDE = "no", _("does not take part")

    ADDRESS_WORDS = nonmember({"yes": "ja", "no": "nee"})


class HolidayRegion(models.TextChoices):
    NORTH = "north", _("North")
    CENTRE = "centre", _("Centre")
    SOUTH = "south", _("South")


class PartnershipRole(models.TextChoices):
    PARTICIPANT = "participant", _("participant")
    LEAD = "lead_partner", _("lead partner")
    ASSOCIATED = "associated", _("associated")
