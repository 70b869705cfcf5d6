"""How an agreement stands, and as what an organisation is party to it."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    TO_SIGN = "to_sign", _("to be signed")
    PARTLY_SIGNED = "partly_signed", _("partly signed")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")
    SUCCEEDED = "succeeded", _("succeeded by a newer one")
    WITHDRAWN = "withdrawn", _("taken back from signing")

    # The text can still change.
    BEING_WRITTEN = enum.nonmember(collect_values(DRAFT))
    BEING_SIGNED = enum.nonmember(collect_values(TO_SIGN, PARTLY_SIGNED))
    # Signed by all, now or once: not a letter of it changes any more.
    SIGNED = enum.nonmember(collect_values(IN_FORCE, EXPIRED, TERMINATED, SUCCEEDED))
    OVER = enum.nonmember(collect_values(EXPIRED, TERMINATED, SUCCEEDED))


class PartyRole(models.TextChoices):
    BOARD = "board", _("school board")
    INSTITUTE = "institute", _("teacher education")
    OTHER = "other", _("other organisation")


class SigningMethod(models.TextChoices):
    DIGITAL = "digital", _("on this site")
    PAPER = "paper", _("on paper")


class PartyEnd(models.TextChoices):
    LEFT = "left", _("left at the end of a school year")
    MERGED = "merged", _("merged into another organisation")
