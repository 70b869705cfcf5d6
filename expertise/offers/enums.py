"""What boards, schools and the institute offer each other, to whom, and whether it still stands."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress


class OfferKind(InAddress):
    WORKSHOP = "workshop", pgettext_lazy("kind of offer", "workshop")
    COURSE = "course", pgettext_lazy("kind of offer", "course")
    WORK_VISIT = "work_visit", pgettext_lazy("kind of offer", "working visit")
    CURRICULUM = "curriculum", pgettext_lazy("kind of offer", "part of a curriculum")
    LEARNING_TASK = "learning_task", pgettext_lazy("kind of offer", "learning task")
    JOINT_TRAINING = "joint_training", pgettext_lazy("kind of offer", "training teachers together")
    INITIATIVE = "initiative", pgettext_lazy("kind of offer", "initiative to ask about")

    ADDRESS_WORDS = nonmember(
        {
            "workshop": "workshop",
            "course": "cursus",
            "work_visit": "werkbezoek",
            "curriculum": "curriculum",
            "learning_task": "leertaak",
            "joint_training": "samen-opleiden",
            "initiative": "initiatief",
        }
    )


class OpenTo(models.TextChoices):
    EVERYBODY = "everybody", _("everybody in the network")
    OWN_BOARD = "own_board", _("people of the same board")


class OfferState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of an offer", "offered")
    ENDED = "ended", pgettext_lazy("state of an offer", "not offered any more")


class OfferScope(InAddress):
    """Whose offers the catalogue shows."""

    ALL = "all", _("All offers")
    MINE = "mine", _("Mine")
    ENDED = "ended", _("Not offered any more")

    ADDRESS_WORDS = nonmember({"all": "", "mine": "mijn", "ended": "gestopt"})
