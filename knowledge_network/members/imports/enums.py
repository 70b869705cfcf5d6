"""What is imported, how far it is, and what becomes of a row."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class ImportKind(models.TextChoices):
    SITES = "sites", _("schools (DUO)")
    BOARDS = "boards", _("boards (DUO)")
    MEMBERS = "members", _("members")
    TOPICS = "topics", _("topics")
    WORDS = "words", _("words of the staff room")
    SUCCESSORS = "successors", _("mergers and successors")


class ImportState(models.TextChoices):
    """Waiting, applying and undoing ask a worker for something; no other state does."""

    WAITING = "waiting", _("waiting to be read")
    ASKING = "asking", _("columns to choose")
    PLANNED = "planned", _("looked at")
    APPLYING = "applying", _("being carried out")
    APPLIED = "applied", _("carried out")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("discarded")
    FAILED = "failed", _("cannot be read")

    BEFORE_WORK = enum.nonmember(collect_values(WAITING, ASKING, PLANNED, FAILED))
    AT_WORK = enum.nonmember(collect_values(WAITING, APPLYING, UNDOING))
    # Its changes were made, once.
    CARRIED_OUT = enum.nonmember(collect_values(APPLIED, UNDOING, UNDONE))


class ImportDoubt(models.TextChoices):
    """Why a file of the register may be the wrong one: somebody has to say that it is not."""

    CUT_OFF = "cut_off", _("The last row of this file is not whole: it may have been cut off.")
    NATIONAL = "national", _("This file is of the whole country, and no region is chosen.")
    CLOSINGS = "closings", _("Many schools would close.")


class Letters(models.TextChoices):
    """How the bytes of a file of text are read."""

    UTF8 = "utf8", _("UTF-8")
    WINDOWS = "windows", _("Windows")
    MAC = "mac", _("an old Mac")
    DOS = "dos", _("DOS")
    BROKEN = "broken", _("UTF-8 with a wrong letter in between")
    TWICE = "twice", _("encoded twice")
    UTF16 = "utf16", _("UTF-16")
    UTF16_LITTLE = "utf16_little", _("UTF-16, little-endian")
    UTF16_BIG = "utf16_big", _("UTF-16, big-endian")


class RowOutcome(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    CLOSED = "closed", _("closed")
    UNCHANGED = "unchanged", _("unchanged")
    DUPLICATE = "duplicate", _("double")
    SKIPPED = "skipped", _("skipped")
    ERROR = "error", _("error")

    # Rows that nothing can be done with before somebody looks at them.
    PROBLEMS = enum.nonmember(collect_values(DUPLICATE, ERROR))
