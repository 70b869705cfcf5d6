"""How far requests to join and invitations are."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class SignupState(models.TextChoices):
    UNVERIFIED = "unverified", _("address not confirmed")
    OPEN = "open", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")

    UNDECIDED = enum.nonmember(collect_values(UNVERIFIED, OPEN))


class InvitationState(models.TextChoices):
    """Told by what happened to it and by the clock; stored nowhere."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
