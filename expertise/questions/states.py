"""Which step may follow which, and what each state says: a question always has a visible state and a reason. Pure."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.questions.enums import CycleState, QuestionState, RoleGroup
from knowledge_network.members.people.enums import Function

NEXT: dict[str, frozenset[str]] = {
    # A confirmed round brings it from one to the other, and back.
    QuestionState.BROUGHT_IN: frozenset({QuestionState.PLACED, *QuestionState.NEEDS_REASON}),
    QuestionState.PLACED: frozenset({QuestionState.BROUGHT_IN, *QuestionState.NEEDS_REASON}),
    # Taking back what was decided.
    QuestionState.REFERRED: frozenset({QuestionState.BROUGHT_IN, QuestionState.PLACED}),
    QuestionState.NOT_TAKEN_UP: frozenset({QuestionState.BROUGHT_IN, QuestionState.PLACED}),
    QuestionState.WITHDRAWN: frozenset({QuestionState.BROUGHT_IN, QuestionState.PLACED}),
}
TONES: dict[str, str] = {
    QuestionState.BROUGHT_IN: "wait",
    QuestionState.PLACED: "ok",
    QuestionState.REFERRED: "info",
}
ICONS: dict[str, str] = {
    QuestionState.BROUGHT_IN: "circle-help",
    QuestionState.PLACED: "waypoints",
    QuestionState.REFERRED: "share-2",
    QuestionState.NOT_TAKEN_UP: "circle-x",
    QuestionState.WITHDRAWN: "undo-2",
}
EXPLAINED: dict[str, str | Promise] = {
    QuestionState.BROUGHT_IN: _("It waits until the questions are bundled. Who asked it hears what becomes of it."),
    QuestionState.PLACED: _("It lives on in a question that the network looks at together."),
    QuestionState.REFERRED: _("Somebody else answers it, or it was answered already."),
    QuestionState.NOT_TAKEN_UP: _("The network does not work on it now. The words stay as they are."),
    QuestionState.WITHDRAWN: _("It is not looked at any more."),
}
EXPLAINED_CYCLE: dict[str, str | Promise] = {
    CycleState.PREPARING: _("The team is being made up. Questions are kept until they are asked for."),
    CycleState.COLLECTING: _("Everybody brings in questions. The team may lay them together already."),
    CycleState.BUNDLING: _("The team lays questions together. With each round that it confirms, who asked is told."),
    CycleState.CHOOSING: _("The bundles are fixed. Together the network chooses what it works on."),
    CycleState.THEME_GROUPS: _("Theme groups work on the questions that were chosen."),
    CycleState.RESULTS: _("What came of it is shown and used."),
    CycleState.CLOSED: _("This cycle is over. What was not answered goes along to the next."),
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


def find_state_of_card(is_in_bundle: bool, *, is_outside: bool) -> QuestionState:
    """What a confirmed place on the board makes of a question."""
    if is_outside:
        return QuestionState.NOT_TAKEN_UP
    return QuestionState.PLACED if is_in_bundle else QuestionState.BROUGHT_IN


def find_next_states(state: str) -> list[CycleState]:
    """Where a cycle may go: on by one, or back by one."""
    order = list(CycleState)
    here = order.index(CycleState(state))
    return [order[place] for place in (here - 1, here + 1) if 0 <= place < len(order)]


def find_role_group(function: str) -> RoleGroup:
    return GROUP_OF.get(function, RoleGroup.OTHER)
