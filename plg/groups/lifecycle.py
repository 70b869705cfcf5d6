"""The life of a group: which steps each kind knows and what a step asks for.

Whether that is there is said in `plg.groups.checking`, what is only wise in `plg.groups.advice`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plg.groups.enums import GroupKind, GroupState

LEAD, COORDINATOR = "lead", "coordinator"


@dataclass(frozen=True)
class Step:
    """One way on. `who` may take it, `gates` must be met, `undoable` steps may be taken back by who took them."""

    to: str
    who: str
    label: str | Promise
    explain: str | Promise
    gates: tuple[str, ...] = ()
    needs_reason: bool = False
    fields: tuple[str, ...] = ()
    undoable: bool = False
    icon: str = "arrow-right"
    main: bool = True

    @property
    def permission(self) -> str:
        return "plg.decide_application" if self.who == COORDINATOR else "plg.change_state"

    @property
    def needs_form(self) -> bool:
        return self.needs_reason or bool(self.fields)


# Gates ------------------------------------------------------------------------------------------

MUST_HAVE: dict[str, tuple[str, ...]] = {
    GroupKind.PLG: ("question", "lead", "contact"),
    GroupKind.PROJECT: ("assignment", "budget", "funding", "deliverables", "lead", "contact"),
    GroupKind.EXPERT: ("topics", "lead", "contact"),
    GroupKind.THEME: ("question", "lead", "contact"),
}
CLOSING = ("result", "evaluation", "contact", "files")


# Steps ------------------------------------------------------------------------------------------


def _submit(to: str, gates: tuple[str, ...]) -> Step:
    return Step(
        to=to,
        who=LEAD,
        gates=gates,
        undoable=True,
        icon="send",
        label=_("Send to the coordinator"),
        explain=_("The coordinator looks at it and lets you know."),
    )


BACK_TO_DRAFT = Step(
    to=GroupState.DRAFT,
    who=LEAD,
    needs_reason=True,
    main=False,
    icon="undo-2",
    label=_("Back to draft"),
    explain=_("The group works on the plan first. Say what has to change."),
)
APPROVE = Step(
    to=GroupState.ACTIVE,
    who=COORDINATOR,
    icon="sprout",
    label=_("Approve and start"),
    explain=_("The group starts and everybody can find it."),
)
FINISH = Step(
    to=GroupState.FINISHING,
    who=LEAD,
    undoable=True,
    icon="flag",
    label=_("Start finishing"),
    explain=_("The group rounds off: share what came out and evaluate together."),
)
CONTINUE = Step(
    to=GroupState.ACTIVE,
    who=LEAD,
    undoable=True,
    main=False,
    icon="undo-2",
    label=_("Carry on after all"),
    explain=_("The group goes on working."),
)
CLOSING_FIELDS = ("evaluation", "no_result_reason", "file_decision")
CLOSE = Step(
    to=GroupState.CLOSED,
    who=LEAD,
    gates=CLOSING,
    fields=CLOSING_FIELDS,
    icon="circle-check",
    label=_("Close the group"),
    explain=_("The group stops. Its page and results stay, with a contact person."),
)
ARCHIVE = Step(
    to=GroupState.ARCHIVED,
    who=COORDINATOR,
    gates=("contact",),
    undoable=True,
    icon="archive",
    label=_("Put in the archive"),
    explain=_("The page stays findable, but no longer stands in the lists."),
)


def _from_archive(to: str) -> Step:
    return Step(
        to=to,
        who=COORDINATOR,
        main=False,
        icon="undo-2",
        label=_("Take out of the archive"),
        explain=_("The group stands in the lists again."),
    )


def _with_gates(step: Step, *gates: str) -> Step:
    return replace(step, gates=gates)


def _meeting_group(kind: str) -> dict[str, tuple[Step, ...]]:
    must_have = MUST_HAVE[kind]
    return {
        GroupState.DRAFT: (_submit(GroupState.SUBMITTED, must_have),),
        GroupState.SUBMITTED: (_with_gates(APPROVE, *must_have, "agreement"), BACK_TO_DRAFT),
        GroupState.ACTIVE: (FINISH,),
        GroupState.FINISHING: (CLOSE, CONTINUE),
        GroupState.CLOSED: (ARCHIVE,),
        GroupState.ARCHIVED: (_from_archive(GroupState.CLOSED),),
    }


PROJECT_STEPS: dict[str, tuple[Step, ...]] = {
    GroupState.DRAFT: (_submit(GroupState.APPLICATION, MUST_HAVE[GroupKind.PROJECT]),),
    GroupState.APPLICATION: (
        Step(
            to=GroupState.GRANTED,
            who=COORDINATOR,
            gates=MUST_HAVE[GroupKind.PROJECT],
            icon="circle-check",
            label=_("Grant the application"),
            explain=_("The project may start. The group makes its agreements first."),
        ),
        Step(
            to=GroupState.REJECTED,
            who=COORDINATOR,
            needs_reason=True,
            main=False,
            icon="x",
            label=_("Reject the application"),
            explain=_("Say why. The applicant reads your reason."),
        ),
        BACK_TO_DRAFT,
    ),
    GroupState.REJECTED: (
        Step(
            to=GroupState.DRAFT,
            who=LEAD,
            icon="pencil",
            label=_("Improve the application"),
            explain=_("Change the application and send it in again."),
        ),
    ),
    GroupState.GRANTED: (
        Step(
            to=GroupState.ACTIVE,
            who=LEAD,
            gates=(*MUST_HAVE[GroupKind.PROJECT], "agreement"),
            icon="sprout",
            label=_("Start the project"),
            explain=_("The group starts and everybody can find it."),
        ),
    ),
    GroupState.ACTIVE: (FINISH,),
    GroupState.FINISHING: (
        Step(
            to=GroupState.MAINTAINED,
            who=LEAD,
            gates=("delivered", "maintainer", "review", "contact"),
            fields=("maintainer", "review_on"),
            icon="wrench",
            label=_("Hand over for maintenance"),
            explain=_("The product is ready. Somebody keeps it up to date and looks at it again on a date."),
        ),
        replace(
            CLOSE,
            gates=("no_product", *CLOSING),
            main=False,
            label=_("Close without a product"),
            explain=_("The project stops and there is nothing to maintain. Say why."),
        ),
        CONTINUE,
    ),
    GroupState.MAINTAINED: (CLOSE,),
    GroupState.CLOSED: (ARCHIVE,),
    GroupState.ARCHIVED: (_from_archive(GroupState.CLOSED),),
}
EXPERT_STEPS: dict[str, tuple[Step, ...]] = {
    GroupState.DRAFT: (_submit(GroupState.SUBMITTED, MUST_HAVE[GroupKind.EXPERT]),),
    GroupState.SUBMITTED: (_with_gates(APPROVE, *MUST_HAVE[GroupKind.EXPERT], "agreement"), BACK_TO_DRAFT),
    GroupState.ACTIVE: (
        Step(
            to=GroupState.DORMANT,
            who=LEAD,
            undoable=True,
            needs_reason=True,
            main=False,
            icon="pause",
            label=_("Put the group to sleep"),
            explain=_("The group does not meet for a while. Say why."),
        ),
    ),
    GroupState.DORMANT: (
        Step(
            to=GroupState.ACTIVE,
            who=LEAD,
            gates=("contact", "lead"),
            undoable=True,
            icon="play",
            label=_("Wake the group up"),
            explain=_("The group meets again."),
        ),
        replace(CLOSE, to=GroupState.DISSOLVED, main=False, label=_("Dissolve the group")),
    ),
    GroupState.DISSOLVED: (ARCHIVE,),
    GroupState.ARCHIVED: (_from_archive(GroupState.DISSOLVED),),
}
STEPS: dict[str, dict[str, tuple[Step, ...]]] = {
    GroupKind.PLG: _meeting_group(GroupKind.PLG),
    GroupKind.THEME: _meeting_group(GroupKind.THEME),
    GroupKind.PROJECT: PROJECT_STEPS,
    GroupKind.EXPERT: EXPERT_STEPS,
}

# The road that the page draws, without the side steps.
ROADS: dict[str, tuple[str, ...]] = {
    GroupKind.PLG: (
        GroupState.DRAFT,
        GroupState.SUBMITTED,
        GroupState.ACTIVE,
        GroupState.FINISHING,
        GroupState.CLOSED,
        GroupState.ARCHIVED,
    ),
    GroupKind.THEME: (
        GroupState.DRAFT,
        GroupState.SUBMITTED,
        GroupState.ACTIVE,
        GroupState.FINISHING,
        GroupState.CLOSED,
        GroupState.ARCHIVED,
    ),
    GroupKind.PROJECT: (
        GroupState.DRAFT,
        GroupState.APPLICATION,
        GroupState.GRANTED,
        GroupState.ACTIVE,
        GroupState.FINISHING,
        GroupState.MAINTAINED,
        GroupState.CLOSED,
        GroupState.ARCHIVED,
    ),
    GroupKind.EXPERT: (
        GroupState.DRAFT,
        GroupState.SUBMITTED,
        GroupState.ACTIVE,
        GroupState.DORMANT,
        GroupState.DISSOLVED,
        GroupState.ARCHIVED,
    ),
}


def list_states(kind: str) -> frozenset[str]:
    """Every state that a group of this kind can be in."""
    return frozenset(STEPS[kind])


def list_steps(kind: str, state: str) -> tuple[Step, ...]:
    return STEPS[kind].get(state, ())


def find_step(kind: str, state: str, to: str) -> Step | None:
    return next((step for step in list_steps(kind, state) if step.to == to), None)


def is_possible(kind: str, state: str, to: str) -> bool:
    return find_step(kind, state, to) is not None
