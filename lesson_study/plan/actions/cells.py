"""Writing in a cell, also when somebody else wrote in it meanwhile: no word is lost."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.diff import lay_together
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from lesson_study.plan.actions.writing import lock_plan, record, record_sitting
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan, PlanCell, PlanCellText, UnsettledText

LONGEST = 2000
# What stands on one line.
ONE_LINE = (PlanColumn.LABEL, PlanColumn.MINUTES)


class Outcome(enum.Enum):
    SAVED = "saved"
    # Somebody else wrote elsewhere in the same cell: the text has both.
    TOGETHER = "together"
    # Both wrote in the same place: one's own text waits for a choice.
    UNSETTLED = "unsettled"
    # The version was fixed meanwhile: one's own text waits for the next one.
    FIXED = "fixed"


class Choice(enum.Enum):
    """What comes to stand where two texts met."""

    MINE = "mine"
    THEIRS = "theirs"
    TOGETHER = "together"


@dataclass(frozen=True)
class SavedCell:
    """`text` and `version` are what stands now. `is_removed`: the row was taken away meanwhile; its text is kept."""

    cell: PlanCell
    outcome: Outcome
    revision: int
    is_removed: bool
    has_changed: bool = False

    @property
    def text(self) -> str:
        return self.cell.text

    @property
    def version(self) -> int:
        return self.cell.version


@dataclass(frozen=True)
class Written:
    """What was typed into a cell, over the `version` that the writer had read (0: nothing yet).

    `base` is what the text started from, where that is another text than that of the version.
    """

    column: str
    text: str
    version: int
    case_pupil: CasePupil | None = None
    base: str | None = None

    @property
    def place(self) -> Place:
        return self.column, self.case_pupil.pk if self.case_pupil is not None else None


# Column, and the key of the case pupil in those that stand once for each.
Place = tuple[str, int | None]


def save_cell(
    *,
    row: LessonPhaseRow,
    column: str,
    by: Member,
    text: str,
    version: int,
    case_pupil: CasePupil | None = None,
    base: str | None = None,
) -> SavedCell:
    """Write in one cell; see `save_cells`."""
    return save_cells(row=row, by=by, written=[Written(column, text, version, case_pupil, base)])[0]


@transaction.atomic
def save_cells(*, row: LessonPhaseRow, by: Member, written: list[Written]) -> list[SavedCell]:
    """Write in cells of a row.

    What somebody else wrote meanwhile is laid together with it; where both changed the same words, what stands stays
    and one's own text waits for a choice. In a version that was fixed meanwhile it waits too, for the next one.
    """
    if any(len(cleaned(one.text, one.column)) > LONGEST for one in written):
        raise RefusedError(_("A cell holds 2000 characters at most. Your text is still here."))
    plan = lock_plan(row.plan, even_fixed=True)
    row = LessonPhaseRow.objects.get(pk=row.pk)
    cells = _cells_for(row, by, written, plan)
    texts = {(text.cell_id, text.version): text.text for text in PlanCellText.objects.filter(cell__in=cells.values())}
    saved = [_save(row, cells[one.place], by, one, plan, texts) for one in written]
    if any(one.has_changed for one in saved):
        record_sitting(plan.cycle, by)
    return saved


def _cells_for(row: LessonPhaseRow, by: Member, written: list[Written], plan: LessonPlan) -> dict[Place, PlanCell]:
    """The cells in which was written; those that were not there yet are made."""
    known = {(cell.column, cell.case_pupil_id): cell for cell in row.cells.all()}
    made = [
        PlanCell(row=row, column=one.column, case_pupil=one.case_pupil, changed_by=by, changed_in=plan.revision)
        for one in written
        if one.place not in known
    ]
    known |= {(cell.column, cell.case_pupil_id): cell for cell in PlanCell.objects.bulk_create(made)}
    return {one.place: known[one.place] for one in written}


def _save(
    row: LessonPhaseRow,
    cell: PlanCell,
    by: Member,
    one: Written,
    plan: LessonPlan,
    texts: dict[tuple[int, int], str],
) -> SavedCell:
    said, is_removed = cleaned(one.text, one.column), row.removed_at is not None

    def done(outcome: Outcome, *, has_changed: bool = False) -> SavedCell:
        return SavedCell(cell, outcome, plan.revision, is_removed, has_changed)

    before = cleaned(one.base, one.column) if one.base is not None else _text_of(cell, one.version, texts)
    if plan.is_fixed:
        if said != cell.text:
            _set_aside(cell, by, said, before or "")
        return done(Outcome.FIXED)
    laid = lay_together(before, said, cell.text) if before is not None and said != cell.text else None
    if said != cell.text and (laid is None or not laid.is_clean or len(laid.text) > LONGEST):
        _set_aside(cell, by, said, before or "")
        return done(Outcome.UNSETTLED)
    UnsettledText.objects.filter(cell=cell, by=by, text=said).delete()
    text = laid.text if laid is not None else said
    has_changed = text != cell.text
    if has_changed:
        write(cell, by=by, text=text, plan=plan)
    return done(Outcome.SAVED if text == said else Outcome.TOGETHER, has_changed=has_changed)


@transaction.atomic
def settle_text(*, unsettled: UnsettledText, by: Member, choice: Choice, seen_version: int) -> SavedCell:
    """Put down what `by` chose of two texts that met.

    When the cell changed once more since they saw it (`seen_version`), nothing is chosen: the texts stand side by side
    again, with the newest.
    """
    plan = lock_plan(unsettled.cell.row.plan)
    unsettled = UnsettledText.objects.select_related("cell__row").get(pk=unsettled.pk)
    cell = unsettled.cell
    is_removed = cell.row.removed_at is not None
    if cell.version != seen_version:
        return SavedCell(cell, Outcome.UNSETTLED, plan.revision, is_removed)
    text = texts_side_by_side(unsettled)[choice]
    if len(text) > LONGEST:
        raise RefusedError(
            _("Together this is more than 2000 characters. Take one of the two, and add the rest yourself.")
        )
    unsettled.delete()
    if text != cell.text:
        write(cell, by=by, text=text, plan=plan)
    record("plan_settled", plan.cycle, by)
    return SavedCell(cell, Outcome.SAVED, plan.revision, is_removed)


def texts_side_by_side(unsettled: UnsettledText) -> dict[Choice, str]:
    mine, theirs = unsettled.text, unsettled.cell.text
    return {
        Choice.MINE: mine,
        Choice.THEIRS: theirs,
        Choice.TOGETHER: lay_together(unsettled.base, mine, theirs).text,
    }


def cleaned(text: str, column: str) -> str:
    """Ends of lines as stored, no blanks around it; what stands on one line is one line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(plain.split()) if column in ONE_LINE else plain


def write(cell: PlanCell, *, by: Member, text: str, plan: LessonPlan) -> None:
    """Store a text in a cell of a plan that is held; earlier texts stay, for who still writes over them."""
    if cell.version:
        earlier = PlanCellText(
            cell=cell, version=cell.version, text=cell.text, by_id=cell.changed_by_id, at=cell.changed_at
        )
        PlanCellText.objects.bulk_create([earlier], ignore_conflicts=True)
    cell.text, cell.version = text, cell.version + 1
    cell.changed_by, cell.changed_at, cell.changed_in = by, timezone.now(), plan.revision
    cell.save(update_fields=["text", "version", "changed_by", "changed_at", "changed_in"])


def _text_of(cell: PlanCell, version: int, texts: dict[tuple[int, int], str]) -> str | None:
    """What stood in a cell in an earlier version; None when that is not known any more."""
    if version == cell.version:
        return str(cell.text)
    return "" if version <= 0 else texts.get((cell.pk, version))


def _set_aside(cell: PlanCell, by: Member, text: str, base: str) -> None:
    UnsettledText.objects.bulk_create(
        [UnsettledText(cell=cell, by=by, text=text, base=base, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["cell", "by"],
        update_fields=["text", "base", "at"],
    )
