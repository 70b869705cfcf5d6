"""Which step may follow which, and what each state says: a question always has a visible state and a reason. Pure."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.questions.enums import QuestionState, RoleGroup
from knowledge_network.members.people.enums import Function

NEXT: dict[str, frozenset[str]] = {
    QuestionState.BROUGHT_IN: frozenset(QuestionState.NEEDS_REASON),
    # Taking back what was decided.
    QuestionState.REFERRED: frozenset({QuestionState.BROUGHT_IN}),
    QuestionState.NOT_TAKEN_UP: frozenset({QuestionState.BROUGHT_IN}),
    QuestionState.WITHDRAWN: frozenset({QuestionState.BROUGHT_IN}),
}
TONES: dict[str, str] = {QuestionState.BROUGHT_IN: "wait", QuestionState.REFERRED: "info"}
ICONS: dict[str, str] = {
    QuestionState.BROUGHT_IN: "circle-help",
    QuestionState.REFERRED: "share-2",
    QuestionState.NOT_TAKEN_UP: "circle-x",
    QuestionState.WITHDRAWN: "undo-2",
}
EXPLAINED: dict[str, str | Promise] = {
    QuestionState.BROUGHT_IN: _("It waits until the questions are bundled. Who asked it hears what becomes of it."),
    QuestionState.REFERRED: _("Somebody else answers it, or it was answered already."),
    QuestionState.NOT_TAKEN_UP: _("The network does not work on it now. The words stay as they are."),
    QuestionState.WITHDRAWN: _("It is not looked at any more."),
}
GROUP_OF: dict[str, RoleGroup] = {
    Function.TEACHER: RoleGroup.TEACHER,
    Function.STUDENT_TEACHER: RoleGroup.STUDENT_TEACHER,
    Function.INSTITUTE_EDUCATOR: RoleGroup.EDUCATOR,
    Function.SCHOOL_EDUCATOR: RoleGroup.EDUCATOR,
    Function.WORKPLACE_MENTOR: RoleGroup.MENTOR,
    Function.SCHOOL_LEADER: RoleGroup.LEADER,
    Function.BOARD_MEMBER: RoleGroup.LEADER,
    Function.RESEARCHER: RoleGroup.RESEARCHER,
}


def may_become(now: str, then: str) -> bool:
    return then in NEXT.get(now, frozenset())


def find_role_group(function: str) -> RoleGroup:
    return GROUP_OF.get(function, RoleGroup.OTHER)
