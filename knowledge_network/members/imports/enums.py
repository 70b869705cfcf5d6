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


class ImportState(models.TextChoices):
    """Waiting, applying and undoing ask a worker for something; no other state does."""

    WAITING = "waiting", _("waiting to be read")
    PLANNED = "planned", _("looked at")
    APPLYING = "applying", _("being carried out")
    APPLIED = "applied", _("carried out")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("discarded")
    FAILED = "failed", _("cannot be read")

    BEFORE_WORK = enum.nonmember(collect_values(WAITING, PLANNED, FAILED))
    AT_WORK = enum.nonmember(collect_values(WAITING, APPLYING, UNDOING))
    # Its changes were made, once.
    CARRIED_OUT = enum.nonmember(collect_values(APPLIED, UNDOING, UNDONE))


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
