"""What can be said to a post with one press."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class Reaction(models.TextChoices):
    THANKS = "thanks", _("Thank you")
    AGREE = "agree", _("I agree")
    NICE = "nice", _("Well done")
    IDEA = "idea", _("Good idea")
    # Only where the chair asks for it.
    READ = "read", _("I read it")

    ALWAYS = nonmember(collect_values(THANKS, AGREE, NICE, IDEA))
