"""When mail suits people, and what became of a mail."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class MailWeekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class ReturnKind(enum.Enum):
    """What a returned mail says about the address: nothing to be found there, or a matter of this mail or moment."""

    HARD = "hard"
    SOFT = "soft"


class Receipt(enum.Enum):
    """What became of a mail that came in."""

    COUNTED = "counted"
    # Its words stand where they belong.
    TAKEN = "taken"
    # Nothing to do: an answer of a machine, a mail counted before, one that is no mail of ours.
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    TOO_LARGE = "too_large"


class DeliveryState(models.TextChoices):
    HELD = "held", _("held back")
    PLANNED = "planned", _("planned")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")

    # Still to be mailed, by whom it is asked first.
    DUE = enum.nonmember(collect_values(PLANNED, SENDING))
    # No sender took it up yet.
    STILL_TO_GO = enum.nonmember(collect_values(HELD, PLANNED))
    # A mail server has it, or may have it.
    HANDED_OVER = enum.nonmember(collect_values(SENDING, SENT))
    # Says why it was not sent.
    WITH_REASON = enum.nonmember(collect_values(HELD, SKIPPED, FAILED))
