"""What in the table of groups asks a coordinator for attention."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import InAddress


class Attention(InAddress):
    UNDECIDED = "undecided", _("Waits for a decision")
    DORMANT = "dormant", _("Sleeping")
    WITHOUT_AGREEMENT = "without_agreement", _("No group agreements")
    WITHOUT_LEADER = "without_leader", _("No group leader")
    WITHOUT_CONTACT = "without_contact", _("No contact person")
    WAITING = "waiting", _("Requests to join")
    WAITING_LONG = "waiting_long", _("Requests to join, longer than a week")
    FEW_BOARDS = "few_boards", _("Too few boards")
    MOSTLY_NEW = "mostly_new", _("Mostly new members")
    OVERDUE = "overdue", _("Past the end date")
    ENDS_SOON = "ends_soon", _("Project ends soon")

    ADDRESS_WORDS = enum.nonmember(
        {
            "undecided": "beslissen",
            "dormant": "slapend",
            "without_agreement": "zonder-afspraken",
            "without_leader": "zonder-trekker",
            "without_contact": "zonder-contact",
            "waiting": "wachtend",
            "waiting_long": "wacht-lang",
            "few_boards": "weinig-besturen",
            "mostly_new": "veel-nieuw",
            "overdue": "te-laat",
            "ends_soon": "eindigt",
        }
    )
