"""What stands on record of a meeting: who was there, what was agreed, what went back to school."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import collect_values


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("present")
    PARTLY = "partly", _("partly present")
    ONLINE = "online", _("online")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")

    WERE_THERE = enum.nonmember(collect_values(PRESENT, PARTLY, ONLINE))
    NOT_THERE = enum.nonmember(collect_values(EXCUSED, ABSENT))


class CheckIn(models.TextChoices):
    CODE = "code", _("with the code")
    QR = "qr", _("with the QR code")


class Contest(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    GRANTED = "granted", _("put right")
    REFUSED = "refused", _("left as it is")


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class ActionItemStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of an action point", "open")
    BUSY = "busy", _("busy")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")

    UNFINISHED = enum.nonmember(collect_values(OPEN, BUSY))
    FINISHED = enum.nonmember(collect_values(DONE, DROPPED))


class ReturnAudience(models.TextChoices):
    CLASS = "class", _("my class")
    YEAR_GROUPS = "year_groups", _("my year groups")
    TEAM = "team", _("my team")
    BOARD = "board", _("my board")
    INSTITUTE = "institute", _("the teacher education")


class Mechanism(models.TextChoices):
    """The four learning mechanisms of boundary crossing (Akkerman and Bakker, 2011)."""

    IDENTIFICATION = "identification", _("identification: seeing what I know and where my limits are")
    COORDINATION = "coordination", _("coordination: agreements and ways of working")
    REFLECTION = "reflection", _("reflection: looking through somebody else's eyes")
    TRANSFORMATION = "transformation", _("transformation: a new practice together")


class FollowUp(models.TextChoices):
    SHARED = "shared", _("shared")
    APPLIED = "applied", _("applied")
    ADAPTED = "adapted", _("adapted")
    STOPPED = "stopped", _("went no further")


class CertificateVerdict(models.TextChoices):
    """What is told to who checks a code; stored nowhere."""

    VALID = "valid", _("This certificate is valid")
    WITHDRAWN = "withdrawn", _("This certificate is withdrawn")
    UNKNOWN = "unknown", _("We do not know this certificate")
