"""When mail suits people, and what became of a mail."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import values_of


class MailWeekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class DeliveryState(models.TextChoices):
    HELD = "held", _("held back")
    PLANNED = "planned", _("planned")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")

    # Still to be mailed, by whom it is asked first.
    DUE = enum.nonmember(values_of(PLANNED, SENDING))
    # A mail server has it, or may have it.
    HANDED_OVER = enum.nonmember(values_of(SENDING, SENT))
    # Says why it was not sent.
    WITH_REASON = enum.nonmember(values_of(HELD, SKIPPED, FAILED))
