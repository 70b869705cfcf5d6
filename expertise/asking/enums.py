"""The life of a question, whom it is for and who was asked, and whether it helped."""

from __future__ import annotations

from enum import StrEnum, nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class HelpAudience(models.TextChoices):
    EXPERT = "expert", _("one colleague")
    GROUP = "group", _("an expert group")
    NETWORK = "network", _("the whole network")


class HelpState(InAddress):
    DRAFT = "draft", _("draft")
    OPEN = "open", pgettext_lazy("state of a question", "open")
    MATCHED = "matched", _("sent to somebody")
    TALKING = "talking", _("in conversation")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PASSED_ON = "passed_on", _("passed on")

    UNFINISHED = nonmember(collect_values(OPEN, MATCHED, TALKING, ANSWERED))
    ENDED = nonmember(collect_values(CLOSED, WITHDRAWN, PASSED_ON))
    # Nobody helps yet.
    WAITING = nonmember(collect_values(OPEN, MATCHED))
    # What costs an expert time: answered questions no longer do.
    BUSY = nonmember(collect_values(OPEN, MATCHED, TALKING))
    # Somebody helps, so there is a conversation.
    WITH_HELPER = nonmember(collect_values(TALKING, ANSWERED))
    # Somebody helped.
    HELPED = nonmember(collect_values(ANSWERED, CLOSED))
    # Never put to anybody, or taken back: no demand, and nothing to find.
    NOT_ASKED = nonmember(collect_values(DRAFT, WITHDRAWN))

    ADDRESS_WORDS = nonmember(
        {
            "draft": "concept",
            "matched": "gestuurd",
            "talking": "in_gesprek",
            "answered": "beantwoord",
            "closed": "afgesloten",
            "withdrawn": "ingetrokken",
            "passed_on": "doorgezet",
        }
    )


class QuestionTab(InAddress):
    """Which questions the list shows."""

    OPEN = "open", _("Open questions")
    MINE = "mine", _("My questions")
    ASKED_ME = "asked_me", _("Asked to me")
    ANSWERS = "answers", _("Answers")

    # What is open is shown by itself: no word in the address.
    ADDRESS_WORDS = nonmember({"open": "", "mine": "van-mij", "asked_me": "aan-mij", "answers": "antwoorden"})


class Attention(InAddress):
    """Which questions the desk shows."""

    OPEN = "open", _("Open")
    UNANSWERED = "unanswered", _("Nobody helps yet")
    ESCALATED = "escalated", _("Passed to the liaison officer")
    TO_CHECK = "to_check", _("Answers to check")
    ALL = "all", _("All questions")

    ADDRESS_WORDS = nonmember(
        {"open": "", "unanswered": "onbeantwoord", "escalated": "doorgegeven", "to_check": "nakijken", "all": "alles"}
    )


class HelpOutcome(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")

    HELPED = nonmember(collect_values(YES, PARTLY))


class PassedTo(models.TextChoices):
    BUNDLING = "question_bundling", _("the bundling of questions")
    KENNISROTONDE = "kennisrotonde", _("the Kennisrotonde")


class MatchState(models.TextChoices):
    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("helps")
    DECLINED = "declined", _("cannot help")
    EXPIRED = "expired", _("did not answer in time")
    TAKEN_BACK = "taken_back", _("no longer needed")

    # What fills somebody's time.
    BUSY = nonmember(collect_values(ASKED, ACCEPTED))
    # May say that they cannot (any more).
    MAY_DECLINE = nonmember(collect_values(ASKED, ACCEPTED, DECLINED))


class HelpPart(StrEnum):
    """What somebody has to do with a question who was not asked by name; else the state of their match says it."""

    ASKER = "asker"
    GROUP = "group"


class FollowUpAfter(models.TextChoices):
    SIX_WEEKS = "six_weeks", _("after six weeks")
    SIX_MONTHS = "six_months", _("after six months")


class FollowUpUsed(InAddress):
    YES = "yes", _("yes")
    ADAPTED = "adapted", _("yes, adapted")
    NOT_YET = "not_yet", _("not yet")
    NO = "no", _("no")

    DONE = nonmember(collect_values(YES, ADAPTED))

    ADDRESS_WORDS = nonmember({"yes": "ja", "adapted": "aangepast", "not_yet": "nog_niet", "no": "nee"})
