"""Who may sign for a party, how their signature stands, and what happened in a signing round."""

from __future__ import annotations

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.choices import collect_values


class MandateState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("taken back")
    # Who was to sign does not work for the party any more.
    LAPSED = "lapsed", _("lapsed")

    STANDING = enum.nonmember(collect_values(PROPOSED, CONFIRMED))


class ConfirmedBy(models.TextChoices):
    DIRECTOR = "director", _("a director of the party")
    SCAN = "scan", _("a signed paper, seen by a second person")


class SignatureState(models.TextChoices):
    ASKED = "asked", _("asked")
    READ = "read", _("read")
    SIGNED = "signed", _("signed")
    REFUSED = "refused", _("refused")
    REPLACED = "replaced", _("replaced")

    OPEN = enum.nonmember(collect_values(ASKED, READ))
    # Who refused may change their mind as long as the round is open.
    MAY_SIGN = enum.nonmember(collect_values(ASKED, READ, REFUSED))


class EventKind(models.TextChoices):
    OPENED = "opened", _("signing opened")
    MANDATE = "mandate", _("mandate confirmed")
    ASKED = "asked", _("asked to sign")
    READ = "read", _("document read")
    SIGNED = "signed", _("signed")
    REFUSED = "refused", _("refused")
    REPLACED = "replaced", _("signatory replaced")
    SEALED = "sealed", _("sealed")
    WITHDRAWN = "withdrawn", _("taken back from signing")
    LAPSED = "lapsed", _("mandate lapsed")
