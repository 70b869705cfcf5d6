"""The figures as a table to take along: the same bands, the same rounding, and the line that says what counts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.board import BoardSheet
from knowledge_network.dashboards.sheets.network import NetworkSheet
from knowledge_network.dashboards.sheets.pieces import TableLine
from knowledge_network.dashboards.sheets.school import SchoolSheet
from knowledge_network.figures.indicators import BY_CODE


def school_header(sheet: SchoolSheet) -> list[str]:
    return [_("Figure"), *sheet.table_years, _("Network, middle half of the schools")]


def school_rows(sheet: SchoolSheet) -> Iterator[list[str]]:
    for line in sheet.table:
        yield _row(line)
    for year in sheet.trend.lines:
        yield [_("Taking part, added up through %(year)s") % {"year": year.label}, *year.cells]


def _row(line: TableLine) -> list[str]:
    return [line.label, *line.values, line.network]


def board_header(sheet: BoardSheet) -> list[str]:
    return [_("School"), _("Colleagues who take part"), _("Hours, in bands of five"), _("The school says")]


def board_rows(sheet: BoardSheet) -> Iterator[list[str]]:
    for line in sheet.schools:
        yield [line.name, line.people, line.hours or _("too few people to tell"), line.words]
    for money in sheet.money:
        yield [money.label, money.planned, money.promised, money.spent]
    for duty in sheet.duties:
        yield [duty.title, duty.whose, duty.due.isoformat(), duty.state]


def network_header(sheet: NetworkSheet) -> list[str]:
    return [_("Code"), _("Indicator"), sheet.written, _("The year before"), _("What counts here?")]


def network_rows(sheet: NetworkSheet) -> Iterator[list[str]]:
    for line in sheet.indicators:
        yield [line.code, line.label, line.value, line.before, str(BY_CODE[line.code].what_counts)]
    for board in sheet.boards:
        yield ["P1", board.name, board.people, "", ""]
        yield ["H1", board.name, board.hours, "", ""]
        yield ["X1", board.name, board.ties, "", ""]
