"""The life of a question from practice, and on whose behalf it was asked."""

from __future__ import annotations

from enum import nonmember

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class QuestionState(InAddress):
    BROUGHT_IN = "brought_in", pgettext_lazy("state of a question from practice", "brought in")
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
            "referred": "doorverwezen",
            "not_taken_up": "niet_opgenomen",
            "withdrawn": "ingetrokken",
        }
    )


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
