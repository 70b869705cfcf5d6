"""How people hear of something."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a member hears of something. Everything but «off» stands under the bell too."""

    APP = "app", _("in the app only")
    NOW = "now", _("by mail, at once")
    DAILY = "daily", _("by mail, once a day")
    WEEKLY = "weekly", _("in the weekly overview")
    OFF = "off", _("not at all")


class Section(models.TextChoices):
    """The rows on the page of choices; what somebody chooses for one is about every kind in it."""

    QUESTIONS = "questions", _("My questions")
    GROUPS = "groups", _("My groups")
    MEETINGS = "meetings", _("Meetings")
    KNOWLEDGE_BASE = "knowledge_base", _("Knowledge base")
    OTHER = "other", _("Everything else")

    @property
    def choice_key(self) -> str:
        """What stands for the name of a kind where a choice about the whole section is kept."""
        return f"section.{self.value}"


class Audience(enum.Enum):
    """Whom a kind of notice can reach; it is no use to let others choose how to hear of it."""

    EVERYBODY = "everybody"
    COORDINATORS = "coordinators"
    # School leaders and coordinators.
    DECIDERS = "deciders"
    # Who connects people in the network.
    LIAISONS = "liaisons"
    # Who leads a group, or plans meetings of the network.
    LEADS = "leads"
    # Who judges what others made or wrote.
    EXPERTS = "experts"
    # Who speaks for a party to the agreement.
    PARTNERS = "partners"
