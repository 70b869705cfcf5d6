"""How far a request to join is."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import values_of


class SignupState(models.TextChoices):
    UNVERIFIED = "unverified", _("address not confirmed")
    OPEN = "open", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")

    UNDECIDED = enum.nonmember(values_of(UNVERIFIED, OPEN))
