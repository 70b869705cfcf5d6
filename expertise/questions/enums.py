"""The life of a question from practice, and on whose behalf it was asked."""

from __future__ import annotations

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class QuestionState(InAddress):
    BROUGHT_IN = "brought_in", pgettext_lazy("state of a question from practice", "brought in")
    PLACED = "placed", pgettext_lazy("state of a question from practice", "bundled")
    REFERRED = "referred", pgettext_lazy("state of a question from practice", "referred")
    NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("state of a question from practice", "not taken up")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a question from practice", "withdrawn")

    # Somebody ended it: then the reason is in words of that person.
    NEEDS_REASON = nonmember(collect_values(REFERRED, NOT_TAKEN_UP, WITHDRAWN))
    # What somebody who runs the network may decide, and take back.
    DECIDED = nonmember(collect_values(REFERRED, NOT_TAKEN_UP))

    ADDRESS_WORDS = nonmember(
        {
            "brought_in": "ingebracht",
            "placed": "gebundeld",
            "referred": "doorverwezen",
            "not_taken_up": "niet_opgenomen",
            "withdrawn": "ingetrokken",
        }
    )


class CycleState(InAddress):
    """The order is that of a year."""

    PREPARING = "preparing", pgettext_lazy("state of a cycle", "preparing")
    COLLECTING = "collecting", pgettext_lazy("state of a cycle", "bringing in questions")
    BUNDLING = "bundling", pgettext_lazy("state of a cycle", "bundling")
    CHOOSING = "choosing", pgettext_lazy("state of a cycle", "choosing")
    THEME_GROUPS = "theme_groups", pgettext_lazy("state of a cycle", "theme groups")
    RESULTS = "results", pgettext_lazy("state of a cycle", "results")
    CLOSED = "closed", pgettext_lazy("state of a cycle", "closed")

    # What comes in lies on its board, and cards may be moved. Who asked may still put a card back.
    POOLING = nonmember(collect_values(COLLECTING, BUNDLING))
    AFTER_BUNDLING = nonmember(collect_values(CHOOSING, THEME_GROUPS, RESULTS, CLOSED))

    ADDRESS_WORDS = nonmember(
        {
            "preparing": "voorbereiding",
            "collecting": "vraagophaal",
            "bundling": "bundeling",
            "choosing": "kiezen",
            "theme_groups": "themagroepen",
            "results": "opbrengst",
            "closed": "afgesloten",
        }
    )


class Verdict(models.TextChoices):
    """Whether an indicative question is answered by what is known already."""

    OPEN = "open", pgettext_lazy("verdict", "open")
    PARTLY = "partly", pgettext_lazy("verdict", "partly answered")
    ANSWERED = "answered", pgettext_lazy("verdict", "answered")


class RoleGroup(InAddress):
    """Whose voice it is: by these groups is counted, and each weighs the same however large it is."""

    TEACHER = "teacher", _("teachers")
    STUDENT_TEACHER = "student_teacher", _("student teachers")
    EDUCATOR = "educator", _("teacher educators")
    MENTOR = "mentor", _("workplace mentors")
    LEADER = "leader", _("school leaders and board members")
    RESEARCHER = "researcher", _("researchers")
    OTHER = "other", _("others")

    ADDRESS_WORDS = nonmember(
        {
            "teacher": "leraren",
            "student_teacher": "aspirant_leraren",
            "educator": "opleiders",
            "mentor": "begeleiders",
            "leader": "leiders",
            "researcher": "onderzoekers",
            "other": "anderen",
        }
    )


class Whose(InAddress):
    """Which questions the list shows."""

    ALL = "all", _("All questions")
    MINE = "mine", _("My questions")

    ADDRESS_WORDS = nonmember({"all": "", "mine": "van-mij"})
