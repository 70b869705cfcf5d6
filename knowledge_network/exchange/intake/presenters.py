"""What would come of each product, as who brings them in sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from expertise.products.enums import ProductKind, ProductLicence
from knowledge_network.exchange.intake.enums import IntakeState, Outcome
from knowledge_network.exchange.intake.models import Intake, IntakeRow

STATE_CHIPS: dict[str, str] = {
    IntakeState.APPLIED: "ok",
    IntakeState.FAILED: "wait",
    IntakeState.PLANNED: "info",
    IntakeState.WAITING: "self",
    IntakeState.READING: "self",
    IntakeState.UNDONE: "self",
}
KINDS, LICENCES = dict(ProductKind.choices), dict(ProductLicence.choices)


@dataclass(frozen=True)
class Line:
    """One product of the source. `here` is its page in this network, when there is one."""

    number: int
    title: str
    summary: str
    link: str
    kind: str | Promise
    licence: str | Promise
    reason: str
    here: str


@dataclass(frozen=True)
class Part:
    """The products of one outcome."""

    outcome: str
    label: str | Promise
    lines: list[Line]

    @property
    def is_new(self) -> bool:
        return self.outcome == Outcome.NEW


def present_rows(rows: Iterable[IntakeRow]) -> list[Part]:
    """By outcome, in the order of the enum; an outcome without any is left out."""
    by_outcome: dict[str, list[Line]] = {value: [] for value in Outcome.values}
    for row in rows:
        by_outcome[row.outcome].append(_present_row(row))
    labels = dict(Outcome.choices)
    return [Part(value, labels[value], lines) for value, lines in by_outcome.items() if lines]


def _present_row(row: IntakeRow) -> Line:
    product, values = row.product, row.values
    is_here = product is not None and product.removed_at is None
    return Line(
        number=row.number,
        title=row.title or row.identifier,
        summary=values.get("summary", ""),
        link=values.get("link", ""),
        kind=KINDS.get(values.get("kind", ""), ""),
        licence=LICENCES.get(values.get("licence", ""), ""),
        reason=_tell_reason(row),
        here=reverse("expertise:product_detail", args=[product.slug]) if is_here and product is not None else "",
    )


def _tell_reason(row: IntakeRow) -> str:
    """With the licence that the source names."""
    said = row.values.get("said", "")
    return f"{row.get_reason_display()}: {said}" if said else row.get_reason_display()


@dataclass(frozen=True)
class IntakeLine:
    """One list in the overview."""

    intake: Intake
    chip: str


def present_intake(intake: Intake) -> IntakeLine:
    return IntakeLine(intake, STATE_CHIPS.get(intake.state, "self"))
