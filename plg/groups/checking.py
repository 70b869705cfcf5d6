"""What a step in the life of a group asks for, and what of it is there. Pure: it sees a group only through `Facts`,
which `plg.groups.facts.collect_facts` fills.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plg.groups.enums import GroupKind
from plg.groups.lifecycle import Step


@dataclass(frozen=True)
class Facts:
    """What is so about a group on `today`. Counts are of participating members; `functions` of their appointments."""

    kind: str
    state: str
    today: dt.date
    question: str = ""
    assignment: str = ""
    has_budget: bool = False
    funding_type: str = ""
    deliverables: int = 0
    open_deliverables: int = 0
    topics: int = 0
    has_lead: bool = False
    has_contact: bool = False
    members: int = 0
    boards: int = 0
    schools: int = 0
    functions: frozenset[str] = frozenset()
    new_members: int = 0
    has_agreement: bool = False
    results: int = 0
    results_this_year: int = 0
    no_result_reason: str = ""
    evaluation: str = ""
    file_decision: str = ""
    has_maintainer: bool = False
    review_on: dt.date | None = None
    started_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class Check:
    """One line of the checklist: what is asked for, whether it is there, and where to mend it."""

    key: str
    text: str | Promise
    is_met: bool
    mend: str = ""

    @property
    def words(self) -> str | Promise:
        """What is so, or what is still to be done."""
        return self.text if self.is_met else NEEDED[self.key]


QUESTION_TEXT: dict[str, str | Promise] = {
    GroupKind.PLG: _("The practice question is written down"),
    GroupKind.THEME: _("The central question is written down"),
}


# Where each thing can be mended: the name of a page of the group.
MEND = {
    "question": "edit",
    "assignment": "edit",
    "budget": "edit",
    "funding": "edit",
    "deliverables": "edit",
    "topics": "edit",
    "lead": "members",
    "contact": "members",
    "agreement": "agreement",
    "result": "results",
    "delivered": "edit",
    "evaluation": "close",
    "files": "close",
    "no_product": "close",
    "maintainer": "maintain",
    "review": "maintain",
}


# What to do about each that is not there yet.
NEEDED: dict[str, str | Promise] = {
    "question": _("Write down the question of the group"),
    "assignment": _("Write down the assignment"),
    "budget": _("Fill in a budget"),
    "funding": _("Say how the project is funded"),
    "deliverables": _("Give each product a date"),
    "topics": _("Choose at least one topic"),
    "lead": _("Give the group a leader"),
    "contact": _("Choose a contact person"),
    "agreement": _("Write down the group agreements"),
    "result": _("Add a result, or say why there is none"),
    "no_product": _("Say why there is no product to maintain"),
    "delivered": _("Deliver all products and publish at least one result"),
    "evaluation": _("Write the evaluation of the group"),
    "files": _("Decide what happens to the files"),
    "maintainer": _("Say who maintains the product"),
    "review": _("Choose a date on which the product is looked at again"),
}


def check(key: str, facts: Facts) -> Check:
    """Whether the gate `key` is met."""
    texts_and_truth: dict[str, tuple[str | Promise, bool]] = {
        "question": (QUESTION_TEXT.get(facts.kind, _("The question is written down")), bool(facts.question.strip())),
        "assignment": (_("The assignment is written down"), bool(facts.assignment.strip())),
        "budget": (_("There is a budget"), facts.has_budget),
        "funding": (_("It is clear how the project is funded"), bool(facts.funding_type)),
        "deliverables": (_("Each product has a date"), facts.deliverables > 0),
        "topics": (_("The subject is named in at least one topic"), facts.topics > 0),
        "lead": (_("There is a group leader"), facts.has_lead),
        "contact": (_("There is a contact person"), facts.has_contact),
        "agreement": (_("The group agreements are written down"), facts.has_agreement),
        "result": (
            _("There is a result, or a reason why there is none"),
            facts.results > 0 or bool(facts.no_result_reason.strip()),
        ),
        "no_product": (
            _("There is no product to maintain, and it says why"),
            bool(facts.no_result_reason.strip()),
        ),
        "delivered": (
            _("All products are delivered and at least one result is published"),
            facts.open_deliverables == 0 and facts.results > 0,
        ),
        "evaluation": (_("The group wrote its evaluation"), bool(facts.evaluation.strip())),
        "files": (_("It is decided what happens to the files"), bool(facts.file_decision)),
        "maintainer": (_("Somebody maintains the product"), facts.has_maintainer),
        "review": (
            _("There is a date in the future to look at the product again"),
            facts.review_on is not None and facts.review_on > facts.today,
        ),
    }
    text, is_met = texts_and_truth[key]
    return Check(key=key, text=text, is_met=is_met, mend=MEND[key])


def checklist(step: Step, facts: Facts) -> list[Check]:
    return [check(key, facts) for key in dict.fromkeys(step.gates)]


def missing(step: Step, facts: Facts) -> list[Check]:
    """What stands in the way of `step`; empty when it may be taken."""
    return [line for line in checklist(step, facts) if not line.is_met]


def join_names(checks: Iterable[Check]) -> str:
    """The unmet checks in one line, for a message."""
    return "; ".join(str(line.words) for line in checks)
