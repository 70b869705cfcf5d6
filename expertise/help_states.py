"""The life of a question, which step may follow which, and what each state says to its asker. Pure.

open → sent to somebody → in conversation → answered → closed; from every state before the end it can be withdrawn by
who asked or passed on by who looks after it. A question always has a visible state, and a reason when it ended early.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OPEN, MATCHED, TALKING, ANSWERED = "open", "gekoppeld", "in_gesprek", "beantwoord"
CLOSED, WITHDRAWN, PASSED_ON = "afgesloten", "ingetrokken", "doorgezet"

NEXT: dict[str, frozenset[str]] = {
    "concept": frozenset({OPEN, MATCHED, WITHDRAWN}),
    OPEN: frozenset({MATCHED, TALKING, CLOSED, WITHDRAWN, PASSED_ON}),
    MATCHED: frozenset({OPEN, TALKING, CLOSED, WITHDRAWN, PASSED_ON}),
    TALKING: frozenset({OPEN, MATCHED, ANSWERED, CLOSED, WITHDRAWN, PASSED_ON}),
    ANSWERED: frozenset({TALKING, CLOSED, WITHDRAWN, PASSED_ON}),
    # Taking back what was just done.
    CLOSED: frozenset({OPEN, MATCHED, TALKING, ANSWERED}),
    WITHDRAWN: frozenset({OPEN, MATCHED, TALKING, ANSWERED}),
    PASSED_ON: frozenset({OPEN, MATCHED, TALKING, ANSWERED}),
}
UNFINISHED = frozenset({OPEN, MATCHED, TALKING, ANSWERED})
ENDED = frozenset({CLOSED, WITHDRAWN, PASSED_ON})

TONES = {OPEN: "wait", MATCHED: "wait", TALKING: "info", ANSWERED: "ok", CLOSED: "ok"}
ICONS = {
    OPEN: "circle-help",
    MATCHED: "send",
    TALKING: "messages-square",
    ANSWERED: "check-check",
    CLOSED: "circle-check",
    WITHDRAWN: "undo-2",
    PASSED_ON: "share-2",
}
EXPLAINED: dict[str, Any] = {
    "concept": _("Nobody sees this question yet."),
    OPEN: _("Nobody helps yet. The coordinator looks for somebody."),
    MATCHED: _("Colleagues were asked. They answer within five school days, else we ask the next."),
    TALKING: _("Somebody helps. You talk about it below."),
    ANSWERED: _("There is an answer. Does it help? Close the question."),
    CLOSED: _("This question is closed."),
    WITHDRAWN: _("This question was withdrawn."),
    PASSED_ON: _("This question goes on elsewhere."),
}

# Asked of one colleague or one group: nobody else follows by itself.
EXPLAINED_OF_A_FEW: dict[str, Any] = {
    OPEN: _("Nobody helps yet. Ask the whole network: we look who fits."),
    MATCHED: _("Your question is there. No answer in five school days? Then ask the whole network."),
}
# The same for who reads along.
EXPLAINED_TO_OTHERS: dict[str, Any] = {
    OPEN: _("Nobody helps yet."),
    MATCHED: _("Colleagues were asked. Nobody said yet that they help."),
    TALKING: _("Somebody helps already."),
    ANSWERED: _("There is an answer. Who asked says whether it helps."),
}
EXPLAINED_TO_HELPER: dict[str, Any] = {
    TALKING: _("You help. You talk about it below."),
    ANSWERED: _("There is an answer. Who asked says whether it helps."),
}


def explained(state: str, part: str, *, asked_network: bool) -> Any:
    """What the state means for who reads it; `part` is what that member has to do with it («asker», «accepted»…)."""
    if part == "asker":
        return EXPLAINED.get(state, "") if asked_network else EXPLAINED_OF_A_FEW.get(state) or EXPLAINED.get(state, "")
    if part == "asked" and state in {OPEN, MATCHED}:
        return _("You were asked. Can you help? Then you talk about it here.")
    others = EXPLAINED_TO_HELPER if part == "accepted" else EXPLAINED_TO_OTHERS
    return others.get(state) or EXPLAINED.get(state, "")


def may_become(now: str, then: str) -> bool:
    return then in NEXT.get(now, frozenset())


def state_without_helper(waiting_for_somebody: bool) -> str:
    """Where a question stands when nobody helps (any more)."""
    return MATCHED if waiting_for_somebody else OPEN
