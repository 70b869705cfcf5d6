"""What is there in the steps of a theme group."""

from __future__ import annotations

from collections.abc import Sequence

from plg.groups.models import Group
from plg.groups.outputs import days_by_group
from plg.steps.enums import EntryKind
from plg.steps.models import Approval, StepEntry, ThemeWalk
from plg.steps.names import Facts


def read_facts(
    walk: ThemeWalk, entries: Sequence[StepEntry] | None = None, approvals: Sequence[Approval] | None = None
) -> Facts:
    """At most four queries; fewer with what is read already."""
    rows = list(walk.entries.all()) if entries is None else entries
    standing = list(walk.approvals.all()) if approvals is None else approvals
    counts = {kind: sum(entry.kind == kind for entry in rows) for kind in EntryKind}
    return Facts(
        questions=walk.origin_count + counts[EntryKind.QUESTION],
        has_rationale=bool(walk.rationale),
        has_central_question=bool(walk.central_question),
        approving_schools=len({one.school_id for one in standing}),
        practices=counts[EntryKind.PRACTICE],
        sources=counts[EntryKind.SOURCE],
        talks=len({entry.by_id for entry in rows if entry.kind == EntryKind.TALK}),
        members=count_members(walk.group),
        cases=counts[EntryKind.CASE],
        has_product=bool(days_by_group([walk.group_id]).get(walk.group_id)),
        says_who_uses_it=bool(walk.used_by),
    )


def count_members(group: Group) -> int:
    return group.memberships.current().participating().count()
