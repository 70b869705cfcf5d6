"""The life of a question, which step may follow which, and what each state says to its asker. Pure.

open → sent to somebody → in conversation → answered → closed; from every state before the end it can be withdrawn by
who asked or passed on by who looks after it. A question always has a visible state, and a reason when it ended early.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import HelpPart, HelpState, MatchState

NEXT: dict[str, frozenset[str]] = {
    HelpState.DRAFT: frozenset({HelpState.OPEN, HelpState.MATCHED, HelpState.WITHDRAWN}),
    HelpState.OPEN: frozenset(
        {HelpState.MATCHED, HelpState.TALKING, HelpState.CLOSED, HelpState.WITHDRAWN, HelpState.PASSED_ON}
    ),
    HelpState.MATCHED: frozenset(
        {HelpState.OPEN, HelpState.TALKING, HelpState.CLOSED, HelpState.WITHDRAWN, HelpState.PASSED_ON}
    ),
    HelpState.TALKING: frozenset(
        {
            HelpState.OPEN,
            HelpState.MATCHED,
            HelpState.ANSWERED,
            HelpState.CLOSED,
            HelpState.WITHDRAWN,
            HelpState.PASSED_ON,
        }
    ),
    HelpState.ANSWERED: frozenset({HelpState.TALKING, HelpState.CLOSED, HelpState.WITHDRAWN, HelpState.PASSED_ON}),
    # Taking back what was just done.
    HelpState.CLOSED: HelpState.UNFINISHED,
    HelpState.WITHDRAWN: HelpState.UNFINISHED,
    HelpState.PASSED_ON: HelpState.UNFINISHED,
}

TONES: dict[str, str] = {
    HelpState.OPEN: "wait",
    HelpState.MATCHED: "wait",
    HelpState.TALKING: "info",
    HelpState.ANSWERED: "ok",
    HelpState.CLOSED: "ok",
}
ICONS: dict[str, str] = {
    HelpState.OPEN: "circle-help",
    HelpState.MATCHED: "send",
    HelpState.TALKING: "messages-square",
    HelpState.ANSWERED: "check-check",
    HelpState.CLOSED: "circle-check",
    HelpState.WITHDRAWN: "undo-2",
    HelpState.PASSED_ON: "share-2",
}
EXPLAINED: dict[str, str | Promise] = {
    HelpState.DRAFT: _("Nobody sees this question yet."),
    HelpState.OPEN: _("Nobody helps yet. The coordinator looks for somebody."),
    HelpState.MATCHED: _("Colleagues were asked. Who does not answer in time is replaced by the next."),
    HelpState.TALKING: _("Somebody helps. You talk about it below."),
    HelpState.ANSWERED: _("There is an answer. Does it help? Close the question."),
    HelpState.CLOSED: _("This question is closed."),
    HelpState.WITHDRAWN: _("This question was withdrawn."),
    HelpState.PASSED_ON: _("This question goes on elsewhere."),
}

# Asked of one colleague or one group: nobody else follows by itself.
EXPLAINED_OF_A_FEW: dict[str, str | Promise] = {
    HelpState.OPEN: _("Nobody helps yet. Ask the whole network: we look who fits."),
    HelpState.MATCHED: _("Your question is there. No answer in time? Then ask the whole network."),
}
# The same for who reads along.
EXPLAINED_TO_OTHERS: dict[str, str | Promise] = {
    HelpState.OPEN: _("Nobody helps yet."),
    HelpState.MATCHED: _("Colleagues were asked. Nobody said yet that they help."),
    HelpState.TALKING: _("Somebody helps already."),
    HelpState.ANSWERED: _("There is an answer. Who asked says whether it helps."),
}
EXPLAINED_TO_HELPER: dict[str, str | Promise] = {
    HelpState.TALKING: _("You help. You talk about it below."),
    HelpState.ANSWERED: _("There is an answer. Who asked says whether it helps."),
}


def explain_state(state: str, part: str, *, asked_network: bool) -> str | Promise:
    """What the state means for who reads it; `part` is what that member has to do with it («asker», «accepted»…)."""
    if part == HelpPart.ASKER:
        return EXPLAINED.get(state, "") if asked_network else EXPLAINED_OF_A_FEW.get(state) or EXPLAINED.get(state, "")
    if part == MatchState.ASKED and state in HelpState.WAITING:
        return _("You were asked. Can you help? Then you talk about it here.")
    others = EXPLAINED_TO_HELPER if part == MatchState.ACCEPTED else EXPLAINED_TO_OTHERS
    return others.get(state) or EXPLAINED.get(state, "")


def may_become(now: str, then: str) -> bool:
    return then in NEXT.get(now, frozenset())


def state_without_helper(waiting_for_somebody: bool) -> str:
    """Where a question stands when nobody helps (any more)."""
    return HelpState.MATCHED if waiting_for_somebody else HelpState.OPEN
