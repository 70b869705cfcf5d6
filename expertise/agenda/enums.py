"""What becomes of a question on the research agenda, and of one that went to the Kennisrotonde."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class AgendaState(InAddress):
    OPEN = "open", pgettext_lazy("state on the research agenda", "open")
    GROUP = "group", pgettext_lazy("state on the research agenda", "a group works on it")
    OUTSIDE = "outside", pgettext_lazy("state on the research agenda", "at the Kennisrotonde")
    ANSWERED = "answered", pgettext_lazy("state on the research agenda", "answered")

    ADDRESS_WORDS = nonmember({"open": "open", "group": "groep", "outside": "kennisrotonde", "answered": "beantwoord"})


class ExternalState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state at the Kennisrotonde", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state at the Kennisrotonde", "submitted")
    IN_PROGRESS = "in_progress", pgettext_lazy("state at the Kennisrotonde", "being looked into")
    REFERRED = "referred", pgettext_lazy("state at the Kennisrotonde", "referred elsewhere")
    ANSWERED = "answered", pgettext_lazy("state at the Kennisrotonde", "answered")
    DECLINED = "declined", pgettext_lazy("state at the Kennisrotonde", "not taken up")

    # Somebody outside works on it.
    OUTSIDE = nonmember(collect_values(SUBMITTED, IN_PROGRESS))
    # It came back, and says what of it.
    CAME_BACK = nonmember(collect_values(REFERRED, ANSWERED, DECLINED))


class WishKind(models.TextChoices):
    WISH = "wish", _("wish")
    EXPECTATION = "expectation", _("expectation")
