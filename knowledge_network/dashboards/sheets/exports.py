"""The figures as a table to take along: the same bands and rounding, and numbers where they are exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.board import BoardSheet
from knowledge_network.dashboards.sheets.money import MoneyLine
from knowledge_network.dashboards.sheets.network import NetworkSheet
from knowledge_network.dashboards.sheets.network_values import Told
from knowledge_network.dashboards.sheets.pieces import Value
from knowledge_network.dashboards.sheets.school import SchoolSheet
from knowledge_network.figures.indicators import BY_CODE

type Cell = Value | dt.date | None
type Row = list[Cell]


def school_header(sheet: SchoolSheet) -> list[str]:
    return [_("Figure"), _("Of whom"), *sheet.table_years, _("Network, middle half of the schools")]


def school_rows(sheet: SchoolSheet) -> Iterator[Row]:
    for line in sheet.table:
        yield [line.label, line.of_whom or sheet.school.name, *line.values, line.network]


def board_header(_sheet: BoardSheet) -> list[str]:
    return [_("Part"), _("Name"), _("Figure"), _("Value")]


def board_rows(sheet: BoardSheet) -> Iterator[Row]:
    """One value a row, whatever it is of."""
    for figure in sheet.figures:
        number = int(figure.number) if figure.is_exact else figure.number
        yield [_("All schools together"), figure.label, figure.rest, number]
        if figure.number_too:
            yield [_("All schools together"), figure.label, figure.rest_too, figure.number_too]
        yield [_("All schools together"), figure.label, _("Last year"), figure.last_year]
    part = _("Who takes part")
    for line in sheet.schools:
        yield [part, line.name, _("Taking part"), line.people]
        yield [part, line.name, _("People on 1 October"), line.headcount]
        yield [part, line.name, _("Hours, in bands of five"), line.hours or _("too few people to tell")]
        if line.words:
            yield [part, line.name, _("The school says"), line.words]
    for money in sheet.money:
        yield from _money_rows(money)
    for duty in sheet.duties:
        yield [_("Agreements"), duty.title, _("Due on"), duty.due]
        yield [_("Agreements"), duty.title, _("How it stands"), duty.state]
    for topic in sheet.topics:
        yield [_("What we know and miss"), topic.name, _("Own board"), topic.own]
        yield [_("What we know and miss"), topic.name, _("Other partners"), topic.others]


def _money_rows(money: MoneyLine) -> Iterator[Row]:
    for label, amount in ((_("Planned"), money.row.planned), (_("Promised"), money.row.promised),
                          (_("Spent"), money.row.spent)):  # fmt: skip
        yield [_("Money"), money.label, label, amount]


def network_header(sheet: NetworkSheet) -> list[str]:
    before = sheet.compared
    return [
        _("Code"),
        _("Indicator"),
        _("Of whom"),
        sheet.written,
        _("Divided by"),
        before,
        f"{before}: {_('Divided by').lower()}",
        _("What counts here?"),
    ]


def network_rows(sheet: NetworkSheet) -> Iterator[Row]:
    for line in sheet.indicators:
        counts = str(BY_CODE[line.code].what_counts)
        yield [line.code, line.label, _("The network"), *_pair(line.value), *_pair(line.before), counts]
    for board in sheet.boards:
        for code, value in (("P1", board.people), ("H1", board.hours), ("X1", board.ties)):
            yield [code, str(BY_CODE[code].label), board.name, value, None, None, None, ""]


def _pair(told: Told | None) -> Row:
    return [told.part, told.of] if told else [None, None]
