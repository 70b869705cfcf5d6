"""What is asked in a poll, and what somebody says of one option."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress


class PollKind(InAddress):
    DATES = "dates", _("date poll")
    CHOICES = "choices", _("choice poll")

    ADDRESS_WORDS = enum.nonmember({"dates": "datum", "choices": "keuze"})


class Vote(InAddress):
    """Of a date: can, can if it has to be, cannot. Of a choice only the first is stored."""

    YES = "yes", _("yes")
    IF_NEED_BE = "if_need_be", _("if need be")
    NO = "no", _("no")

    ADDRESS_WORDS = enum.nonmember({"yes": "ja", "if_need_be": "desnoods", "no": "nee"})
