"""For what there are badges, how one stands, and what a check says of one."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class BadgeKind(InAddress):
    """What somebody does for others. There is none for being somewhere."""

    PROCESS_GUIDE = "process_guide", _("process guide of a group")
    LESSON_STUDY = "lesson_study", _("Lesson Study completed")
    LIAISON_OFFICER = "liaison_officer", _("liaison officer")
    EXPERT = "expert", _("recognised expertise")

    ADDRESS_WORDS = enum.nonmember(
        {
            "process_guide": "procesbegeleider",
            "lesson_study": "lesson-study",
            "liaison_officer": "verbindingsofficier",
            "expert": "expert-erkend",
        }
    )


class BadgeState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("state of a badge", "asked")
    GRANTED = "granted", pgettext_lazy("state of a badge", "granted")
    DECLINED = "declined", pgettext_lazy("state of a badge", "not granted")
    ENDED = "ended", pgettext_lazy("state of a badge", "ended")

    # Waits or holds: one asks for it once.
    OPEN = enum.nonmember(collect_values(ASKED, GRANTED))
    # Was granted at some time: has its place in the status list.
    WAS_GRANTED = enum.nonmember(collect_values(GRANTED, ENDED))


class EndReason(models.TextChoices):
    WITHDRAWN = "withdrawn", _("withdrawn by the network")
    CLAIM = "claim", _("the expertise is not recognised any more")
    HOLDER = "holder", _("ended by yourself")


class KeyKind(models.TextChoices):
    """One for each of the two forms in which a badge is given."""

    RSA = "rsa", "RS256"
    ED25519 = "ed25519", "eddsa-rdfc-2022"


class BadgeForm(InAddress):
    JWT = "jwt", "JWT"
    LINKED_DATA = "linked_data", "JSON-LD"

    ADDRESS_WORDS = enum.nonmember({"linked_data": "json"})


class BadgeVerdict(models.TextChoices):
    """What is told to who checks one; stored nowhere."""

    VALID = "valid", _("This badge is real and holds")
    OTHER_PERSON = "other_person", _("This badge was not given to this address")
    REVOKED = "revoked", _("This badge does not exist any more")
    EXPIRED = "expired", _("This badge is over")
    CHANGED = "changed", _("This badge was changed")
    UNKNOWN = "unknown", _("We did not give this badge")
    NOT_FOUND = "not_found", _("We find no badge for this number and this address")
