"""How a part of the machinery is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    WORKS = "works", _("works")
    LOOK = "look", _("look at this")
    BROKEN = "broken", _("does not work")


class Sort(models.TextChoices):
    """What sorts of things wait one by one in the cockpit; the label says what somebody or something does there."""

    SIGNUP = "signup", _("wants to become a member")
    MAIL = "mail", _("got no mail: it came back")
    TOPIC = "topic", _("is proposed as a topic")
    DECIDE = "decide", _("waits for your decision")
    JOINING = "joining", _("lets somebody wait who wants to join")
    DORMANT = "dormant", _("sleeps")
    ENDS = "ends", _("ends")
    ATTENDANCE = "attendance", _("– who was there?")
    MINUTES = "minutes", _("has no minutes")
    QUESTION = "question", _("– nobody helps yet")
    PRODUCT = "product", _("has no expert group that looks at it")
    OBLIGATION = "obligation", _("is late")
    SIGNATURE = "signature", _("still has to sign")
    CLASH = "clash", _("at one time")


class Deed(models.TextChoices):
    """What one can do with such a thing without leaving the cockpit."""

    APPROVE = "approve", _("Approve")
    REMIND = "remind", _("Remind")
    SEND_AGAIN = "send_again", _("Send again")
    ASSIGN = "assign", _("Assign")
    LATER = "later", _("Later")
    DONE = "done", _("Done")
    TAKE_UP = "take_up", _("Put back")


class Exchange(models.TextChoices):
    """What can go from one partner to another; the label is said of who gave it."""

    VISIT = "visit", _("received people at a visit or workshop")
    HELP = "help", _("helped with a question")
    PRODUCT = "product", _("made something that they use")
    SHOWN = "shown", _("showed something they came to see")
