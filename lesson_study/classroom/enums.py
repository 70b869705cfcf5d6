"""How what was seen matches what was expected, and why a note from a device is not taken."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Match(models.TextChoices):
    """Beside our forecast, never a verdict on a pupil: «otherwise» is the find, not a fault."""

    EXPECTED = "expected", _("as expected")
    PARTLY = "partly", _("partly")
    OTHERWISE = "otherwise", _("otherwise")
    NOT_SEEN = "not_seen", _("not seen")


class RecordKind(StrEnum):
    """What a sealed record of a device holds."""

    NOTE = "note"
    INTERVIEW = "interview"
    WITHDRAWN = "withdrawn"


class Refusal(StrEnum):
    """Why a record stays on the device: it is never thrown away without its observer knowing."""

    UNREADABLE = "unreadable"
    NEWER_FORMAT = "newer_format"
    NOT_YOURS = "not_yours"
    AFTER_LEAVING = "after_leaving"
    NOTES_REMOVED = "notes_removed"
    UNKNOWN_PUPIL = "unknown_pupil"


class SyncProblem(StrEnum):
    """Why nothing of a batch was taken."""

    BAD_REQUEST = "bad_request"
    OTHER_MEMBER = "other_member"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
